"""A stream asks Lever for what the stream reference says, and for nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from airbyte_cdk.models import AirbyteStateMessage, ConfiguredAirbyteCatalogSerializer, Type

from docs.generator.requests import requests_of
from lever_sandbox import Sandbox
from source_lever_unified.source import SourceLeverUnified
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(opportunities=60, seed=2) as running:
        yield running


def read(sandbox: Sandbox, stream: str, state: list[AirbyteStateMessage]) -> list[AirbyteStateMessage]:
    """One sync of one stream; returns its last state."""
    config = {
        "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
        "api_url": sandbox.api_url,
        "requests_per_second": 1000,
        "include_eeo_responses": True,
    }
    catalog: dict[str, Any] = {
        "streams": [
            {
                "stream": {"name": stream, "json_schema": {}, "supported_sync_modes": ["incremental"]},
                "sync_mode": "incremental",
                "destination_sync_mode": "append_dedup",
            }
        ]
    }
    source = SourceLeverUnified()
    messages = source.read(
        logging.getLogger("airbyte"), config, ConfiguredAirbyteCatalogSerializer.load(catalog), state
    )
    return [message.state for message in messages if message.type == Type.STATE and message.state][-1:]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_two_syncs_of_a_stream_then_they_ask_for_the_documented_endpoints(
    sandbox: Sandbox, stream: type[LeverStream]
) -> None:
    documented = {str(request): request for request in requests_of(stream)}
    asked: set[str] = set()
    for name, request in documented.items():
        pattern = rf"/v1{request.endpoint.path.replace(':id', '[^/?]+')}(?=\?|$)"
        for param, value in request.params.items():
            pattern += rf"(?=.*[?&]{param}={value}(&|$))"
        sandbox.before(pattern, partial(asked.add, name), repeat=True)

    read(sandbox, stream.name, read(sandbox, stream.name, []))

    assert asked == set(documented)
    assert set(sandbox.requests.by_template) == {request.endpoint.path for request in documented.values()}
