from __future__ import annotations

from source_lever_unified.streams.interview_team_members import InterviewTeamMembers
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.unified.opportunity import OpportunityRef
from unit_tests.lever_objects import (
    ACCOUNT,
    MANAGER,
    MAY_4,
    OPPORTUNITY_REF,
    RECRUITER,
    TEMPLATE,
    interview,
    only,
)

interview_team_members = InterviewTeamMembers.rows
interviews = Interviews.rows


def test_a_row_ties_an_interview_and_an_interviewer() -> None:
    lever = interview()
    assert only(interview_team_members(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("interview_team_member", lever["id"], MANAGER),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "interview_id": ACCOUNT.id("interview", lever["id"]),
        "user_id": ACCOUNT.id("user", MANAGER),
        "template_id": ACCOUNT.id("scorecard_template", TEMPLATE),
    }


def test_given_no_template_of_their_own_then_it_is_null() -> None:
    lever = interview(interviewers=[{"id": MANAGER}, {"id": RECRUITER, "feedbackTemplate": "no-feedback"}])
    rows = interview_team_members(lever, OPPORTUNITY_REF, ACCOUNT)
    assert [row["template_id"] for row in rows] == [None, None]


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
