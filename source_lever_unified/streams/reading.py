"""One sync: the streams of a catalog together, or one stream by itself."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from airbyte_cdk.models import AirbyteStateMessage, ConfiguredAirbyteCatalog, FailureType, SyncMode
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified import troubles
from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.times import now_ms
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.assembly import Assembly
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.sync.engine import Engine, Message
from source_lever_unified.sync.records import Records
from source_lever_unified.sync.selection import Selected


@dataclass(frozen=True)
class _Unknown:
    """What a catalog names that is no stream."""

    name: str


def read_catalog(
    logger: logging.Logger,
    config: Mapping[str, Any],
    catalog: ConfiguredAirbyteCatalog,
    state: Iterable[AirbyteStateMessage] | None = None,
) -> Iterator[Message]:
    """Everything that one sync of a configured catalog says; records in batches, as the lines that they are printed as.

    Raises:
        AirbyteTracedException: a wrong config; or, at the end, at least one stream failed.
    """
    available = {stream.name: stream for stream in STREAMS}
    states = _states(state or ())
    times_named = Counter(configured.stream.name for configured in catalog.streams)
    selected: list[Selected] = []
    refused: dict[Selected, Exception] = {}
    for name, configured in {configured.stream.name: configured for configured in catalog.streams}.items():
        stream = available[name](config) if name in available else _Unknown(name)
        full_refresh = configured.sync_mode == SyncMode.full_refresh
        include_files = bool(configured.include_files)
        selected.append(Selected(stream, full_refresh, states.get(name), include_files))
        if name not in available:
            refused[selected[-1]] = _unknown_stream(name, known=list(available))
        elif times_named[name] > 1:
            refused[selected[-1]] = _named_twice(name)
    return _read(selected, refused, config, logger)


def read_one(
    stream: LeverStream, config: Mapping[str, Any], sync_mode: SyncMode, state: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The rows of one stream; its `state` moves on as they are taken."""
    selected = Selected(stream, sync_mode == SyncMode.full_refresh, state or None)
    for message in _read([selected], {}, config, stream.logger):
        if isinstance(message, Records):
            for line in message.lines.splitlines():
                yield orjson.loads(line)["record"]["data"]
        elif message.state is not None and message.state.stream is not None:
            stream.state = dict(vars(message.state.stream.stream_state))


def _read(
    selected: Sequence[Selected],
    refused: Mapping[Selected, Exception],
    config: Mapping[str, Any],
    logger: logging.Logger,
) -> Iterator[Message]:
    settings = parse_config(config)
    engine = Engine(selected, settings.num_workers, logger)
    for stream, error in refused.items():
        engine.fail(stream, error)
    client = LeverClient(settings, config, logger)
    known = [stream for stream in selected if stream not in refused]
    readable = [stream for stream in known if stream.stream.is_offered(settings)]
    for stream in set(known) - set(readable):
        _leave_out(stream, engine)
    Assembly(readable, engine, client, settings, logger, started_at=now_ms()).start()
    yield from engine.messages()


def _leave_out(stream: Selected, engine: Engine) -> None:
    """End a stream that nobody opted in to as empty, with the state that it has, should it be wanted again."""
    engine.warn_once(stream, troubles.NOT_OPTED_IN(setting=stream.stream.opt_in))
    engine.end_with(stream, lambda: dict(stream.state or {}))


def _states(messages: Iterable[AirbyteStateMessage]) -> dict[str, dict[str, Any]]:
    """State by stream name."""
    return {
        message.stream.stream_descriptor.name: dict(vars(message.stream.stream_state))
        for message in messages
        if message.stream is not None and message.stream.stream_state is not None
    }


def _unknown_stream(name: str, known: Sequence[str]) -> AirbyteTracedException:
    return _catalog_error(troubles.UNKNOWN_STREAM(stream=name, known=", ".join(known)))


def _named_twice(name: str) -> AirbyteTracedException:
    return _catalog_error(troubles.STREAM_NAMED_TWICE(stream=name))


def _catalog_error(message: str) -> AirbyteTracedException:
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)
