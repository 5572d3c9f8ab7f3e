from __future__ import annotations

from source_lever_unified.streams.job_hiring_team_members import JobHiringTeamMembers
from unit_tests.lever_objects import ACCOUNT, MANAGER, POSTING, RECRUITER, only, posting

job_hiring_team_members = JobHiringTeamMembers.rows


def test_owner_and_hiring_manager_are_a_row_each() -> None:
    recruiter, manager = job_hiring_team_members(posting(), ACCOUNT)
    assert recruiter == {
        "id": ACCOUNT.id("job_hiring_team_member", POSTING, RECRUITER),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "job_id": ACCOUNT.id("job", POSTING),
        "user_id": ACCOUNT.id("user", RECRUITER),
        "roles": ["RECRUITER"],
    }
    assert (manager["user_id"], manager["roles"]) == (ACCOUNT.id("user", MANAGER), ["HIRING_MANAGER"])


def test_given_one_person_in_both_roles_then_there_is_one_row() -> None:
    row = only(job_hiring_team_members(posting(hiringManager=RECRUITER), ACCOUNT))
    assert row["roles"] == ["RECRUITER", "HIRING_MANAGER"]


def test_given_nobody_in_charge_or_no_id_then_there_are_no_rows() -> None:
    assert list(job_hiring_team_members(posting(owner=None, hiringManager=None), ACCOUNT)) == []
    assert list(job_hiring_team_members(posting(id=None), ACCOUNT)) == []
