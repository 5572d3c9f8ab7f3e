"""What leaves no sign in Lever arrives within `reread_days`."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta, timezone

import pytest
from current_rows import current

from connector import Connector, ConnectTo, Json, Output
from lever_sandbox import Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild

STREAMS_BELOW = [stream.name for stream in STREAMS if issubclass(stream, OpportunityChild)]
PEOPLE = ["candidates", "contacts", "applications", "candidate_tags", "application_stage_changes", *STREAMS_BELOW]
DAYS = 7


@pytest.fixture
def account() -> Iterator[Sandbox]:
    with Sandbox(opportunities=120, seed=3) as sandbox:
        yield sandbox


@pytest.fixture
def connector(account: Sandbox, connect_to: ConnectTo) -> Connector:
    return connect_to(account, requests_per_second=1000, reread_days=DAYS)


def reread_days_ago(states: list[Json], days: int) -> list[Json]:
    """The states as if the first sync had been so many days ago, and the last that read a part again too."""
    changed: list[Json] = deepcopy(states)
    last = datetime.now(timezone.utc).date() - timedelta(days=days)
    for state in changed:
        (of_all,) = state["stream"]["stream_state"]["rereads"]
        of_all.update(first=str(last + timedelta(days=1)), last=str(last))
    return changed


def remote_ids(output: Output, stream: str) -> list[str]:
    return [row["remote_id"] for row in output.records[stream]]


def change_without_a_sign(sandbox: Sandbox) -> None:
    account = sandbox.account
    everyone = account.find_opportunities()
    for opportunity in everyone[:40]:
        for kind, remove in (
            ("files", account.delete_file),
            ("notes", account.delete_note),
            ("referrals", account.delete_referral),
            ("forms", account.delete_profile_form),
        ):
            for child in account.children(opportunity, kind):
                remove(opportunity, child["id"], bump=False)
        account.add_profile_form(opportunity, bump=False)


def test_given_changes_without_a_sign_when_all_parts_were_read_again_then_everything_is_as_in_lever(
    account: Sandbox, connector: Connector
) -> None:
    first = connector.read(PEOPLE)
    change_without_a_sign(account)

    plain = connector.read(PEOPLE, first.states)
    whole_week = connector.read(PEOPLE, reread_days_ago(plain.states, DAYS))

    expected = account.account.expected_counts(confidential=False)
    for stream in ("profile_forms", "notes", "attachments", "referrals"):
        assert len(current([first, plain], stream)) != expected[stream]
    for stream in PEOPLE:
        assert len(current([first, plain, whole_week], stream)) == expected[stream], stream
    today = datetime.now(timezone.utc).date()
    dated = {row["changed_at"][:10] for row in whole_week.records["candidates"]}
    assert dated == {str(today - timedelta(days=days)) for days in range(DAYS)}


def test_given_a_day_since_then_a_part_comes_and_costs_the_listing_once(account: Sandbox, connector: Connector) -> None:
    first = connector.read(PEOPLE)
    account.reset_requests()

    daily = connector.read(PEOPLE, reread_days_ago(first.states, 1))

    assert 0 < len(remote_ids(daily, "candidates")) < len(remote_ids(first, "candidates")) / 3
    assert account.requests.repeated == []
    assert account.requests.count("/opportunities/:id/referrals") == len(remote_ids(daily, "candidates"))


def test_given_a_part_that_was_read_today_then_nothing_is_read_again(account: Sandbox, connector: Connector) -> None:
    first = connector.read(PEOPLE)
    account.reset_requests()

    second = connector.read(PEOPLE, first.states)

    assert second.counts.get("candidates", 0) == 0
    assert account.requests.count("/opportunities") <= 2


def test_given_a_candidate_that_is_updated_meanwhile_then_it_comes_once_and_with_its_own_time(
    account: Sandbox, connector: Connector
) -> None:
    first = connector.read(PEOPLE)
    touched = account.account.find_opportunities(updated=True)[0]
    account.account.add_tag(touched, "Hot")

    second = connector.read(PEOPLE, reread_days_ago(first.states, DAYS))

    (row,) = [row for row in second.records["candidates"] if row["remote_id"] == touched]
    assert row["changed_at"] < second.state_of("candidates")["synced_at"]
    assert set(remote_ids(second, "candidates")) == set(remote_ids(first, "candidates"))


def test_given_streams_of_which_one_begins_then_the_pages_are_asked_for_once_and_nothing_is_buried(
    account: Sandbox, connector: Connector
) -> None:
    first = connector.read(["candidates", "applications"])
    account.reset_requests()

    second = connector.read(PEOPLE, reread_days_ago(first.states, DAYS))

    assert account.requests.repeated == []
    expected = account.account.expected_counts(confidential=False)
    for stream in PEOPLE:
        assert len(current([first, second], stream)) == expected[stream], stream


@pytest.mark.parametrize("days_then", [DAYS, 3, 0], ids=["the same", "fewer days", "switched off"])
def test_given_a_kill_while_it_is_read_again_then_the_next_sync_ends_it_whatever_is_configured(
    account: Sandbox, connector: Connector, connect_to: ConnectTo, days_then: int
) -> None:
    first = connector.read(PEOPLE)
    change_without_a_sign(account)

    killed = connector.read(PEOPLE, reread_days_ago(first.states, DAYS), kill_when=is_a_candidate)
    later = {state["stream"]["stream_descriptor"]["name"]: state for state in reread_days_ago(first.states, DAYS)}
    later |= {state["stream"]["stream_descriptor"]["name"]: state for state in killed.states}
    then = connect_to(account, requests_per_second=1000, reread_days=days_then)
    resumed = then.read(PEOPLE, list(later.values()))

    expected = account.account.expected_counts(confidential=False)
    for stream in PEOPLE:
        assert len(current([first, killed, resumed], stream)) == expected[stream], stream


def is_a_candidate(message: Json) -> bool:
    return bool(message["type"] == "RECORD" and message["record"]["stream"] == "candidates")


def test_given_a_stream_that_is_reset_after_a_reread_then_its_rows_are_current(
    account: Sandbox, connector: Connector, connect_to: ConnectTo
) -> None:
    first = connector.read(PEOPLE)
    second = connector.read(PEOPLE, reread_days_ago(first.states, DAYS))
    without_notes = [s for s in second.states if s["stream"]["stream_descriptor"]["name"] != "notes"]
    for output in (first, second):
        output.records["notes"].clear()

    switched_off = connect_to(account, requests_per_second=1000)
    third = switched_off.read(PEOPLE, without_notes)

    expected = account.account.expected_counts(confidential=False)
    assert third.counts["notes"] >= expected["notes"] > 0
    assert len(current([first, second, third], "notes")) == expected["notes"]


def test_given_a_person_of_whose_candidacies_one_is_read_again_then_the_newest_still_says_who_they_are(
    connector: Connector,
) -> None:
    first = connector.read(["candidates", "contacts"])

    second = connector.read(["candidates", "contacts"], reread_days_ago(first.states, DAYS))

    assert current([first, second], "contacts") == current([first], "contacts")
    assert second.counts["contacts"] == second.counts["candidates"] > 0
