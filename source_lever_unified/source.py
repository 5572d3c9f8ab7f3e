"""The Airbyte source: spec, check, discover, read.

Each command imports what it needs itself: Airbyte runs `spec` and `check` often, and importing the CDK is slow enough.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import (
    AirbyteCatalog,
    AirbyteConnectionStatus,
    AirbyteMessage,
    AirbyteStateMessage,
    AirbyteStateMessageSerializer,
    AirbyteStream,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteCatalogSerializer,
    ConnectorSpecification,
    FailureType,
    Status,
    SyncMode,
)
from airbyte_cdk.sources import Source
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.config import parse_config

if TYPE_CHECKING:
    from source_lever_unified.sync.records import Records

CHECK_RETRIES = 2
"""A person waits for the answer."""


class SourceLeverUnified(Source):
    # Our own validation says which property is wrong, and comes first thing in every command.
    check_config_against_spec = False

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002
        from source_lever_unified.spec import connector_specification

        return connector_specification()

    def check(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteConnectionStatus:
        from source_lever_unified.lever.client import LeverClient
        from source_lever_unified.streams.checking import check_account

        settings = parse_config(config)
        client = LeverClient(settings, _mutable(config), logger, max_retries=CHECK_RETRIES)
        try:
            check_account(client, settings, logger)
        except AirbyteTracedException as failure:
            return AirbyteConnectionStatus(status=Status.FAILED, message=failure.message)
        return AirbyteConnectionStatus(status=Status.SUCCEEDED)

    def discover(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteCatalog:  # noqa: ARG002
        from source_lever_unified.models import MODELS, json_schema

        parse_config(config)
        return AirbyteCatalog(
            streams=[
                AirbyteStream(
                    name=name,
                    json_schema=json_schema(name),
                    supported_sync_modes=[SyncMode.full_refresh, SyncMode.incremental],
                    source_defined_cursor=True,
                    default_cursor_field=["changed_at"],
                    source_defined_primary_key=[["id"]],
                    is_resumable=True,
                )
                for name in MODELS
            ]
        )

    def read(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        from source_lever_unified.sync.records import Records

        for message in self.read_in_batches(logger, config, catalog, state):
            if isinstance(message, Records):
                yield from message.messages()
            else:
                yield message

    def read_in_batches(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage | Records]:
        from source_lever_unified.lever.client import LeverClient
        from source_lever_unified.models import MODELS
        from source_lever_unified.streams.assembly import Assembly
        from source_lever_unified.sync.clock import now_ms
        from source_lever_unified.sync.engine import Engine, StreamRun

        settings = parse_config(config)
        states = _states(state or ())
        runs = [
            StreamRun(
                configured.stream.name,
                full_refresh=configured.sync_mode == SyncMode.full_refresh,
                state=states.get(configured.stream.name),
            )
            for configured in catalog.streams
        ]
        engine = Engine(runs, settings.num_workers, logger)
        known = {run.name: run for run in runs if run.name in MODELS}
        for run in runs:
            if run.name not in known:
                engine.fail(run, _unknown_stream(run.name, known=list(MODELS)))
        client = LeverClient(settings, _mutable(config), logger)
        Assembly(known, engine, client, settings, logger, started_at=now_ms()).start()
        yield from engine.messages()

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


def _mutable(config: Mapping[str, Any]) -> MutableMapping[str, Any]:
    """Rotated tokens are written into the config itself, which the CDK then hands back to Airbyte."""
    return config if isinstance(config, MutableMapping) else dict(config)


def _states(messages: Iterable[AirbyteStateMessage]) -> dict[str, dict[str, Any]]:
    """State by stream name."""
    return {
        message.stream.stream_descriptor.name: dict(vars(message.stream.stream_state))
        for message in messages
        if message.stream is not None and message.stream.stream_state is not None
    }


def _unknown_stream(name: str, known: Sequence[str]) -> AirbyteTracedException:
    message = (
        f"The catalog asks for a stream `{name}`, which this connector does not have. Refresh the connection's schema. "
        f"It has: {', '.join(known)}."
    )
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)


def _json_file(path: str, what: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise _unreadable(what, path, error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise _unreadable(what, path, "it is not valid JSON") from error


def _unreadable(what: str, path: str, reason: str) -> AirbyteTracedException:
    message = f"The {what} file {path} cannot be used: {reason}."
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)
