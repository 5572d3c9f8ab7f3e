from __future__ import annotations

from source_lever_unified.streams.job_application_stages import JobApplicationStages
from source_lever_unified.unified.account import Account
from unit_tests.lever_objects import ACCOUNT, POSTING, SCREEN, SYNC_START, posting

job_application_stages = JobApplicationStages.rows


def test_every_job_has_every_stage_in_pipeline_order() -> None:
    rows = list(job_application_stages(posting(), ACCOUNT))
    stages = ["lead-new", "applicant-new", SCREEN]
    assert rows == [
        {
            "id": ACCOUNT.id("job_application_stage", POSTING, stage),
            "changed_at": "2025-05-02T00:00:00.000Z",
            "remote_deleted_at": None,
            "account_key": None,
            "job_id": ACCOUNT.id("job", POSTING),
            "stage_id": ACCOUNT.id("application_stage", stage),
            "index": index,
        }
        for index, stage in enumerate(stages)
    ]


def test_given_stages_may_not_be_read_or_no_id_then_there_are_no_rows() -> None:
    assert list(job_application_stages(posting(), Account(synced_at=SYNC_START))) == []
    assert list(job_application_stages(posting(id=None), ACCOUNT)) == []
