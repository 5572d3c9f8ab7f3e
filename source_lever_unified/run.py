"""The console script: the CDK's command line, with this connector's own words for a wrong config."""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from airbyte_cdk.entrypoint import AirbyteEntrypoint
from airbyte_cdk.logger import PRINT_BUFFER
from airbyte_cdk.models import AirbyteMessage, ConnectorSpecification
from airbyte_cdk.sources.connector_state_manager import HashableStreamDescriptor

from source_lever_unified.config import parse_config
from source_lever_unified.source import SourceLeverUnified
from source_lever_unified.sync.records import Records

_M_ARENA_MAX = -8
"""As malloc.h has it."""

_cdk_line = AirbyteEntrypoint.airbyte_message_to_string


def _lines(message: AirbyteMessage | Records) -> bytes:
    return message.lines if isinstance(message, Records) else f"{_cdk_line(message)}\n".encode()


class SourceInBatches(SourceLeverUnified):
    read = SourceLeverUnified.read_in_batches  # type: ignore[assignment] # the CDK only passes on what it yields


class Entrypoint(AirbyteEntrypoint):
    @staticmethod
    def validate_connection(source_spec: ConnectorSpecification, config: Mapping[str, Any]) -> None:  # noqa: ARG004
        """The CDK validates against the JSON schema, whose messages quote the config and name no property."""
        parse_config(config)

    @staticmethod
    def handle_record_counts(  # type: ignore[override]
        message: AirbyteMessage | Records, stream_message_count: defaultdict[HashableStreamDescriptor, float]
    ) -> AirbyteMessage | Records:
        if isinstance(message, Records):
            stream_message_count[HashableStreamDescriptor(name=message.stream)] += message.count
            return message
        return AirbyteEntrypoint.handle_record_counts(message, stream_message_count)


class Output:
    """Stdout, by whole lines. SIGTERM ends the program, but never in the middle of one.

    In a container Python is process 1, which ignores SIGTERM unless it has a handler.
    """

    def __init__(self) -> None:
        assert sys.__stdout__ is not None
        # Buffered even if Python runs unbuffered: an unbuffered write may stop half way.
        self._stdout = open(sys.__stdout__.fileno(), "wb", closefd=False)  # noqa: SIM115
        self._writing = False
        self._stopped = False
        signal.signal(signal.SIGTERM, self._stop)

    def write(self, lines: bytes) -> None:
        self._writing = True
        # What other threads log goes through the CDK's buffer.
        with PRINT_BUFFER.lock:
            PRINT_BUFFER.flush()
            self._stdout.write(lines)
            self._stdout.flush()
        self._writing = False
        if self._stopped:
            sys.exit(128 + signal.SIGTERM)

    def _stop(self, *_: object) -> None:
        self._stopped = True
        if not self._writing:
            sys.exit(128 + signal.SIGTERM)


def _share_one_malloc_arena() -> None:
    """glibc gives threads arenas of their own, and pages pass through ten of them: a seventh of the memory was gaps."""
    with suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def run() -> None:
    _share_one_malloc_arena()
    # The CDK calls its serializer by the class's name, so a subclass cannot override it.
    AirbyteEntrypoint.airbyte_message_to_string = staticmethod(_lines)  # type: ignore[assignment]
    output = Output()
    entrypoint = Entrypoint(SourceInBatches())
    # The hundred thousand objects of the imports stay, and Lever's objects hold no cycles: the collector would go
    # through both again and again and find nothing.
    gc.freeze()
    gc.set_threshold(100_000)
    with PRINT_BUFFER:
        for lines in entrypoint.run(entrypoint.parse_args(sys.argv[1:])):
            output.write(cast(bytes, lines))
