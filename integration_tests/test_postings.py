"""One listing of postings serves six streams; forms cost a request per posting."""

from __future__ import annotations

from copy import deepcopy

import pytest

from connector import Connector, ConnectTo, Json, row_of
from lever_sandbox import Sandbox

LISTED = ["jobs", "job_postings", "job_hiring_team_members", "job_application_stages"]
FORMS = ["job_screening_questions", "screening_questions"]
STREAMS = [*LISTED, *FORMS]
TWO_DAYS_MS = 2 * 86_400_000


def without_form(sandbox: Sandbox) -> list[str]:
    """Drafts and rejected postings that answer 404 or 400; an odd answer may too, so they are asked once more."""
    return sandbox.account.find_postings(form_readable=False)


def questions_expected(sandbox: Sandbox) -> int:
    return sandbox.account.expected_counts(confidential=False)["job_screening_questions"]


def forms_read_two_days_ago(states: list[Json]) -> list[Json]:
    """The states as if they had been saved two days earlier, as far as the forms go."""
    states = deepcopy(states)
    for state in states:
        for watched in state["stream"]["stream_state"].get("watch", {}).values():
            year, rest = watched["at"].split("-", 1)
            watched["at"] = f"{int(year) - 1}-{rest}"
    return states


@pytest.mark.parametrize("shown_unfiltered", [True, False])
def test_given_postings_only_on_the_internal_channel_when_read_then_they_arrive_once_either_way(
    sandbox: Sandbox, connect_to: ConnectTo, shown_unfiltered: bool
) -> None:
    sandbox.settings.unfiltered_shows_internal_only = shown_unfiltered
    expected = sandbox.account.expected_counts(confidential=False)

    read = connect_to(sandbox).read(STREAMS)

    assert read.counts == {stream: expected[stream] for stream in STREAMS}
    assert any(row["visibility"] == "INTERNAL" for row in read.records["jobs"])
    for stream in STREAMS:
        assert read.repeated(stream) == []
    assert "not changed" not in read.logs, "what another list brings was sent"
    assert sandbox.requests.repeated == []


@pytest.mark.parametrize("shown_among_updated", [True, False])
def test_given_an_internal_posting_that_changed_when_synced_then_it_comes_once_either_way(
    sandbox: Sandbox, exact: Connector, shown_among_updated: bool
) -> None:
    account = sandbox.account
    posting = account.create_posting(channels=["internal"])
    first = exact.read(STREAMS)
    sandbox.settings.updated_shows_internal_only = shown_among_updated
    sandbox.reset_requests()

    account.update_posting(posting, text="Renamed inside")
    second = exact.read(STREAMS, first.states)

    assert [row["name"] for row in second.records["jobs"]] == ["Renamed inside"]
    assert sandbox.requests.count("/postings/:id/apply") == 1 + len(without_form(sandbox))


def test_given_an_unchanged_account_when_synced_again_then_nothing_comes_and_no_form_is_read(
    sandbox: Sandbox, exact: Connector
) -> None:
    first = exact.read(STREAMS)
    sandbox.reset_requests()

    second = exact.read(STREAMS, first.states)
    asked_once_more = sandbox.requests.count("/postings/:id/apply")
    sandbox.reset_requests()
    third = exact.read(STREAMS, second.states)

    assert asked_once_more == len(without_form(sandbox)) > 0
    assert (second.exit_code, second.counts) == (third.exit_code, third.counts) == (0, {})
    assert sandbox.requests.count("/postings/:id/apply") == 0
    assert sandbox.requests.total <= 10


