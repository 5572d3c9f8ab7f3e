"""The console script: the CDK's command line, with this connector's own words for a wrong config."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from typing import Any

import orjson
from airbyte_cdk.entrypoint import AirbyteEntrypoint
from airbyte_cdk.logger import PRINT_BUFFER
from airbyte_cdk.models import AirbyteMessage, ConnectorSpecification

from source_lever_unified.config import parse_config
from source_lever_unified.source import SourceLeverUnified

_cdk_line = AirbyteEntrypoint.airbyte_message_to_string


def _line(airbyte_message: AirbyteMessage) -> str:
    """A message as a line of JSON.

    The CDK's serializer leaves out every field of a record that is null, so that "no longer has a value" looks like
    "says nothing about it", and it takes most of the time a record costs.
    """
    record = airbyte_message.record
    if record is None:
        return _cdk_line(airbyte_message)
    return orjson.dumps(
        {
            "type": "RECORD",
            "record": {"stream": record.stream, "data": record.data, "emitted_at": record.emitted_at},
        }
    ).decode()


class Entrypoint(AirbyteEntrypoint):
    @staticmethod
    def validate_connection(source_spec: ConnectorSpecification, config: Mapping[str, Any]) -> None:  # noqa: ARG004
        """The CDK validates against the JSON schema, whose messages quote the config and name no property."""
        parse_config(config)


def run() -> None:
    # The CDK calls its serializer by the class's name, so a subclass cannot override it.
    AirbyteEntrypoint.airbyte_message_to_string = staticmethod(_line)  # type: ignore[method-assign]
    # In a container Python is process 1, which ignores SIGTERM unless it has a handler. Leaving this way prints
    # what was said so far, checkpoints included.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(128 + signal.SIGTERM))
    entrypoint = Entrypoint(SourceLeverUnified())
    arguments = entrypoint.parse_args(sys.argv[1:])
    with PRINT_BUFFER:
        for message in entrypoint.run(arguments):
            # One write per message: two threads printing must not share a line.
            print(f"{message}\n", end="")
