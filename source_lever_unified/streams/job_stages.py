"""Every job has every stage of the account, so a change of the stages touches all jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from source_lever_unified.models import Account, LeverObject, Row, job_application_stages
from source_lever_unified.sync.clock import from_iso, to_iso
from source_lever_unified.sync.state import ListingState, Stages


class JobStages:
    """Makes the rows of `job_application_stages`, and remembers which stages they were made of.

    When the stages or their order have changed, all postings are read again: their rows carry the start of that sync,
    and the rows of a stage that is gone become tombstones.
    """

    def __init__(self, stage_ids: Sequence[str], bury: Callable[[str, str], Row], *, started_at: int) -> None:
        self._stage_ids = list(stage_ids)
        self._bury = bury
        self._started_at = started_at
        self._before: Stages | None = None
        self._changed_at = 0
        self._gone: list[str] = []

    def load(self, state: ListingState) -> JobStages:
        self._before = state.stages
        if self._before is None:
            return self
        if self._before.ids == self._stage_ids:
            self._changed_at = self._before.changed_at
        else:
            self._changed_at = self._started_at
            self._gone = [stage_id for stage_id in self._before.ids if stage_id not in self._stage_ids]
        return self

    @property
    def is_outdated(self) -> bool:
        return self._before is not None and self._before.ids != self._stage_ids

    def rows(self, posting: LeverObject, account: Account) -> Iterator[Row]:
        for row in job_application_stages(posting, account):
            if from_iso(row["changed_at"]) < self._changed_at:
                row["changed_at"] = to_iso(self._changed_at)
            yield row
        posting_id = posting.get("id")
        if isinstance(posting_id, str):
            for stage_id in self._gone:
                yield self._bury(posting_id, stage_id)

    @property
    def size(self) -> int:
        return len(self._stage_ids)

    def save_to(self, state: ListingState) -> None:
        """Until the pass is complete, the stages before it are kept: after a cut their rows must still be buried."""
        if state.reading is not None and self._before is not None:
            state.stages = self._before
        else:
            state.stages = Stages(ids=self._stage_ids, changed_at=self._changed_at)
