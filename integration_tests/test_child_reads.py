"""The lean modes ask for less below candidates, find out when that is wrong, and make up for it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from current_rows import current

from connector import ConnectTo, Json, Output
from lever_sandbox import Sandbox
from source_lever_unified.lever.times import DAY_MS, from_iso, to_iso
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild

CHILDREN = [stream.name for stream in STREAMS if issubclass(stream, OpportunityChild)]
EVERYTHING = ["candidates", "applications", *CHILDREN]
NOTES = ["candidates", "notes"]
HOUR_MS = 3_600_000
LEAN = ["skip_untouched", "skip_unlikely"]
ASKED_LESS = {
    "skip_untouched": {"interviews", "panels", "feedback", "notes"},
    "skip_unlikely": {"interviews", "panels", "feedback", "notes", "offers", "forms", "referrals", "files"},
}
KINDS = {"resumes"}.union(*ASKED_LESS.values())


@pytest.fixture
def account() -> Iterator[Sandbox]:
    with Sandbox(opportunities=260, seed=11) as sandbox:
        yield sandbox


def is_of_the_sample(opportunity: str) -> bool:
    return zlib.crc32(opportunity.encode()) % 20 == 0


@contextmanager
def hours_ago(sandbox: Sandbox, hours: int) -> Iterator[None]:
    """What is done meanwhile happens so long before the syncs."""
    sandbox.account.advance(-hours * HOUR_MS)
    yield
    sandbox.account.advance(hours * HOUR_MS)


def untouched(sandbox: Sandbox, *, of_the_sample: bool, count: int = 1) -> list[str]:
    """New opportunities to which nothing happened."""
    created: list[str] = []
    while len(created) < count:
        opportunity = sandbox.account.create_opportunity()
        if is_of_the_sample(opportunity) == of_the_sample:
            created.append(opportunity)
    return created


def import_notes(sandbox: Sandbox, *opportunities: str) -> None:
    for opportunity in opportunities:
        sandbox.account.add_note(opportunity, "imported", imported=True)


def a_day_later(states: list[Json]) -> list[Json]:
    """The states as if the syncs had been a day ago."""
    changed: list[Json] = deepcopy(states)
    for state in changed:
        saved = state["stream"]["stream_state"]
        for key in ("synced_at", "read_until"):
            if key in saved:
                saved[key] = to_iso(from_iso(saved[key]) - DAY_MS)
    return changed


def imported_notes(output: Output) -> int:
    return sum(row["body"] == "imported" for row in output.records["notes"])


def asked(sandbox: Sandbox) -> dict[str, int]:
    return {kind: sandbox.requests.count(f"/opportunities/:id/{kind}") for kind in KINDS}


def settings(state: Json) -> Json:
    return {key: value for key, value in state.items() if key in ("left_out", "disproved")}


@pytest.mark.parametrize("mode", LEAN)
def test_given_an_account_that_grew_in_lever_then_a_lean_mode_asks_for_less_and_misses_nothing(
    account: Sandbox, connect_to: ConnectTo, mode: str
) -> None:
    with hours_ago(account, 400):
        untouched(account, of_the_sample=False, count=5)
    complete = connect_to(account, requests_per_second=1000).read(EVERYTHING)
    for_all = asked(account)
    account.reset_requests()

    lean = connect_to(account, requests_per_second=1000, child_reads=mode).read(EVERYTHING)

    assert lean.exit_code == 0
    assert lean.counts == complete.counts
    assert {kind for kind, count in asked(account).items() if count < for_all[kind]} == ASKED_LESS[mode]
    assert account.requests.repeated == []
    assert "`child_reads` is " + mode in lean.logs


def test_given_a_lean_first_sync_then_its_log_and_check_say_what_each_mode_costs(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(account, requests_per_second=1000)

    for said in (connector.check().logs, connector.read(EVERYTHING).logs):
        (sentence,) = [line for line in said.splitlines() if "kinds of children" in line]
        assert "9 kinds of children" in sentence
        for mode in ("complete", *LEAN):
            assert f"`{mode}` about " in sentence


def test_given_notes_where_none_were_expected_when_one_is_of_the_sample_then_the_setting_is_given_up_and_all_arrive(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    with hours_ago(account, 400):
        import_notes(account, *untouched(account, of_the_sample=True))
        import_notes(account, *untouched(account, of_the_sample=False, count=3))
    connector = connect_to(account, requests_per_second=1000, child_reads="skip_unlikely")

    first = connector.read(NOTES)
    second = connector.read(NOTES, first.states)
    with hours_ago(account, 2):
        import_notes(account, *untouched(account, of_the_sample=False))
    third = connector.read(NOTES, a_day_later(second.states))

    assert "was expected to have nothing in /opportunities/:id/notes" in first.logs
    assert settings(first.state_of("notes")) == {"left_out": "skip_unlikely", "disproved": "skip_unlikely"}
    assert sum(row["body"] == "imported" for row in current([first, second], "notes").values()) == 4
    assert settings(second.state_of("notes")) == settings(third.state_of("notes")) == {"disproved": "skip_unlikely"}
    assert imported_notes(third) == 1


def test_given_notes_that_were_left_out_when_the_mode_becomes_complete_then_just_they_are_read(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    with hours_ago(account, 400):
        import_notes(account, *untouched(account, of_the_sample=False, count=3))
    lean = connect_to(account, requests_per_second=1000, child_reads="skip_unlikely").read(NOTES)
    before = asked(account)["notes"]
    account.reset_requests()

    healed = connect_to(account, requests_per_second=1000).read(NOTES, lean.states)

    assert (imported_notes(lean), imported_notes(healed)) == (0, 3)
    assert healed.counts.get("candidates", 0) == 0
    everyone = account.account.expected_counts(confidential=False)["candidates"]
    assert everyone - before <= asked(account)["notes"] <= everyone - before + everyone // 20
    assert settings(healed.state_of("notes")) == {}
    assert len(current([lean, healed], "notes")) == account.account.expected_counts(confidential=False)["notes"]


def test_given_the_making_up_is_killed_when_synced_again_then_it_is_finished(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    with hours_ago(account, 400):
        import_notes(account, *untouched(account, of_the_sample=False, count=40))
    lean = connect_to(account, requests_per_second=1000, child_reads="skip_unlikely").read(NOTES)
    complete = connect_to(account, requests_per_second=100)

    killed = complete.read(NOTES, lean.states, kill_when=lambda message: message["type"] == "STATE")
    after_kill = complete.read(NOTES, killed.states or lean.states)

    assert after_kill.exit_code == 0
    assert settings(after_kill.state_of("notes")) == {}
    expected = account.account.expected_counts(confidential=False)["notes"]
    assert len(current([lean, killed, after_kill], "notes")) == expected


@pytest.mark.parametrize("mode", LEAN)
def test_given_rows_of_a_complete_sync_when_the_mode_becomes_leaner_then_none_is_buried(
    account: Sandbox, connect_to: ConnectTo, mode: str
) -> None:
    with hours_ago(account, 1):
        imported = untouched(account, of_the_sample=False, count=4)
        import_notes(account, *imported)
    complete = connect_to(account, requests_per_second=1000, lookback_minutes=10)
    first = complete.read(EVERYTHING)
    account.account.touch_opportunity(imported[0])

    lean = connect_to(account, requests_per_second=1000, lookback_minutes=600, child_reads=mode)
    second = lean.read(EVERYTHING, first.states)
    third = lean.read(EVERYTHING, second.states)

    expected = account.account.expected_counts(confidential=False)
    for stream in EVERYTHING:
        assert len(current([first, second, third], stream)) == expected[stream]


def test_given_candidates_that_were_created_since_then_the_untouched_are_left_out_too(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(account, requests_per_second=1000, child_reads="skip_untouched")
    first = connector.read(NOTES)
    with hours_ago(account, 2):
        untouched(account, of_the_sample=False, count=30)
    account.reset_requests()

    second = connector.read(NOTES, a_day_later(first.states))

    assert second.counts["candidates"] >= 30
    assert asked(account)["notes"] == second.counts["candidates"] - 30
