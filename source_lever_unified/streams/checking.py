"""Whether the credentials work, and which streams they can read."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.config import Config
from source_lever_unified.lever.client import LeverClient, LeverObject
from source_lever_unified.lever.errors import BadRequest, Forbidden, NotFound
from source_lever_unified.streams.registry import STREAMS


def check_account(client: LeverClient, config: Config, logger: logging.Logger) -> None:
    """Ask every endpoint the streams need for one record.

    A key's permissions are set per endpoint, so one endpoint that answers says nothing of the others.

    Raises:
        AirbyteTracedException: the credentials do not work, confidential data is refused, or nothing can be read.
    """
    refused: dict[str, Forbidden] = {}
    for endpoint in _probe(client, config, refused):
        logger.info("Lever: %s is readable.", endpoint)
    unreadable = [stream.name for stream in STREAMS if stream.endpoint in refused]
    if config.include_confidential:
        for endpoint in ("/opportunities", "/postings"):
            if endpoint in refused:
                raise refused[endpoint]
    if len(unreadable) == len(STREAMS):
        message = (
            "Lever accepts these credentials but lets them read nothing that the streams need. Make a key with the "
            f"permissions of the streams you want. For example: {next(iter(refused.values())).message}"
        )
        raise AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)
    for endpoint, refusal in refused.items():
        names = ", ".join(stream.name for stream in STREAMS if stream.endpoint == endpoint)
        logger.warning("Streams that cannot be read: %s. %s", names, refusal.message)


def _probe(client: LeverClient, config: Config, refused: dict[str, Forbidden]) -> Iterator[str]:
    """Yield the endpoints that can be read; put the others into `refused`.

    A sub-list is asked for through the first parent there is: without any it cannot be probed, and holds nothing.
    """
    confidential = {"confidentiality": "all"} if config.include_confidential else {}

    def first(endpoint: str, path: str, params: Mapping[str, str]) -> LeverObject | None:
        try:
            data = client.get(path, {**params, "limit": 1})["data"]
        except Forbidden as refusal:
            refused[endpoint] = refusal
            return None
        return data[0] if isinstance(data, list) and data else None

    endpoints = sorted({stream.endpoint for stream in STREAMS})
    for parent in [endpoint for endpoint in endpoints if "/:id/" not in endpoint]:
        params = confidential if parent in ("/opportunities", "/postings") else {}
        children = [endpoint for endpoint in endpoints if endpoint.startswith(f"{parent}/:id/")]
        item = first(parent, parent, params)
        if parent in refused:
            refused.update(dict.fromkeys(children, refused[parent]))
            continue
        yield parent
        if item is None:
            continue
        for child in children:
            try:
                first(child, child.replace(":id", str(item.get("id"))), {})
            except (NotFound, BadRequest):
                continue  # deleted this moment, or a posting without a form
            if child not in refused:
                yield child
