from __future__ import annotations

from source_lever_unified.models import OpportunityRef, interview_team_members, interviews
from unit_tests.models.lever_objects import (
    ACCOUNT,
    MANAGER,
    MAY_4,
    OPPORTUNITY_REF,
    RECRUITER,
    interview,
    only,
)


def test_a_row_ties_an_interview_and_an_interviewer() -> None:
    lever = interview()
    assert only(interview_team_members(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("interview_team_member", lever["id"], MANAGER),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "interview_id": ACCOUNT.id("interview", lever["id"]),
        "user_id": ACCOUNT.id("user", MANAGER),
    }


def test_given_one_interviewer_twice_then_there_is_one_row() -> None:
    lever = interview(interviewers=[{"id": MANAGER}, {"id": RECRUITER}, {"id": MANAGER}, {"name": "?"}, None])
    rows = list(interview_team_members(lever, OPPORTUNITY_REF, ACCOUNT))
    assert [row["user_id"] for row in rows] == [ACCOUNT.id("user", MANAGER), ACCOUNT.id("user", RECRUITER)]


def test_it_changes_with_its_interview() -> None:
    lever = interview(canceledAt=MAY_4)
    member = only(interview_team_members(lever, OPPORTUNITY_REF, ACCOUNT))
    assert member["changed_at"] == only(interviews(lever, OPPORTUNITY_REF, ACCOUNT))["changed_at"]


def test_without_usable_ids_there_are_no_rows() -> None:
    assert list(interview_team_members(interview(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
    assert list(interview_team_members(interview(), OpportunityRef("", None, None, None), ACCOUNT)) == []
