from __future__ import annotations

import pytest

from source_lever_unified.streams.rejection_reasons import RejectionReasons
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, WITHDREW, only

REASON = {"id": WITHDREW, "text": "Withdrew", "status": "active", "type": "non-hired"}


def test_a_reason_not_to_hire_is_a_row() -> None:
    assert only(RejectionReasons.rows([REASON], ACCOUNT)) == {
        "id": ACCOUNT.id("rejection_reason", WITHDREW),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": WITHDREW,
        "remote_data": {"/archive_reasons": REASON},
        "name": "Withdrew",
        "status": "ACTIVE",
        "remote_status": "active",
    }


def test_a_reason_of_hires_is_no_row() -> None:
    assert list(RejectionReasons.rows([{**REASON, "type": "hired"}], ACCOUNT)) == []


def test_a_reason_without_a_type_is_a_row() -> None:
    assert only(RejectionReasons.rows([{**REASON, "type": None}], ACCOUNT))["name"] == "Withdrew"


@pytest.mark.parametrize(
    ("status", "unified"), [("active", "ACTIVE"), ("inactive", "INACTIVE"), ("paused", None), (None, None)]
)
def test_status_keeps_levers_word(status: str | None, unified: str | None) -> None:
    row = only(RejectionReasons.rows([{**REASON, "status": status}], ACCOUNT))
    assert (row["status"], row["remote_status"]) == (unified, status)
