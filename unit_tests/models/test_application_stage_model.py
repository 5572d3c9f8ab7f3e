from __future__ import annotations

from source_lever_unified.models import application_stages
from unit_tests.models.lever_objects import ACCOUNT, SYNC_START_TEXT, only

STAGE = {"id": "lead-new", "text": "New lead"}
DISPOSITION = {"id": "lead-new", "text": "New lead", "pipeline": "lead", "rank": 1, "hasInterview": False}


def test_a_stage_has_a_position_and_a_pipeline() -> None:
    assert only(application_stages(STAGE, ACCOUNT, 0, DISPOSITION)) == {
        "id": ACCOUNT.id("application_stage", "lead-new"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "remote_id": "lead-new",
        "remote_data": {"/stages": STAGE, "/disposition_stages": DISPOSITION},
        "name": "New lead",
        "global_index": 0,
        "pipeline": "lead",
        "status": "ACTIVE",
    }


def test_given_dispositions_may_not_be_read_then_the_pipeline_is_null() -> None:
    row = only(application_stages(STAGE, ACCOUNT, 4, None))
    assert (row["pipeline"], row["global_index"]) == (None, 4)
    assert row["remote_data"] == {"/stages": STAGE}


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(application_stages({"text": "New lead"}, ACCOUNT, 0, None)) == []
