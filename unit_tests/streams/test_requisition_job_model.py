from __future__ import annotations

from source_lever_unified.streams.requisition_jobs import RequisitionJobs
from unit_tests.lever_objects import ACCOUNT, POSTING, REQUISITION, SYNC_START_TEXT, only, requisition


def test_a_row_ties_a_requisition_and_a_job() -> None:
    assert only(RequisitionJobs.rows([requisition()], ACCOUNT)) == {
        "id": ACCOUNT.id("requisition_job", REQUISITION, POSTING),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "requisition_id": ACCOUNT.id("requisition", REQUISITION),
        "job_id": ACCOUNT.id("job", POSTING),
    }


def test_given_postings_twice_or_expanded_then_each_is_one_row() -> None:
    rows = RequisitionJobs.rows([requisition(postings=[POSTING, {"id": POSTING}, "other"])], ACCOUNT)
    assert [row["job_id"] for row in rows] == [ACCOUNT.id("job", POSTING), ACCOUNT.id("job", "other")]


def test_without_postings_or_an_id_there_are_no_rows() -> None:
    assert list(RequisitionJobs.rows([requisition(postings=[]), requisition(id="")], ACCOUNT)) == []
