"""A source that only emits: ready-made records, through the CDK's classes and its stock entrypoint.

What it reaches is what the CDK leaves possible for a source that gets its records for nothing. Run as a command, like
the connector: `python cdk_peer.py read --config config.json --catalog catalog.json`.

The config holds `messages`, a file of record messages, one a line; `schemas`, the JSON schema of each stream; and
`concurrent`: whether the streams go through the CDK's ConcurrentSource, as those of today's connectors do, or one after
another through AbstractSource.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from airbyte_cdk.entrypoint import launch
from airbyte_cdk.models import AirbyteMessage, AirbyteStateMessage, ConfiguredAirbyteCatalog, ConnectorSpecification
from airbyte_cdk.models import SyncMode as Mode
from airbyte_cdk.sources import AbstractSource
from airbyte_cdk.sources.concurrent_source.concurrent_source import ConcurrentSource
from airbyte_cdk.sources.message import InMemoryMessageRepository
from airbyte_cdk.sources.streams import Stream
from airbyte_cdk.sources.streams.concurrent.cursor import FinalStateCursor
from airbyte_cdk.sources.streams.concurrent.default_stream import DefaultStream
from airbyte_cdk.sources.streams.concurrent.partitions.partition import Partition
from airbyte_cdk.sources.streams.concurrent.partitions.partition_generator import PartitionGenerator
from airbyte_cdk.sources.types import Record
from airbyte_cdk.sources.utils.slice_logger import DebugSliceLogger

_PARTITION = 1000
_WORKERS = 10

Row = Mapping[str, Any]


class OneAfterAnother(Stream):
    primary_key = "id"

    def __init__(self, name: str, schema: Row, rows: list[Row]) -> None:
        self._stream_name = name
        self._schema = schema
        self._rows = rows

    @property
    def name(self) -> str:
        return self._stream_name

    def get_json_schema(self) -> Row:  # type: ignore[override] # the CDK's is cached
        return self._schema

    def read_records(
        self,
        sync_mode: Mode,  # noqa: ARG002
        cursor_field: list[str] | None = None,  # noqa: ARG002
        stream_slice: Mapping[str, Any] | None = None,  # noqa: ARG002
        stream_state: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Iterable[Row]:
        yield from self._rows


class ReadyPartition(Partition):
    def __init__(self, stream: str, rows: list[Row]) -> None:
        self._stream = stream
        self._rows = rows

    def read(self) -> Iterable[Record]:
        return (Record(row, self._stream) for row in self._rows)

    def to_slice(self) -> None:
        return None

    def stream_name(self) -> str:
        return self._stream

    def __hash__(self) -> int:
        return id(self)


class ReadyPartitions(PartitionGenerator):
    def __init__(self, stream: str, rows: list[Row]) -> None:
        self._stream = stream
        self._rows = rows

    def generate(self) -> Iterable[Partition]:
        for start in range(0, len(self._rows), _PARTITION):
            yield ReadyPartition(self._stream, self._rows[start : start + _PARTITION])


class Peer(AbstractSource):
    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002
        return ConnectorSpecification(connectionSpecification={})

    def check_connection(
        self,
        logger: logging.Logger,  # noqa: ARG002
        config: Mapping[str, Any],  # noqa: ARG002
    ) -> tuple[bool, Any]:
        return True, None

    def streams(self, config: Mapping[str, Any]) -> list[Stream]:
        return [OneAfterAnother(name, config["schemas"][name], rows) for name, rows in _load(config).items()]

    def read(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        if not config["concurrent"]:
            yield from super().read(logger, config, catalog, state)
            return
        repository = InMemoryMessageRepository()
        streams = [
            DefaultStream(
                ReadyPartitions(name, rows),
                name,
                config["schemas"][name],
                ["id"],
                None,
                logger,
                FinalStateCursor(name, None, repository),
            )
            for name, rows in _load(config).items()
        ]
        source = ConcurrentSource.create(_WORKERS, _WORKERS // 2, logger, DebugSliceLogger(), repository)
        yield from source.read(list(streams))


def _load(config: Mapping[str, Any]) -> dict[str, list[Row]]:
    began = time.perf_counter()
    rows: dict[str, list[Row]] = defaultdict(list)
    with open(config["messages"], "rb") as file:
        for line in file:
            record = orjson.loads(line)["record"]
            rows[record["stream"]].append(record["data"])
    gc.freeze()  # or the collector would look through them again and again, which no real source would suffer
    logging.getLogger("airbyte").info("loaded in %.3f s", time.perf_counter() - began)
    return rows


if __name__ == "__main__":
    launch(Peer(), sys.argv[1:])
