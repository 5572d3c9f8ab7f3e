from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.times import from_iso, to_iso
from source_lever_unified.streams.base import HangsOn, PostingStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import STAGES, Need
from source_lever_unified.sync.memory import RowMemory, SyncTimes
from source_lever_unified.sync.state import Milliseconds, Part, parse_state
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.posting import posting_changed_at
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, text


class JobApplicationStage(Row):
    job_id: Annotated[str | None, Ref("jobs", always=True), Field(description="Unified id of the job.")]
    stage_id: Annotated[
        str | None, Ref("application_stages", always=True), Field(description="Unified id of the stage.")
    ]
    index: Annotated[int | None, Field(description="Position of the stage in the job's pipeline, from 0.")]


class JobApplicationStages(PostingStream):
    """A stage of a job. Lever has one pipeline per account, so every job has every stage.

    When a stage was added, removed or moved, all postings are read again: the rows of all jobs come with the start of
    that sync as `changed_at`, and the rows of a stage that is gone become tombstones.
    """

    model = "job_application_stage"
    row = JobApplicationStage
    known_by = "posting id, stage id"
    personal_data = NONE
    hangs_on = HangsOn("jobs", "job_id")
    needs = (Need(STAGES, "job_application_stages cannot be made.", required=True),)

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[JobApplicationStage]:
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
                "account_key": account.account_key,
                "job_id": job_id,
                "stage_id": account.id("application_stage", stage_id),
                "index": index,
            }

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> RowMemory:
        return _JoinedStages(saved, account, times)


class _Stages(Part):
    """The stages that were joined with every job, and since when these are the ones (0: always)."""

    ids: list[str]
    changed_at: Milliseconds = 0


class _StagesPart(Part):
    stages: _Stages | None = None


class _JoinedStages(RowMemory):
    """Remembers which stages the rows were made of: every job has every stage, so their change touches all jobs.

    When the stages or their order have changed, all postings are read again: their rows carry the start of that sync,
    and the rows of a stage that is gone become tombstones.
    """

    def __init__(self, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> None:
        self._account = account
        self._started_at = times.started_at
        self._ids = list(account.stages)
        self._before = parse_state(_StagesPart, JobApplicationStages.name, saved).stages
        self._changed_at = 0
        self._gone: list[str] = []
        if self._before is not None:
            self._changed_at = times.started_at if self.is_outdated else self._before.changed_at
            self._gone = [stage_id for stage_id in self._before.ids if stage_id not in self._ids]

    @property
    def is_outdated(self) -> bool:
        return self._before is not None and self._before.ids != self._ids

    def to_send(self, rows: list[Row], item: LeverObject) -> list[Row]:
        posting_id = item["id"]
        buried = [
            JobApplicationStages.bury(
                self._account.id(JobApplicationStages.model, posting_id, stage_id), self._started_at, self._account
            )
            for stage_id in self._gone
        ]
        return [*map(self._as_changed, rows), *buried]

    def _as_changed(self, row: Row) -> Row:
        if from_iso(row["changed_at"]) >= self._changed_at:
            return row
        return {**row, "changed_at": to_iso(self._changed_at)}

    @property
    def size(self) -> int:
        return len(self._ids)

    def part(self, *, finished: bool) -> _StagesPart:
        """Until the pass is complete, the stages before it are kept too: after a cut the rows of those and of what it
        has joined by then must still be buried.
        """
        before = self._before.ids if self._before is not None and not finished else []
        return _StagesPart(stages=_Stages(ids=list(dict.fromkeys([*before, *self._ids])), changed_at=self._changed_at))
