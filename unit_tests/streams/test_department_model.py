from __future__ import annotations

from typing import Any

from source_lever_unified.streams.departments import Departments
from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.streams.requisitions import Requisitions
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only, posting, requisition

departments = Departments.rows


def posting_of(department: Any, team: Any) -> dict[str, Any]:
    return posting(categories={"department": department, "team": team})


def test_a_posting_names_a_department_and_a_team_of_it() -> None:
    department, team = departments(posting(), ACCOUNT)
    assert department == {
        "id": ACCOUNT.id("department", "department", "Operations"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "Operations",
        "name": "Operations",
        "type": "DEPARTMENT",
        "parent_id": None,
    }
    assert team == {
        "id": ACCOUNT.id("department", "team", "Operations", "Signalling"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "Signalling",
        "name": "Signalling",
        "type": "TEAM",
        "parent_id": department["id"],
    }


def test_given_teams_of_the_same_name_in_two_departments_then_they_are_two() -> None:
    _, one = departments(posting_of("Operations", "Support"), ACCOUNT)
    _, other = departments(posting_of("Revenue", "Support"), ACCOUNT)
    assert one["id"] != other["id"]


def test_given_a_team_and_a_department_of_the_same_name_then_they_are_two() -> None:
    department, team = departments(posting_of("Support", "Support"), ACCOUNT)
    assert department["id"] != team["id"]


def test_given_a_team_without_a_department_then_it_has_no_parent() -> None:
    team = only(departments(posting_of(None, "Support"), ACCOUNT))
    assert (team["id"], team["type"], team["parent_id"]) == (
        ACCOUNT.id("department", "team", "", "Support"),
        "TEAM",
        None,
    )


def test_jobs_and_requisitions_join_them() -> None:
    ids = [row["id"] for row in departments(posting(), ACCOUNT)]
    job, wanted = only(Jobs.rows(posting(), ACCOUNT)), only(Requisitions.rows([requisition()], ACCOUNT))
    assert [job["department_id"], job["team_id"]] == ids
    assert [wanted["department_id"], wanted["team_id"]] == ids


def test_a_requisition_names_them_as_a_posting_does() -> None:
    named = list(Departments.rows_named_by(requisition(), ACCOUNT))
    assert named == list(departments(posting(), ACCOUNT))


def test_without_texts_there_are_no_rows() -> None:
    assert list(departments(posting_of("", None), ACCOUNT)) == []
    assert list(departments(posting(categories=None), ACCOUNT)) == []
