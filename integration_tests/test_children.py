"""Interviews and offers: Lever lists them per opportunity only, and is not known to touch it when they change."""

from __future__ import annotations

import time

import pytest

from connector import Connector, ConnectTo, row_of
from lever_sandbox import Sandbox

STREAMS = ["candidates", "applications", "interviews", "interview_team_members", "offers"]
CHILDREN = STREAMS[2:]
DAY_MS = 86_400_000


def open_opportunity(sandbox: Sandbox) -> str:
    """One without children, last touched long ago."""
    return sandbox.account.find_opportunities(
        archived=False, has_application=True, has_interviews=False, has_offers=False, updated=False
    )[0]


def test_given_an_unchanged_account_when_synced_again_then_watched_children_are_read_and_not_sent(
    sandbox: Sandbox, exact: Connector
) -> None:
    first = exact.read(STREAMS)
    sandbox.reset_requests()

    second = exact.read(STREAMS, first.states)

    watched = sum(len(first.state_of(stream)["watch"]) for stream in ("interviews", "offers"))
    assert watched > 0
    assert second.counts == {}
    assert sandbox.requests.repeated == []
    assert sandbox.requests.total <= 20 + watched


def test_given_a_draft_offer_when_it_is_signed_then_it_comes_although_the_opportunity_did_not_change(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    offer = account.add_offer(open_opportunity(sandbox), status="draft")
    first = exact.read(STREAMS)

    account.set_offer_status(offer, "signed")
    second = exact.read(STREAMS, first.states)
    third = exact.read(STREAMS, second.states)

    before, after = row_of(first, "offers", offer), row_of(second, "offers", offer)
    assert (before["status"], after["status"]) == ("DRAFT", "ACCEPTED")
    assert after["remote_status"] == "signed"
    assert after["id"] == before["id"]
    assert after["changed_at"] > before["changed_at"]
    assert second.counts == {"offers": 1}
    assert third.counts == {}


def test_given_an_offer_row_then_it_is_joined_to_its_application_and_the_application_to_it(
    sandbox: Sandbox, exact: Connector
) -> None:
    opportunity = open_opportunity(sandbox)
    account = sandbox.account
    offer = account.add_offer(opportunity, status="sent")
    application = account.application(opportunity)
    assert application is not None

    read = exact.read(STREAMS)

    row = row_of(read, "offers", offer)
    joined = row_of(read, "applications", application["id"])
    assert row["application_id"] == joined["id"]
    assert joined["offer_id"] == row["id"]
    assert row["candidate_id"] == joined["candidate_id"] == row_of(read, "candidates", opportunity)["id"]
    assert row["job_id"] == joined["job_id"]


def test_given_no_right_to_offers_when_read_then_applications_come_without_them(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    read = connect_to(sandbox, key="no-offers-key").read(STREAMS)

    assert read.statuses["applications"] == "COMPLETE"
    assert read.statuses["offers"] == "INCOMPLETE"
    assert read.counts["applications"] == sandbox.account.expected_counts(confidential=False)["applications"]
    assert not any(row["offer_id"] for row in read.records["applications"])


def test_given_an_interview_when_it_is_moved_then_it_comes_with_its_whole_team(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    interview = account.add_interview(open_opportunity(sandbox), bump=False)
    first = exact.read(STREAMS)

    account.reschedule_interview(interview, bump=False)
    second = exact.read(STREAMS, first.states)

    before, after = row_of(first, "interviews", interview), row_of(second, "interviews", interview)
    assert after["starting_at"] > before["starting_at"]
    assert second.counts == {"interviews": 1, "interview_team_members": 2}
    for member in second.records["interview_team_members"]:
        assert member["interview_id"] == after["id"]
        assert member["changed_at"] >= after["changed_at"]


def test_given_an_interview_when_it_is_canceled_then_the_flag_comes(sandbox: Sandbox, exact: Connector) -> None:
    account = sandbox.account
    interview = account.add_interview(open_opportunity(sandbox), bump=False)
    first = exact.read(STREAMS)

    account.cancel_interview(interview)
    second = exact.read(STREAMS, first.states)

    assert row_of(first, "interviews", interview)["canceled"] is False
    assert row_of(second, "interviews", interview)["canceled"] is True


def test_given_an_interview_when_it_is_deleted_then_tombstones_come_for_it_and_its_team(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    interview = account.add_interview(open_opportunity(sandbox), bump=False)
    first = exact.read(STREAMS)

    account.delete_interview(interview)
    second = exact.read(STREAMS, first.states)
    third = exact.read(STREAMS, second.states)

    gone = row_of(second, "interviews", interview)
    assert gone["remote_deleted_at"]
    assert gone["id"] == row_of(first, "interviews", interview)["id"]
    team = {row["id"] for row in first.records["interview_team_members"] if row["interview_id"] == gone["id"]}
    assert {row["id"] for row in second.records["interview_team_members"]} == team
    assert all(row["remote_deleted_at"] for row in second.records["interview_team_members"])
    assert third.counts == {}


def test_given_an_interviewer_who_is_taken_off_when_synced_then_a_tombstone_comes(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    interview = account.add_interview(open_opportunity(sandbox), bump=False)
    first = exact.read(STREAMS)
    interview_id = row_of(first, "interviews", interview)["id"]
    user = account.company.users[0]["id"]

    account.remove_interviewer(interview, user)
    second = exact.read(STREAMS, first.states)

    members = second.records["interview_team_members"]
    assert [bool(row["remote_deleted_at"]) for row in members].count(True) == 1
    assert len(row_of(second, "interviews", interview)["interviewer_ids"]) == 1
    assert {row["interview_id"] for row in members if not row["remote_deleted_at"]} <= {interview_id}


def test_given_an_interview_that_ended_two_days_ago_when_synced_then_it_is_not_watched(
    sandbox: Sandbox, exact: Connector
) -> None:
    now = int(time.time() * 1000)
    opportunity = open_opportunity(sandbox)
    sandbox.account.add_interview(opportunity, date=now - 2 * DAY_MS, bump=False)

    read = exact.read(CHILDREN)

    assert opportunity not in read.state_of("interviews").get("watch", {})


def test_given_a_watched_opportunity_that_changed_when_synced_then_its_children_are_read_once(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = open_opportunity(sandbox)
    interview = account.add_interview(opportunity, bump=False)
    first = exact.read(STREAMS)
    sandbox.reset_requests()

    account.add_tag(opportunity, "vip")
    second = exact.read(STREAMS, first.states)

    assert (
        row_of(second, "interviews", interview)["changed_at"] >= row_of(second, "candidates", opportunity)["changed_at"]
    )
    assert sandbox.requests.repeated == []


def test_given_an_opportunity_deleted_between_list_and_children_when_read_then_it_is_no_error(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    victim = account.find_opportunities(has_interviews=True)[0]
    sandbox.before(rf"/v1/opportunities/{victim}/", lambda: account.delete_opportunity(victim))

    first = exact.read(STREAMS)
    second = exact.read(STREAMS, first.states)

    assert first.exit_code == 0
    assert row_of(second, "candidates", victim)["remote_deleted_at"]


def test_given_a_watched_opportunity_that_is_deleted_when_synced_then_its_children_are_buried_and_forgotten(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = open_opportunity(sandbox)
    offer = account.add_offer(opportunity, status="sent")
    first = exact.read(STREAMS)

    account.delete_opportunity(opportunity)
    second = exact.read(STREAMS, first.states)

    assert row_of(second, "offers", offer)["remote_deleted_at"]
    assert opportunity not in second.state_of("offers").get("watch", {})


def test_given_the_children_alone_when_synced_then_they_need_no_other_stream(
    sandbox: Sandbox, exact: Connector
) -> None:
    expected = sandbox.account.expected_counts(confidential=False)

    read = exact.read(["interview_team_members"])

    assert read.counts == {"interview_team_members": expected["interview_team_members"]}
    assert sandbox.requests.count("/opportunities/:id/offers") == 0


def test_given_a_child_stream_that_is_reset_when_synced_then_it_comes_whole_and_the_others_do_not(
    sandbox: Sandbox, exact: Connector
) -> None:
    first = exact.read(STREAMS)
    states = [s for s in first.states if s["stream"]["stream_descriptor"]["name"] != "offers"]
    sandbox.reset_requests()

    second = exact.read(STREAMS, states)

    assert second.counts == {"offers": first.counts["offers"]}
    assert sandbox.requests.repeated == []


def test_given_a_change_that_was_seen_alone_when_the_parent_is_read_again_then_the_clock_is_not_turned_back(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    opportunity = open_opportunity(sandbox)
    offer = account.add_offer(opportunity, status="draft")
    connector = connect_to(sandbox, lookback_minutes=10)
    first = connector.read(STREAMS)
    account.add_tag(opportunity, "touched before the offer was signed")
    account.set_offer_status(offer, "signed")

    second = connector.read(STREAMS, first.states)
    third = connector.read(STREAMS, second.states)

    assert row_of(third, "offers", offer)["changed_at"] >= row_of(second, "offers", offer)["changed_at"]


@pytest.mark.parametrize("reset", ["applications", "offers", "interviews", "interview_team_members"])
def test_given_one_stream_of_a_sub_list_that_is_reset_when_synced_then_no_parent_is_asked_twice(
    sandbox: Sandbox, exact: Connector, reset: str
) -> None:
    account = sandbox.account
    first = exact.read(STREAMS)
    changed = account.find_opportunities(archived=False, has_interviews=True)[:3]
    for opportunity in changed:
        account.add_tag(opportunity, "vip")
    states = [s for s in first.states if s["stream"]["stream_descriptor"]["name"] != reset]
    sandbox.reset_requests()

    second = exact.read(STREAMS, states)

    assert sandbox.requests.repeated == []
    assert second.counts[reset] == first.counts[reset]
    assert second.counts["candidates"] == len(changed)
    if reset == "applications":
        offers = {row["id"] for row in second.records["applications"] if row["offer_id"]}
        assert offers == {row["id"] for row in first.records["applications"] if row["offer_id"]}
