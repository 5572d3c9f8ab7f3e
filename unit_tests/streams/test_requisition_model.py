from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.streams.requisitions import Requisitions
from unit_tests.lever_objects import (
    ACCOUNT,
    MANAGER,
    MAY_4,
    POSTING,
    RECRUITER,
    REQUISITION,
    SYNC_START_TEXT,
    only,
    requisition,
)


def row_of(**changes: Any) -> Any:
    return only(Requisitions.rows([requisition(**changes)], ACCOUNT))


def test_a_requisition_says_what_may_be_hired_and_what_was() -> None:
    lever = requisition()
    assert only(Requisitions.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("requisition", REQUISITION),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": REQUISITION,
        "remote_data": {"/requisitions": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "name": "Signal engineer",
        "code": "OPS-7",
        "status": "ON_HOLD",
        "remote_status": "onHold",
        "confidential": False,
        "remote_confidentiality": "non-confidential",
        "headcount_total": 3,
        "headcount_unlimited": False,
        "headcount_hired": 1,
        "is_backfill": True,
        "internal_notes": None,
        "creator_id": ACCOUNT.id("user", RECRUITER),
        "owner_id": ACCOUNT.id("user", RECRUITER),
        "hiring_manager_id": ACCOUNT.id("user", MANAGER),
        "salary_amount_from": 40000,
        "salary_amount_to": 52000,
        "salary_currency": "EUR",
        "salary_period": "YEAR",
        "remote_salary_interval": "per-year-salary",
        "employment_type": "FULL_TIME",
        "remote_employment_status": "Exempt Full-Time",
        "department": "Operations",
        "department_id": ACCOUNT.id("department", "department", "Operations"),
        "team": "Signalling",
        "team_id": ACCOUNT.id("department", "team", "Operations", "Signalling"),
        "location": {"raw": "Granada"},
        "office_id": ACCOUNT.id("office", "Granada"),
        "job_ids": [ACCOUNT.id("job", POSTING)],
        "offer_ids": [ACCOUNT.id("offer", lever["offerIds"][0])],
        "approval_status": "APPROVED",
        "remote_approval_status": "approved",
        "approval_started_at": "2025-05-01T00:00:00.000Z",
        "approved_at": "2025-05-02T00:00:00.000Z",
        "approval_steps": lever["approval"]["steps"],
        "time_to_fill_started_at": "2025-05-01T00:00:00.000Z",
        "time_to_fill_ended_at": None,
        "closed_at": None,
        "custom_fields": {"cost_center": {"city": "Granada", "campus_code": "9"}, "target_hire_date": MAY_4},
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("open", "OPEN"),
        ("onHold", "ON_HOLD"),
        ("closed", "CLOSED"),
        ("draft", "DRAFT"),
        ("pending", "PENDING"),
        ("rejected", "REJECTED"),
        ("frozen", "frozen"),
        (None, None),
    ],
)
def test_a_status_keeps_levers_word(word: str | None, status: str | None) -> None:
    row = row_of(status=word)
    assert (row["status"], row["remote_status"]) == (status, word)


@pytest.mark.parametrize(
    ("total", "infinite", "number", "unlimited"),
    [(3, False, 3, False), ("unlimited", True, None, True), ("unlimited", None, None, True), ("4", None, 4, None)],
)
def test_a_headcount_may_be_a_word(total: Any, infinite: Any, number: int | None, unlimited: bool | None) -> None:
    row = row_of(headcountTotal=total, headcountInfinite=infinite)
    assert (row["headcount_total"], row["headcount_unlimited"]) == (number, unlimited)


@pytest.mark.parametrize(
    ("approval", "status", "word"),
    [
        ({"steps": []}, None, None),
        ({"steps": [], "status": "inprogress"}, "IN_PROGRESS", "inprogress"),
        ({"steps": [], "status": "denied"}, "DENIED", "denied"),
        ({"steps": [], "status": "recalled"}, None, "recalled"),
        (None, None, None),
    ],
)
def test_an_approval_has_a_status_or_there_is_none(approval: Any, status: str | None, word: str | None) -> None:
    row = row_of(approval=approval)
    assert (row["approval_status"], row["remote_approval_status"]) == (status, word)
    assert row["approval_steps"] == []


def test_given_an_old_requisition_without_an_update_then_it_changed_when_it_was_seen() -> None:
    lever = requisition()
    del lever["updatedAt"]
    row = only(Requisitions.rows([lever], ACCOUNT))
    assert (row["changed_at"], row["remote_updated_at"]) == (SYNC_START_TEXT, None)


def test_given_a_confidential_one_then_it_says_so() -> None:
    assert row_of(confidentiality="confidential")["confidential"] is True


def test_given_nothing_but_an_id_then_all_else_is_null_or_empty() -> None:
    row = only(Requisitions.rows([{"id": REQUISITION}], ACCOUNT))
    filled = {key for key, value in row.items() if value not in (None, [], {}, False)}
    assert filled == {"id", "changed_at", "remote_id", "remote_data"}


def test_without_an_id_there_is_no_row() -> None:
    assert list(Requisitions.rows([requisition(id=None)], ACCOUNT)) == []
