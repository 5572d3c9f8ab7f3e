from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.models import OpportunityRef, interview_ends_at, interviews
from unit_tests.models.lever_objects import (
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
    interview,
    only,
)


def test_an_interview_belongs_to_its_opportunity() -> None:
    lever = interview()
    assert only(interviews(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("interview", lever["id"]),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
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
    }


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
    ("date", "duration", "ending_at", "ends_at"),
    [
        (MAY_3, 45, "2025-05-03T00:45:00.000Z", MAY_3 + 2_700_000),
        (str(MAY_3), "45", "2025-05-03T00:45:00.000Z", MAY_3 + 2_700_000),
        (MAY_3, 0.5, "2025-05-03T00:00:30.000Z", MAY_3 + 30_000),
        (MAY_3, None, None, MAY_3),
        (MAY_3, -30, None, MAY_3),
        (MAY_3, 1e300, None, None),
        (None, 45, None, None),
    ],
)
def test_the_end_is_start_and_minutes(date: Any, duration: Any, ending_at: str | None, ends_at: Any) -> None:
    lever = interview(date=date, duration=duration)
    assert only(interviews(lever, OPPORTUNITY_REF, ACCOUNT))["ending_at"] == ending_at
    assert interview_ends_at(lever) == ends_at


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
