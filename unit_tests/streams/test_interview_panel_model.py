from __future__ import annotations

from typing import Any, cast

import pytest

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.interview_panels import InterviewPanel, InterviewPanels
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MANAGER,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    SCREEN,
    SYNC_START,
    TEMPLATE,
    interview,
    only,
    panel,
)


def unified(**changes: Any) -> InterviewPanel:
    return cast(InterviewPanel, only(InterviewPanels.rows(panel(**changes), OPPORTUNITY_REF, ACCOUNT)))


def test_a_panel() -> None:
    lever = panel()
    assert only(InterviewPanels.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("interview_panel", lever["id"]),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/panels": lever},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "note": "Lunch in between.",
        "starting_at": "2025-05-03T00:00:00.000Z",
        "ending_at": "2025-05-03T00:45:00.000Z",
        "timezone": "Europe/Madrid",
        "canceled": False,
        "canceled_at": None,
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "organizer_id": ACCOUNT.id("user", RECRUITER),
        "externally_managed": True,
        "external_url": "https://calendar.example.com/panels/7",
        "feedback_reminder": "daily",
        "interview_ids": [ACCOUNT.id("interview", interview()["id"])],
        "interviewers": [
            {
                "interview_id": ACCOUNT.id("interview", interview()["id"]),
                "user_id": ACCOUNT.id("user", MANAGER),
                "response_status": "NEEDS_ACTION",
                "remote_response_status": "needsAction",
                "template_id": ACCOUNT.id("scorecard_template", TEMPLATE),
            }
        ],
    }


def test_given_a_canceled_panel_that_lost_its_interviews_then_it_is_there_all_the_same() -> None:
    lever = panel(canceledAt=MAY_4, interviews=[])
    for key in ("start", "end", "feedbackReminder"):
        del lever[key]
    row = cast(InterviewPanel, only(InterviewPanels.rows(lever, OPPORTUNITY_REF, ACCOUNT)))
    assert (row["canceled"], row["canceled_at"], row["changed_at"]) == (True, *["2025-05-04T00:00:00.000Z"] * 2)
    assert (row["starting_at"], row["ending_at"], row["interview_ids"], row["interviewers"]) == (None, None, [], [])


@pytest.mark.parametrize(
    ("said", "response"),
    [("accepted", "ACCEPTED"), ("declined", "DECLINED"), ("tentative", "TENTATIVE"), ("perhaps", "perhaps")],
)
def test_given_an_answer_to_the_invitation(said: str, response: str) -> None:
    row = unified(interviews=[{"id": "i", "interviewers": [{"id": MANAGER, "responseStatus": said}]}])
    assert [one["response_status"] for one in row["interviewers"] or ()] == [response]


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(InterviewPanels.rows(panel(id=None), OPPORTUNITY_REF, ACCOUNT)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"end": SYNC_START - DAY_MS + 1}, True),
        ({"end": SYNC_START - DAY_MS}, False),
        ({"end": None}, True),
        ({"end": None, "canceledAt": MAY_3}, False),
    ],
)
def test_given_a_panel_then_it_may_change_until_it_is_a_day_past(changes: dict[str, Any], expected: bool) -> None:
    assert InterviewPanels.may_change([panel(**changes)], OPPORTUNITY_REF, ACCOUNT) is expected