def test_given_a_closed_posting_whose_form_is_once_not_found_when_synced_again_then_its_questions_arrive(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    posting = next(p for p in account.find_postings(state="closed") if account.questions(p))
    sandbox.faults.add("status", f"/postings/{posting}/apply", times=1, status=404)

    first = exact.read(STREAMS)
    second = exact.read(STREAMS, first.states)

    job_id = row_of(first, "jobs", posting)["id"]
    questions = [row for row in second.records["job_screening_questions"] if row["job_id"] == job_id]
    assert len(first.records["job_screening_questions"]) + len(questions) == questions_expected(sandbox)
    assert len(questions) >= len(account.questions(posting))


def test_given_a_posting_that_changed_when_synced_then_its_rows_come_and_no_others(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    posting = account.find_postings(state="published")[0]
    manager = account.company.users[3]["id"]
    first = exact.read(STREAMS)

    account.set_hiring_manager(posting, manager)
    second = exact.read(STREAMS, first.states)

    job = row_of(second, "jobs", posting)
    assert second.counts["jobs"] == second.counts["job_postings"] == 1
    assert {row["job_id"] for row in second.records["job_hiring_team_members"]} == {job["id"]}
    assert {row["job_id"] for row in second.records["job_application_stages"]} == {job["id"]}
    assert {row["job_id"] for row in second.records["job_screening_questions"]} <= {job["id"]}
    assert second.records["screening_questions"] == []
    for stream in ("job_hiring_team_members", "job_application_stages", "job_screening_questions"):
        assert all(row["changed_at"] >= job["changed_at"] for row in second.records[stream])


def test_given_a_posting_that_closed_when_synced_then_its_job_says_when(sandbox: Sandbox, exact: Connector) -> None:
    account = sandbox.account
    posting = account.find_postings(state="published")[0]
    first = exact.read(["jobs", "job_postings"])

    account.close_posting(posting)
    second = exact.read(["jobs", "job_postings"], first.states)

    before, after = row_of(first, "jobs", posting), row_of(second, "jobs", posting)
    assert (before["status"], before["closed_at"]) == ("OPEN", None)
    assert (after["status"], after["remote_state"]) == ("CLOSED", "closed")
    assert after["closed_at"] == after["remote_updated_at"]
    assert row_of(second, "job_postings", posting)["status"] == "INACTIVE"


def test_given_a_deleted_posting_when_synced_then_tombstones_come_for_job_and_posting(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    posting = account.find_postings(state="published")[0]
    first = exact.read(STREAMS)

    account.delete_posting(posting)
    second = exact.read(STREAMS, first.states)

    assert second.counts == {"jobs": 1, "job_postings": 1}
    assert row_of(second, "jobs", posting)["remote_deleted_at"]
    assert row_of(second, "job_postings", posting)["remote_deleted_at"]


def test_given_a_new_stage_when_synced_then_every_job_gets_it(sandbox: Sandbox, exact: Connector) -> None:
    account = sandbox.account
    first = exact.read(STREAMS)

    account.add_stage("Background check", position=3)
    second = exact.read(STREAMS, first.states)
    third = exact.read(STREAMS, second.states)

    jobs = first.counts["jobs"]
    assert second.counts == {"job_application_stages": first.counts["job_application_stages"] + jobs}
    assert third.counts == {}
    synced_at = second.state_of("job_application_stages")["synced_at"]
    assert {row["changed_at"] for row in second.records["job_application_stages"]} == {synced_at}


def test_given_a_stage_that_is_gone_when_synced_then_its_rows_are_buried(sandbox: Sandbox, exact: Connector) -> None:
    account = sandbox.account
    stage = account.add_stage("Short-lived")
    first = exact.read(STREAMS)
    per_job = first.counts["job_application_stages"] // first.counts["jobs"]

    account.remove_stage(stage)
    second = exact.read(STREAMS, first.states)

    rows = second.records["job_application_stages"]
    buried = {row["id"] for row in rows if row["remote_deleted_at"]}
    assert len(buried) == first.counts["jobs"]
    assert buried < {row["id"] for row in first.records["job_application_stages"]}
    assert len(rows) == first.counts["jobs"] * per_job


def test_given_a_posting_that_changes_after_the_stages_did_when_synced_then_no_clock_is_turned_back(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    connector = connect_to(sandbox, lookback_minutes=10)
    first = connector.read(STREAMS)
    account.update_posting(account.find_postings(state="published")[0], text="Renamed first")
    account.add_stage("Then a stage")
    second = connector.read(STREAMS, first.states)

    third = connector.read(STREAMS, second.states)

    before = {row["id"]: row["changed_at"] for row in second.records["job_application_stages"]}
    assert third.records["job_application_stages"]
    for row in third.records["job_application_stages"]:
        assert row["changed_at"] >= before[row["id"]]


def test_given_a_question_that_left_a_form_when_a_day_has_passed_then_it_is_seen_without_the_posting_changing(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    posting = next(p for p in account.find_postings(state="published") if len(account.questions(p)) > 1)
    question = account.questions(posting)[0]["id"]
    first = exact.read(STREAMS)

    account.remove_question(posting, question)
    same_day = exact.read(STREAMS, first.states)
    next_day = exact.read(STREAMS, forms_read_two_days_ago(same_day.states))

    assert same_day.counts == {}
    buried = [row for row in next_day.records["job_screening_questions"] if row["remote_deleted_at"]]
    question_id = row_of(first, "screening_questions", question)["id"]
    job_id = row_of(first, "jobs", posting)["id"]
    (pair,) = [
        row["id"]
        for row in first.records["job_screening_questions"]
        if (row["job_id"], row["question_id"]) == (job_id, question_id)
    ]
    assert [row["id"] for row in buried] == [pair]
    assert next_day.records["screening_questions"] == []


def test_given_a_changed_and_a_new_question_when_a_day_has_passed_then_both_come(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    posting = next(p for p in account.find_postings(state="published") if account.questions(p))
    first = exact.read(STREAMS)
    known = {row["remote_id"] for row in first.records["screening_questions"]}

    added = account.add_question(posting, type="yes-no", text="Do you travel?")
    second = exact.read(STREAMS, forms_read_two_days_ago(first.states))

    assert added not in known
    new = row_of(second, "screening_questions", added)
    assert new["format"]["type"] == "BOOLEAN"
    assert new["id"] in {row["question_id"] for row in second.records["job_screening_questions"]}
    assert second.counts["screening_questions"] == 1


def test_given_no_right_to_stages_when_read_then_only_the_streams_made_of_them_fail(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.faults.add("forbidden", r"/v1/stages", times=None)

    read = connect_to(sandbox).read([*STREAMS, "application_stages", "applications"])

    assert {name for name, status in read.statuses.items() if status == "INCOMPLETE"} == {
        "application_stages",
        "job_application_stages",
    }
    assert all(row["stage"]["name"] is None for row in read.records["applications"])
    assert all(row["current_stage_id"] for row in read.records["applications"])


def test_given_a_form_that_cannot_be_had_when_read_then_the_posting_has_no_questions_and_nothing_fails(
    sandbox: Sandbox, exact: Connector
) -> None:
    read = exact.read(STREAMS)

    assert {400, 404} <= set(sandbox.requests.by_status)
    assert read.exit_code == 0
    assert len({row["job_id"] for row in read.records["job_screening_questions"]}) < read.counts["jobs"]
