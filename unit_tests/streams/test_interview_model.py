from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.unified.opportunity import OpportunityRef
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MANAGER,
    MAY_1,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    SCREEN,
    SYNC_START_TEXT,
    TEMPLATE,
    interview,
    only,
)

interviews = Interviews.rows


def test_an_interview_belongs_to_its_opportunity() -> None:
    lever = interview()
    assert only(interviews(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("interview", lever["id"]),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/interviews": lever},
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_ids": [ACCOUNT.id("job", POSTING)],
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "title": "Phone screen with Ana",
        "note": None,
        "starting_at": "2025-05-03T00:00:00.000Z",
        "ending_at": "2025-05-03T00:45:00.000Z",
        "timezone": "Europe/Madrid",
        "location": None,
        "video_conferencing_url": None,
        "canceled": False,
        "canceled_at": None,
        "organizer_id": ACCOUNT.id("user", RECRUITER),
        "interviewer_ids": [ACCOUNT.id("user", MANAGER)],
        "panel_id": ACCOUNT.id("interview_panel", lever["panel"]),
        "template_id": ACCOUNT.id("scorecard_template", TEMPLATE),
        "scorecard_ids": [ACCOUNT.id("scorecard", lever["feedbackForms"][0])],
        "feedback_reminder": "daily",
        "external_event_url": None,
        "integration_fields": [],
    }


def test_given_no_feedback_is_asked_then_there_is_no_template() -> None:
    assert only(interviews(interview(feedbackTemplate="no-feedback"), OPPORTUNITY_REF, ACCOUNT))["template_id"] is None


def test_given_a_key_that_lever_adds_then_it_is_passed_on() -> None:
    fields = only(interviews(interview(transcribeInterviews=True), OPPORTUNITY_REF, ACCOUNT))["integration_fields"]
    assert [(field["key"], field["value"]) for field in fields or []] == [("transcribeInterviews", True)]


def test_given_a_lead_then_the_application_is_null() -> None:
    row = only(interviews(interview(), OpportunityRef(OPPORTUNITY, None, None, None), ACCOUNT))
    assert row["application_id"] is None
    assert row["candidate_id"] == ACCOUNT.id("candidate", OPPORTUNITY)


def test_given_a_canceled_interview_then_it_changed_when_it_was_canceled() -> None:
    row = only(interviews(interview(canceledAt=MAY_4), OPPORTUNITY_REF, ACCOUNT))
    assert (row["canceled"], row["canceled_at"]) == (True, "2025-05-04T00:00:00.000Z")
    assert row["changed_at"] == "2025-05-04T00:00:00.000Z"


def test_given_an_old_response_without_cancellation_then_nobody_knows() -> None:
    lever = interview()
    del lever["canceledAt"]
    assert only(interviews(lever, OPPORTUNITY_REF, ACCOUNT))["canceled"] is None


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("https://meet.example.com/abc", "https://meet.example.com/abc"),
        ("Room 4", None),
        ("Room 4, https://meet.example.com/abc", None),
    ],
)
def test_a_location_that_is_an_address_is_a_video_conference(location: str, url: str | None) -> None:
    row = only(interviews(interview(location=location), OPPORTUNITY_REF, ACCOUNT))
    assert row["location"] == {"raw": location}
    assert row["video_conferencing_url"] == url


@pytest.mark.parametrize(
    ("date", "duration", "ending_at"),
    [
        (MAY_3, 45, "2025-05-03T00:45:00.000Z"),
        (str(MAY_3), "45", "2025-05-03T00:45:00.000Z"),
        (MAY_3, 0.5, "2025-05-03T00:00:30.000Z"),
        (MAY_3, None, None),
        (MAY_3, -30, None),
        (MAY_3, 1e300, None),
        (None, 45, None),
    ],
)
def test_the_end_is_start_and_minutes(date: Any, duration: Any, ending_at: str | None) -> None:
    lever = interview(date=date, duration=duration)
    assert only(interviews(lever, OPPORTUNITY_REF, ACCOUNT))["ending_at"] == ending_at


@pytest.mark.parametrize(
    ("date", "duration", "ends_at"),
    [
        (MAY_3, 45, MAY_3 + 2_700_000),
        (str(MAY_3), "45", MAY_3 + 2_700_000),
        (MAY_3, 0.5, MAY_3 + 30_000),
        (MAY_3, None, MAY_3),
        (MAY_3, -30, MAY_3),
    ],
)
def test_it_may_change_by_itself_until_it_is_a_day_past(date: Any, duration: Any, ends_at: int) -> None:
    def may_change(synced_at: int) -> bool:
        lever = [interview(date=date, duration=duration)]
        return Interviews.may_change(lever, OPPORTUNITY_REF, replace(ACCOUNT, synced_at=synced_at))

    assert may_change(ends_at + DAY_MS - 1)
    assert not may_change(ends_at + DAY_MS)


@pytest.mark.parametrize("when", [{"date": None}, {"date": MAY_3, "duration": 1e300}], ids=["no date", "no end"])
def test_given_nobody_knows_when_it_ends_then_it_may_change_by_itself(when: dict[str, Any]) -> None:
    assert Interviews.may_change([interview(**when)], OPPORTUNITY_REF, ACCOUNT)


def test_it_is_never_older_than_its_candidate() -> None:
    row = only(interviews(interview(createdAt=MAY_1), OPPORTUNITY_REF, ACCOUNT))
    assert row["changed_at"] == "2025-05-02T00:00:00.000Z"


def test_the_date_of_the_interview_does_not_count_as_a_change() -> None:
    row = only(interviews(interview(date=MAY_3), OPPORTUNITY_REF, ACCOUNT))
    assert row["changed_at"] < "2025-05-03"


def test_given_no_time_at_all_then_it_changed_at_the_start_of_the_sync() -> None:
    row = only(interviews({"id": "i"}, OpportunityRef(OPPORTUNITY, None, None, None), ACCOUNT))
    assert row["changed_at"] == SYNC_START_TEXT


def test_without_usable_ids_there_is_no_row() -> None:
    assert list(interviews(interview(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
    assert list(interviews(interview(), OpportunityRef("", None, None, None), ACCOUNT)) == []
