"""A sync that was killed goes on from its last checkpoint: nothing is missing, little is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from connector import Connector, ConnectTo, Json, Output, config_for
from lever_sandbox import Sandbox

LISTED = ["candidates", "applications", "candidate_tags", "application_stage_changes"]


@pytest.fixture(scope="module")
def large() -> Iterator[Sandbox]:
    with Sandbox(opportunities=3000, seed=5) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def whole(large: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Output:
    """What it yields when nothing stops it."""
    config = config_for(large)
    return Connector(tmp_path_factory.mktemp("whole"), config).read(LISTED)


def after_states(count: int, stream: str) -> Any:
    """True at the `count`-th state message of a stream after its first record: windows may be empty."""
    seen = 0
    begun = False

    def reached(message: Json) -> bool:
        nonlocal seen, begun
        begun = begun or (message["type"] == "RECORD" and message["record"]["stream"] == stream)
        if begun and message["type"] == "STATE" and message["state"]["stream"]["stream_descriptor"]["name"] == stream:
            seen += 1
        return seen >= count

    return reached


def ids(outputs: list[Output], stream: str) -> set[str]:
    return {row["id"] for output in outputs for row in output.records[stream]}


@pytest.mark.parametrize(("states_before_the_kill", "installed"), [(1, False), (8, True), (15, False)])
def test_given_a_kill_in_the_backfill_when_started_again_then_the_union_is_complete(
    large: Sandbox, whole: Output, connect_to: ConnectTo, states_before_the_kill: int, installed: bool
) -> None:
    connector = replace(connect_to(large), installed=installed)
    large.reset_requests()
    first = connector.read(LISTED, kill_when=after_states(states_before_the_kill, "candidate_tags"))
    made_before = large.requests.count("/opportunities")

    second = connector.read(LISTED, first.states)

    assert first.exit_code == -9
    assert second.exit_code == 0
    for stream in LISTED:
        assert ids([first, second], stream) == ids([whole], stream)
    assert made_before > 0


def test_given_a_kill_in_the_backfill_when_started_again_then_finished_windows_are_not_asked_for_again(
    large: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(large, num_workers=4, requests_per_second=60)
    large.reset_requests()
    first = connector.read(LISTED, kill_when=after_states(20, "candidates"))
    made_before = large.requests.count("/opportunities")
    finished_rows = {row["id"] for row in first.records["candidates"]}
    large.reset_requests()
    second = connector.read(LISTED, first.states)
    again = [row["id"] for row in second.records["candidates"] if row["id"] in finished_rows]

    assert made_before > 12
    assert len(again) < len(finished_rows) / 4


def test_given_a_kill_when_the_resumed_sync_ends_then_its_cursor_is_the_start_of_the_first(
    large: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(large)
    first = connector.read(["candidates"], kill_when=after_states(3, "candidates"))
    began = first.state_of("candidates")["reading"]["started_at"]

    second = connector.read(["candidates"], first.states)

    assert second.state_of("candidates") == {"synced_at": began, "old_at": began}


def test_given_a_change_between_kill_and_resume_when_synced_after_that_then_it_arrives(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, lookback_minutes=0)
    first = connector.read(["candidates"], kill_when=after_states(2, "candidates"))
    done = first.records["candidates"][0]["remote_id"]
    sandbox.account.add_tag(done, "added while we were away")

    second = connector.read(["candidates"], first.states)
    third = connector.read(["candidates"], second.states)

    tags = [row["tags"] for out in (second, third) for row in out.records["candidates"] if row["remote_id"] == done]
    assert any("added while we were away" in found for found in tags)


def test_given_a_kill_among_the_children_when_started_again_then_no_child_is_missing(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    streams = ["interviews", "interview_team_members", "offers", "applications"]
    connector = connect_to(sandbox)
    whole = connector.read(streams)
    sandbox.reset_requests()
    first = connector.read(streams, kill_when=after_states(3, "offers"))
    made_before = sandbox.requests.total

    sandbox.reset_requests()
    second = connector.read(streams, first.states)

    for stream in streams:
        assert ids([first, second], stream) == ids([whole], stream)
    assert sandbox.requests.total + made_before < 2 * (260 * 2 + 30)


def test_given_a_cut_off_incremental_when_resumed_then_it_ends_where_it_began(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, lookback_minutes=0)
    first = connector.read(["candidates"])
    changed = everybody_tagged(sandbox)

    second = connector.read(["candidates"], first.states, kill_when=after_states(1, "candidates"))
    third = connector.read(["candidates"], second.states)

    got = {row["remote_id"] for out in (second, third) for row in out.records["candidates"]}
    assert got == set(changed)
    assert "reading" not in third.state_of("candidates")


def everybody_tagged(sandbox: Sandbox) -> list[str]:
    """More updates than a page holds."""
    changed = sandbox.account.find_opportunities(limit=250)
    for opportunity in changed:
        sandbox.account.add_tag(opportunity, "everybody")
    return changed


def test_given_an_offset_lever_no_longer_knows_when_read_then_the_chain_is_read_from_its_start(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, lookback_minutes=0)
    first = connector.read(["candidates"])
    changed = everybody_tagged(sandbox)
    fault = sandbox.faults.add("invalid_offset", r"/v1/opportunities\?", times=1, skip=1)

    second = connector.read(["candidates"], first.states)

    assert fault.fired == 1
    assert second.exit_code == 0
    assert {row["remote_id"] for row in second.records["candidates"]} == set(changed)


def test_given_offsets_that_are_always_refused_when_read_then_the_stream_fails_and_says_so(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, lookback_minutes=0)
    first = connector.read(["candidates", "users"])
    everybody_tagged(sandbox)
    sandbox.faults.add("invalid_offset", r"/v1/opportunities\?", times=None)

    second = connector.read(["candidates", "users"], first.states)

    assert second.exit_code != 0
    assert second.statuses == {"candidates": "INCOMPLETE", "users": "COMPLETE"}
    assert "does not know the offset" in second.error_messages
