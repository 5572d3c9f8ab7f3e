from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import LeverObject, mapping, text
from source_lever_unified.models.posting import posting_changed_at
from source_lever_unified.models.row import Row


class JobApplicationStage(Row):
    """A stage of a job. Lever has one pipeline per account, so every job has every stage."""

    job_id: Annotated[str | None, Field(description="Unified id of the job.")]
    stage_id: Annotated[str | None, Field(description="Unified id of the stage.")]
    index: Annotated[int | None, Field(description="Position of the stage in the job's pipeline, from 0.")]


def job_application_stages(posting: LeverObject, account: Account) -> Iterator[JobApplicationStage]:
    posting = mapping(posting)
    lever_id = text(posting.get("id"))
    if lever_id is None:
        return
    changed_at = posting_changed_at(posting, account)
    job_id = account.id("job", lever_id)
    for index, stage_id in enumerate(account.stages):
        yield {
            "id": account.id("job_application_stage", lever_id, stage_id),
            "changed_at": changed_at,
            "remote_deleted_at": None,
            "job_id": job_id,
            "stage_id": account.id("application_stage", stage_id),
            "index": index,
        }
