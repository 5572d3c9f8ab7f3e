"""A stream asks Lever for what the stream reference says, and for nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from airbyte_cdk.models import AirbyteStateMessage, ConfiguredAirbyteCatalogSerializer, Type

from docs.generator.stream_notes import NOTES
from lever_sandbox import Sandbox
from source_lever_unified.source import SourceLeverUnified
from source_lever_unified.streams.declarations import Stream
from source_lever_unified.streams.registry import STREAMS


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


def test_given_the_registry_then_the_reference_has_a_note_on_each_stream_in_its_order() -> None:
    assert list(NOTES) == [stream.name for stream in STREAMS]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_a_stream_then_its_note_names_its_list_and_its_feed_of_deletions(stream: Stream) -> None:
    paths = {urlsplit(endpoint).path for endpoint in NOTES[stream.name].endpoints}

    assert stream.endpoint in paths
    assert {path for path in paths if path.endswith("/deleted")} == {getattr(stream, "deletions", None)} - {None}


@pytest.mark.parametrize("stream", NOTES)
def test_given_two_syncs_of_a_stream_then_they_ask_for_the_documented_endpoints(sandbox: Sandbox, stream: str) -> None:
    asked: set[str] = set()
    for endpoint in NOTES[stream].endpoints:
        pattern = rf"/v1{urlsplit(endpoint).path.replace(':id', '[^/?]+')}(?=\?|$)"
        for name, value in parse_qsl(urlsplit(endpoint).query):
            pattern += rf"(?=.*[?&]{name}={value}(&|$))"
        sandbox.before(pattern, partial(asked.add, endpoint), repeat=True)

    read(sandbox, stream, read(sandbox, stream, []))

    assert asked == set(NOTES[stream].endpoints)
    assert set(sandbox.requests.by_template) == {urlsplit(endpoint).path for endpoint in NOTES[stream].endpoints}
