from __future__ import annotations

from dataclasses import replace

from source_lever_unified.streams.application_stages import ApplicationStages
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only

STAGE = {"id": "lead-new", "text": "New lead"}
DISPOSITION = {"id": "lead-new", "text": "New lead", "pipeline": "lead", "rank": 1, "hasInterview": False}


def test_a_stage_has_a_position_and_a_pipeline() -> None:
    assert only(ApplicationStages.rows([STAGE], replace(ACCOUNT, dispositions={"lead-new": DISPOSITION}))) == {
        "id": ACCOUNT.id("application_stage", "lead-new"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "lead-new",
        "remote_data": {"/stages": STAGE, "/disposition_stages": DISPOSITION},
        "name": "New lead",
        "global_index": 0,
        "pipeline": "lead",
        "has_interview": False,
        "status": "ACTIVE",
    }


def test_given_dispositions_may_not_be_read_then_the_pipeline_is_null() -> None:
    row = only(ApplicationStages.rows([STAGE], ACCOUNT))
    assert (row["pipeline"], row["has_interview"]) == (None, None)
    assert row["remote_data"] == {"/stages": STAGE}


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(ApplicationStages.rows([{"text": "New lead"}], ACCOUNT)) == []


def test_the_index_is_the_position_in_levers_list() -> None:
    rows = ApplicationStages.rows([STAGE, {"text": "no id"}, {"id": "applicant-new", "text": "New applicant"}], ACCOUNT)
    assert [(row["remote_id"], row["global_index"]) for row in rows] == [("lead-new", 0), ("applicant-new", 2)]
