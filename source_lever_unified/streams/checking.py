"""Whether the credentials work, and which streams they can read."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified import troubles
from source_lever_unified.config import Config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import BadRequest, Forbidden, NotFound
from source_lever_unified.lever.times import now_ms
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import (
    ChildStream,
    LeverStream,
    OpportunityChild,
    OpportunityStream,
    PostingStream,
    SnapshotStream,
    WindowedStream,
)
from source_lever_unified.streams.forecast import expected_opportunities, forecast
from source_lever_unified.streams.small_lists import SOURCES
from source_lever_unified.unified.account import Account

_MAY_BE_OFF = {
    stream.endpoint
    for stream in STREAMS
    if (issubclass(stream, SnapshotStream) and stream.source.off) or (issubclass(stream, WindowedStream) and stream.off)
}
"""An account without the feature answers 404."""

_MAY_REFUSE_LIMIT = {stream.endpoint for stream in STREAMS if issubclass(stream, WindowedStream)}
"""Who answers 400 to being asked for one record does not refuse the credentials."""


def check_account(client: LeverClient, config: Config, logger: logging.Logger) -> None:
    """
    Raises:
        AirbyteTracedException: the credentials do not work, confidential data is refused, or nothing can be read.
    """
    confidential = {"confidentiality": "all"} if config.include_confidential else {}
    params = dict.fromkeys((OpportunityStream.endpoint, PostingStream.endpoint), confidential)
    offered = [stream for stream in STREAMS if stream.is_offered(config)]
    refused = refusals(client, {one for stream in offered for one in _endpoints(stream)}, params, logger)
    for endpoint in params:
        if endpoint in refused and config.include_confidential:
            raise refused[endpoint]
    if all(_is_unreadable(stream, refused) for stream in offered):
        message = troubles.NOTHING_READABLE(example=next(iter(refused.values())).message)
        raise AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)
    for endpoint, refusal in refused.items():
        concerned = [stream for stream in offered if endpoint in _endpoints(stream)]
        names = ", ".join(stream.name for stream in concerned if _is_unreadable(stream, refused))
        if names:
            logger.warning(troubles.STREAMS_UNREADABLE(streams=names, refusal=refusal.message))
        for stream in concerned:
            if issubclass(stream, ChildStream) and not _is_unreadable(stream, refused):
                logger.warning("%s: %s %s", stream.name, refusal.message, stream.needs_one_of)
    _say_the_cost(client, config, params[OpportunityStream.endpoint], refused, logger)


def _say_the_cost(
    client: LeverClient,
    config: Config,
    params: Mapping[str, Any],
    refused: Collection[Endpoint],
    logger: logging.Logger,
) -> None:
    """What a first sync will ask for below the opportunities, by one page of them and what Lever counts per source."""
    if {SOURCES.endpoint, OpportunityStream.endpoint}.intersection(refused):
        return
    omissions = {
        endpoint: stream.omission(endpoint)
        for stream in STREAMS
        if issubclass(stream, OpportunityChild)
        for endpoint in stream.endpoints()
        if endpoint not in refused
    }
    opportunities = expected_opportunities(client.items(SOURCES.endpoint))
    seen = client.page(OpportunityStream.endpoint, {**params, "expand": "applications"}).items
    if opportunities and omissions:
        account = Account(synced_at=now_ms())
        logger.info(forecast(opportunities, seen, account, omissions, config.child_reads, config.requests_per_second))


def _endpoints(stream: type[LeverStream]) -> Sequence[Endpoint]:
    return stream.endpoints() if issubclass(stream, ChildStream) else (stream.endpoint,)


def _is_unreadable(stream: type[LeverStream], refused: Collection[Endpoint]) -> bool:
    needed = [endpoint in refused for endpoint in _endpoints(stream)]
    return all(needed) if issubclass(stream, ChildStream) and stream.needs_one_of else any(needed)


def refusals(
    client: LeverClient,
    endpoints: Iterable[Endpoint],
    params: Mapping[Endpoint, Mapping[str, Any]],
    logger: logging.Logger,
) -> dict[Endpoint, Forbidden]:
    """Those of `endpoints` that these credentials may not read, each asked for one record with its `params`.

    A key's permissions are set per endpoint, so one that answers says nothing of the others. A sub-list is asked for
    through the first parent there is: without any it cannot be probed, and holds nothing.

    Raises:
        AirbyteTracedException: the credentials do not work at all, or Lever could not be read.
    """
    refused: dict[Endpoint, Forbidden] = {}
    for endpoint, refusal in _answers(client, sorted(endpoints, key=lambda endpoint: endpoint.path), params):
        if refusal is None:
            logger.info("Lever: %s is readable.", endpoint.path)
        else:
            refused[endpoint] = refusal
    return refused


def _answers(
    client: LeverClient, endpoints: list[Endpoint], params: Mapping[Endpoint, Mapping[str, Any]]
) -> Iterator[tuple[Endpoint, Forbidden | None]]:
    for parent in [endpoint for endpoint in endpoints if not endpoint.has_parent]:
        children = [endpoint for endpoint in endpoints if endpoint.path.startswith(f"{parent.path}/:id/")]
        try:
            item = client.readable(parent, params.get(parent))
        except Forbidden as refusal:
            yield from ((endpoint, refusal) for endpoint in (parent, *children))
            continue
        except NotFound:
            if parent not in _MAY_BE_OFF:
                raise
            continue
        except BadRequest:
            if parent not in _MAY_REFUSE_LIMIT:
                raise
            yield parent, None
            continue
        yield parent, None
        if item is not None:
            yield from _answers_below(client, children, str(item[parent.key]))


def _answers_below(
    client: LeverClient, children: Iterable[Endpoint], parent_id: str
) -> Iterator[tuple[Endpoint, Forbidden | None]]:
    for child in children:
        try:
            client.readable(child, parent_id=parent_id)
        except Forbidden as refusal:
            yield child, refusal
        except (NotFound, BadRequest):
            continue  # deleted this moment, or a posting without a form
        else:
            yield child, None
