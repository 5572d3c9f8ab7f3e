"""Every stream class works by itself in a script: the same rows as the command, with a state to go on from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import SyncMode

from connector import Connector, Json, config_for
from lever_sandbox import Sandbox
from source_lever_unified import SourceLeverUnified
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.candidates import Candidates

OF_THE_SYNC = ("changed_at",)
"""The start of the sync where Lever dates nothing."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(opportunities=130, seed=5) as running:
        yield running


@pytest.fixture(scope="module")
def config(sandbox: Sandbox) -> Json:
    return config_for(sandbox, include_eeo_responses=True)


@pytest.fixture(scope="module")
def by_command(config: Json, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Json]]:
    read = Connector(tmp_path_factory.mktemp("command"), config).read([stream.name for stream in STREAMS])
    assert read.exit_code == 0
    return {stream.name: list(read.records[stream.name]) for stream in STREAMS}


def by_id(stream: type[LeverStream], rows: list[Any]) -> dict[str, dict[str, Any]]:
    # What another stream of the same sync fills in is null when there is none.
    left_out = (*OF_THE_SYNC, *(["offer_id"] if stream.name == "applications" else []))
    return {row["id"]: {key: value for key, value in row.items() if key not in left_out} for row in rows}


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_a_stream_alone_then_it_yields_what_the_command_emits(
    stream: type[LeverStream], config: Json, by_command: Mapping[str, list[Json]]
) -> None:
    rows = list(stream(config).read_records(SyncMode.full_refresh))

    assert by_id(stream, rows) == by_id(stream, by_command[stream.name])


def test_given_the_source_then_its_streams_say_what_airbyte_must_know(config: Json) -> None:
    streams = SourceLeverUnified().streams(config)

    assert [stream.name for stream in streams] == [stream.name for stream in STREAMS]
    for stream in streams:
        described = stream.as_airbyte_stream()
        assert described.source_defined_primary_key == [["id"]]
        assert described.default_cursor_field == ["changed_at"]
        assert described.source_defined_cursor
        assert described.is_resumable


def test_given_the_state_after_a_read_then_the_next_yields_only_what_changed(sandbox: Sandbox, config: Json) -> None:
    candidates = Candidates({**config, "lookback_minutes": 0})
    list(candidates.read_records(SyncMode.incremental))
    (touched,) = sandbox.account.find_opportunities(limit=1)
    sandbox.account.touch_opportunity(touched)

    later = Candidates({**config, "lookback_minutes": 0})
    later.state = candidates.state

    assert touched in [row["remote_id"] for row in later.read_records(SyncMode.incremental)]
    assert len(list(later.read_records(SyncMode.incremental))) < 10


def test_given_a_read_that_was_left_in_the_middle_then_another_goes_on_from_its_state(config: Json) -> None:
    candidates = Candidates(config)
    some = [row["id"] for row in islice(candidates.read_records(SyncMode.incremental), 40)]
    later = Candidates(config)
    later.state = candidates.state

    rest = [row["id"] for row in later.read_records(SyncMode.incremental)]

    assert {*some, *rest} == {row["id"] for row in Candidates(config).read_records(SyncMode.full_refresh)}


def test_given_a_folder_then_nothing_is_written_into_it(
    config: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert next(iter(Candidates(config).read_records(SyncMode.full_refresh)))["id"]
    assert list(tmp_path.iterdir()) == []
