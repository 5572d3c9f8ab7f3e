"""Feedback, notes and documents change and go without a sign on their candidate.

They are added as if imported, so that no sync lists their candidate again for what happened seconds before the first.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime, timedelta

import pytest

from connector import Connector, ConnectTo, Json, Output, row_of
from lever_sandbox import Sandbox
from source_lever_unified.unified.ids import unified_id

FEEDBACK = ["candidates", "scorecards", "scorecard_answers"]
DOCUMENTS = ["candidates", "attachments", "candidate_experiences", "candidate_educations"]
CAREER = {"positions": [{"org": "Bluebird Rail", "start": {"year": 2019}}], "schools": []}


def answers_to(output: Output, form: str) -> list[Json]:
    form_id = unified_id("", "scorecard", form)
    return [row for row in output.records["scorecard_answers"] if row["scorecard_id"] == form_id]


def some_opportunity(sandbox: Sandbox) -> str:
    account = sandbox.account
    return next(one for one in account.find_opportunities() if not account.children(one, "feedback"))


def a_day_older(states: list[Json]) -> list[Json]:
    """The same states as if what is read again daily had been read yesterday."""
    older = deepcopy(states)
    for state in older:
        for watched in state["stream"]["stream_state"].get("watch", {}).values():
            for key in {"at", "read_at"} & watched.keys():
                moment = datetime.fromisoformat(watched[key].replace("Z", "+00:00")) - timedelta(days=1)
                watched[key] = moment.isoformat()
    return older


def test_given_a_form_that_is_handed_in_later_then_it_comes_within_a_day_with_its_answers(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = some_opportunity(sandbox)
    form = account.add_feedback(opportunity, pending=True, imported=True)
    first = exact.read(FEEDBACK)
    account.complete_feedback(opportunity, form)

    same_day = exact.read(FEEDBACK, first.states)
    next_day = exact.read(FEEDBACK, a_day_older(same_day.states))

    assert row_of(first, "scorecards", form)["status"] == "PENDING"
    assert same_day.counts == {}
    assert row_of(next_day, "scorecards", form)["status"] == "SUBMITTED"
    assert len(answers_to(next_day, form)) == len(answers_to(first, form)) > 0


def test_given_a_form_that_is_deleted_later_then_it_and_its_answers_become_tombstones_without_content(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = some_opportunity(sandbox)
    form = account.add_feedback(opportunity, imported=True)
    first = exact.read(FEEDBACK)
    account.delete_feedback(opportunity, form)

    second = exact.read(FEEDBACK, a_day_older(first.states))
    third = exact.read(FEEDBACK, a_day_older(second.states))

    assert row_of(second, "scorecards", form)["remote_deleted_at"]
    gone = {row["id"] for row in second.records["scorecard_answers"] if row["remote_deleted_at"]}
    assert gone == {row["id"] for row in answers_to(first, form)}
    assert all(row["answer"] is None and row["title"] is None for row in second.records["scorecard_answers"])
    assert third.counts == {}


def test_given_a_note_that_is_deleted_soon_then_its_text_is_in_no_tombstone_state_or_log(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = some_opportunity(sandbox)
    note = account.add_note(opportunity, "Asked for parental leave", imported=True)
    first = exact.read(["notes"])
    account.delete_note(opportunity, note)

    second = exact.read(["notes"], first.states)

    assert row_of(first, "notes", note)["body"] == "Asked for parental leave"
    tombstone = row_of(second, "notes", note)
    assert tombstone["changed_at"] == tombstone["remote_deleted_at"]
    assert "parental leave" not in json.dumps(second.messages)
    assert "parental leave" not in json.dumps(first.states) + first.logs


def test_given_a_note_that_vanishes_from_the_list_soon_then_it_is_buried_too(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = some_opportunity(sandbox)
    note = account.add_note(opportunity, imported=True)
    first = exact.read(["notes"])
    account.delete_note(opportunity, note, vanish=True)

    assert row_of(exact.read(["notes"], first.states), "notes", note)["remote_deleted_at"]


def test_given_an_answer_to_an_invitation_then_the_panel_comes(sandbox: Sandbox, exact: Connector) -> None:
    account = sandbox.account
    interview = next(
        interview
        for opportunity in account.find_opportunities(has_interviews=True)
        for interview in account.interviews(opportunity)
        if interview["date"] > account.now and interview["interviewers"] and not interview["canceledAt"]
    )
    first = exact.read(["interview_panels"])
    account.answer_invitation(interview["id"], interview["interviewers"][0]["id"], "declined")

    second = exact.read(["interview_panels"], first.states)

    assert "DECLINED" in [
        one["response_status"] for one in row_of(second, "interview_panels", interview["panel"])["interviewers"]
    ]


def test_given_a_resume_that_lever_is_still_reading_then_the_career_comes_when_it_is_done(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = some_opportunity(sandbox)
    resume = account.add_resume(opportunity, parsed=CAREER, processing_for=3_600_000, imported=True)
    first = exact.read(DOCUMENTS)
    account.processing_until[resume] = account.now

    second = exact.read(DOCUMENTS, first.states)
    third = exact.read(DOCUMENTS, second.states)

    assert row_of(first, "attachments", resume)["status"] == "PROCESSING"
    assert row_of(second, "attachments", resume)["status"] == "PROCESSED"
    assert [row["company_name"] for row in second.records["candidate_experiences"]] == ["Bluebird Rail"]
    assert third.counts == {}


def test_given_404_where_there_are_no_resumes_then_all_files_and_all_other_resumes_come(
    sandbox: Sandbox, exact: Connector
) -> None:
    sandbox.settings.resumes_empty_404 = True

    read = exact.read(DOCUMENTS)

    assert read.exit_code == 0
    expected = sandbox.account.expected_counts(streams=DOCUMENTS)
    assert read.counts == expected


def test_given_files_and_forms_in_the_envelopes_of_levers_documentation_then_they_are_read_all_the_same(
    sandbox: Sandbox, exact: Connector
) -> None:
    sandbox.settings.files_bare_array = sandbox.settings.file_numbers_as_strings = True
    sandbox.settings.forms_envelope = "object"
    sandbox.settings.form_numbers_as_strings = True
    streams = ["attachments", "profile_forms"]

    read = exact.read(streams)

    living = {stream: sum(not row["remote_deleted_at"] for row in read.records[stream]) for stream in streams}
    assert living == sandbox.account.expected_counts(streams=streams)
    assert all(row["size_bytes"] for row in read.records["attachments"] if row["remote_kind"] == "file")


@pytest.mark.parametrize(("key", "kind"), [("no-files-key", "resume"), ("no-resumes-key", "file")])
def test_given_a_key_that_may_read_one_of_two_kinds_of_documents_then_that_one_comes_with_one_warning(
    sandbox: Sandbox, connect_to: ConnectTo, key: str, kind: str
) -> None:
    read = connect_to(sandbox, key=key).read(["candidates", "attachments"])

    assert read.exit_code == 0
    assert {row["remote_kind"] for row in read.records["attachments"]} == {kind}
    assert read.logs.count("WARN: attachments: ") == 1


def test_given_a_key_without_one_kind_of_documents_when_checked_then_it_says_what_is_left_out(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    check = connect_to(sandbox, key="no-resumes-key").check()

    assert check.connection_status["status"] == "SUCCEEDED"
    assert "WARN: Streams that cannot be read: candidate_experiences, candidate_educations." in check.logs
    assert "WARN: attachments: " in check.logs


@pytest.mark.parametrize("key", ["sandbox-key", "no-disposition-stages-key"])
def test_given_a_candidate_at_the_stage_of_offers_then_an_offer_made_later_comes(
    sandbox: Sandbox, connect_to: ConnectTo, key: str
) -> None:
    account = sandbox.account
    opportunity = account.find_opportunities(stage="offer", archived=False, has_offers=False)[0]
    connector = connect_to(sandbox, key=key, lookback_minutes=0)
    first = connector.read(["offers"])
    offer = account.add_offer(opportunity)

    second = connector.read(["offers"], first.states)

    assert row_of(second, "offers", offer)["status"] == "DRAFT"
