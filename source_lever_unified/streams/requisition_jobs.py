from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import REQUISITIONS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, references, text


class RequisitionJob(Row):
    requisition_id: Annotated[
        str | None, Ref("requisitions", always=True), Field(description="Unified id of the requisition.")
    ]
    job_id: Annotated[str | None, Ref("jobs", always=True), Field(description="Unified id of the job that fills it.")]


class RequisitionJobs(SnapshotStream):
    """A job that fills a requisition. A job may fill several, and a requisition may have several jobs.

    Nothing is asked besides `requisitions`: both are made from the same pages.
    """

    model = "requisition_job"
    row = RequisitionJob
    known_by = "requisition id, posting id"
    personal_data = NONE
    source = REQUISITIONS

    @staticmethod
    def rows(requisitions: Sequence[LeverObject], account: Account) -> Iterator[RequisitionJob]:
        for requisition in map(mapping, requisitions):
            lever_id = text(requisition.get("id"))
            if lever_id is None:
                continue
            for posting_id in references(requisition.get("postings")):
                yield {
                    "id": account.id("requisition_job", lever_id, posting_id),
                    "changed_at": account.changed_at(),
                    "remote_deleted_at": None,
                    "account_key": account.account_key,
                    "requisition_id": account.id("requisition", lever_id),
                    "job_id": account.id("job", posting_id),
                }
