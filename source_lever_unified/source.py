"""The Airbyte source: spec, check, discover, read.

Each command imports what it needs itself: Airbyte runs `spec` and `check` often, and importing the CDK is slow enough.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from airbyte_cdk.models import (
    AirbyteConnectionStatus,
    AirbyteMessage,
    AirbyteStateMessage,
    AirbyteStateMessageSerializer,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteCatalogSerializer,
    ConnectorSpecification,
    FailureType,
    Status,
)
from airbyte_cdk.sources.abstract_source import AbstractSource
from airbyte_cdk.sources.streams.core import Stream
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified import troubles
from source_lever_unified.config import parse_config

CHECK_RETRIES = 2
"""A person waits for the answer."""


class SourceLeverUnified(AbstractSource):
    # Our own validation says which property is wrong, and comes first thing in every command.
    check_config_against_spec = False

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002
        from source_lever_unified.spec import connector_specification

        return connector_specification()

    def check(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteConnectionStatus:
        """The CDK's own would show the repr of the message."""
        parse_config(config)
        succeeded, message = self.check_connection(logger, config)
        return AirbyteConnectionStatus(status=Status.SUCCEEDED if succeeded else Status.FAILED, message=message)

    def check_connection(self, logger: logging.Logger, config: Mapping[str, Any]) -> tuple[bool, str | None]:
        """Whether at least one stream can be read. The log names those that cannot, and why."""
        from source_lever_unified.lever.client import LeverClient
        from source_lever_unified.streams.checking import check_account

        settings = parse_config(config)
        client = LeverClient(settings, config, logger, max_retries=CHECK_RETRIES)
        try:
            check_account(client, settings, logger)
        except AirbyteTracedException as failure:
            return False, failure.message
        return True, None

    def streams(self, config: Mapping[str, Any]) -> list[Stream]:
        """All streams on offer. Each works by itself, too: `read_records` reads that one."""
        from source_lever_unified.streams import STREAMS

        settings = parse_config(config)
        return [stream(config) for stream in STREAMS if stream.is_offered(settings)]

    def read(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        """One engine for all selected streams, where the CDK would read one after another: a page feeds several."""
        from source_lever_unified.streams.reading import read_catalog
        from source_lever_unified.sync.records import Records

        for message in read_catalog(logger, config, catalog, state):
            if isinstance(message, Records):
                yield from message.messages()
            else:
                yield message

    @classmethod
    def read_config(cls, config_path: str) -> MutableMapping[str, Any]:
        config = _json_file(config_path, "config")
        if not isinstance(config, dict):
            raise _unreadable("config", config_path, "it must hold a JSON object")
        return config

    @classmethod
    def read_catalog(cls, catalog_path: str) -> ConfiguredAirbyteCatalog:
        catalog = _json_file(catalog_path, "catalog")
        try:
            return ConfiguredAirbyteCatalogSerializer.load(catalog)
        except Exception as invalid:
            raise _unreadable("catalog", catalog_path, "it is not a configured catalog") from invalid

    @classmethod
    def read_state(cls, state_path: str) -> list[AirbyteStateMessage]:
        if not state_path:
            return []
        saved = _json_file(state_path, "state")
        # Airbyte gives a list; a person who saved the last message of one stream gives one.
        messages = saved if isinstance(saved, list) else [saved] if saved else []
        try:
            return [AirbyteStateMessageSerializer.load(message) for message in messages]
        except Exception as invalid:
            raise _unreadable(
                "state", state_path, "it must hold a list of Airbyte state messages; reset the connection"
            ) from invalid


def _json_file(path: str, what: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise _unreadable(what, path, error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise _unreadable(what, path, "it is not valid JSON") from error
    except RecursionError:
        raise _unreadable(what, path, "it is nested too deep") from None


def _unreadable(what: str, path: str, reason: str) -> AirbyteTracedException:
    message = troubles.UNUSABLE_FILE(what=what, path=path, reason=reason)
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)
