"""The console script: the CDK's command line, with this connector's own words for a wrong config."""

from __future__ import annotations

import argparse
import ctypes
import gc
import logging
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from typing import Any

from airbyte_cdk.entrypoint import AirbyteEntrypoint
from airbyte_cdk.logger import PRINT_BUFFER
from airbyte_cdk.models import ConnectorSpecification
from airbyte_cdk.sources.connector_state_manager import HashableStreamDescriptor

from source_lever_unified import command_line
from source_lever_unified.config import parse_config
from source_lever_unified.source import SourceLeverUnified

_M_ARENA_MAX = -8
"""As malloc.h has it."""


class Entrypoint(AirbyteEntrypoint):
    @staticmethod
    def parse_args(args: list[str]) -> argparse.Namespace:
        return command_line.parse(args)

    @staticmethod
    def validate_connection(source_spec: ConnectorSpecification, config: Mapping[str, Any]) -> None:  # noqa: ARG004
        """The CDK validates against the JSON schema, whose messages quote the config and name no property."""
        parse_config(config)

    def lines(self, arguments: argparse.Namespace) -> Iterator[bytes]:
        """What a command prints, in whole lines."""
        if arguments.command == "read":
            yield from self._read(arguments)
        else:
            yield from (f"{message}\n".encode() for message in self.run(arguments))

    def _read(self, arguments: argparse.Namespace) -> Iterator[bytes]:
        """As the CDK reads, but for records, which leave the workers as lines already.

        A message object per record, counted, serialised and printed by itself, is most of what a record costs in the
        CDK, whose serializer also leaves out every field that is null.
        """
        from source_lever_unified.streams.reading import read_catalog
        from source_lever_unified.sync.records import Records

        self.logger.setLevel(logging.DEBUG if arguments.debug else logging.INFO)
        config = self.source.read_config(arguments.config)
        self.set_up_secret_filter(config, self.source.spec(self.logger).connectionSpecification)
        catalog = self.source.read_catalog(arguments.catalog)
        state = self.source.read_state(arguments.state)
        counts: defaultdict[HashableStreamDescriptor, float] = defaultdict(float)
        for message in read_catalog(self.logger, config, catalog, state):
            if isinstance(message, Records):
                counts[HashableStreamDescriptor(name=message.stream)] += message.count
                yield message.lines
            else:
                yield f"{self.airbyte_message_to_string(self.handle_record_counts(message, counts))}\n".encode()
            self._memory_monitor.check_memory_usage()


class Output:
    """Stdout, by whole lines. SIGTERM ends the program, but never in the middle of one.

    It then ends as a program that does not handle the signal: to PyAirbyte, which stops `spec` and `discover` when it
    has what it wants, any other way is a failure. Process 1, as Python is in a container, cannot: it exits with 143.
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

    def close(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if self._stopped:
            os.kill(os.getpid(), signal.SIGTERM)

    def _stop(self, *_: object) -> None:
        self._stopped = True
        if not self._writing:
            sys.exit(128 + signal.SIGTERM)


def _share_one_malloc_arena() -> None:
    """glibc gives threads arenas of their own, and pages pass through ten of them: 115 MiB, with one arena 102."""
    with suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def run() -> None:
    arguments = command_line.parse(sys.argv[1:])
    _share_one_malloc_arena()
    output = Output()
    entrypoint = Entrypoint(SourceLeverUnified())
    # The hundred thousand objects of the imports stay, and Lever's objects hold no cycles: the collector would go
    # through both again and again and find nothing, which costs a listing a fifth more CPU.
    gc.freeze()
    gc.set_threshold(100_000)
    # Ten workers that make rows take the interpreter's lock from each other every 5 ms. Where that is dear, they got
    # 20,000 records a second out, and with this 28,000. Who waits for Lever does not hold it.
    sys.setswitchinterval(0.05)
    with closing(output), PRINT_BUFFER:
        for lines in entrypoint.lines(arguments):
            output.write(lines)
