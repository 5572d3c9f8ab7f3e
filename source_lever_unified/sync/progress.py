"""How far one stream has got through a listing, and the state messages that say so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from source_lever_unified.lever.times import now_ms
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads, leanest
from source_lever_unified.sync.engine import Engine
from source_lever_unified.sync.memory import CLOCK_TOLERANCE_MS, Memory
from source_lever_unified.sync.messages import State
from source_lever_unified.sync.rereads import NEVER, Rereads
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState, OpenRead, Reading, to_message

PAGES_PER_CHECKPOINT = 5
"""At most so many pages (of 100) are read again after a kill, besides those under way."""

ENTRIES_PER_PAGE = 100
"""A state that remembers more is saved less often, a page for each so many entries. Each state holds all of them: in a
large account states would outweigh the records."""


@dataclass(frozen=True)
class Read:
    """One chain of pages: a filter on a list, with inclusive bounds in ms. `by` names the filter."""

    by: str
    start: int | None = None
    end: int | None = None


def cut_at(read: Read, starts: Iterable[int]) -> list[Read]:
    """The read in parts, of which one begins at each of `starts` that lies inside it."""
    inside = [
        start
        for start in sorted(set(starts))
        if (read.start is None or start > read.start) and (read.end is None or start <= read.end)
    ]
    ends = [*(start - 1 for start in inside), read.end]
    return [Read(read.by, start, end) for start, end in zip([read.start, *inside], ends, strict=True)]


@dataclass(eq=False)
class Frontier:
    """The pages of a read that are finished without a gap. Pages may finish out of order: children take their time."""

    pages: int = 0
    offset: str | None = None
    _ahead: dict[int, str | None] = field(default_factory=dict)

    def finish(self, page: int, next_offset: str | None) -> bool:
        """Count page number `page` (from 0) as finished; True when that was the last one missing."""
        self._ahead[page] = next_offset
        while self.pages in self._ahead:
            self.offset = self._ahead.pop(self.pages)
            self.pages += 1
            if self.offset is None:
                return True
        return False


def reads_left(reading: Reading) -> dict[Read, Frontier]:
    """Where a pass that was cut off goes on."""
    return {
        Read(part.by, part.start, part.end): Frontier(part.pages, part.offset)
        if part.offset is not None
        else Frontier()
        for part in reading.open
    }


@dataclass(frozen=True)
class Pass:
    """One stream's pass over a listing, as it was planned.

    `since_ms`: from when on it wants updates, None for everything; `old_since_ms` the same for what no filter by update
    yields. `begun_at`: when it was begun, ms; None when it begins now. `lists_old`: those rows are part of it.
    `rereads`: the days on which parts of everything were read again, once it is complete; `reread_before`: those that
    the stream has behind it. `mode`: how children are read that never were before; `heals_to`: what a leaner mode left
    out is made up for, as far as this one goes.
    """

    state: ListingState
    reads: Mapping[Read, Frontier]
    since_ms: int | None = None
    old_since_ms: int | None = None
    begun_at: int | None = None
    lists_old: bool = False
    rereads: Rereads = NEVER
    reread_before: Rereads = NEVER
    mode: ChildReads = COMPLETE
    heals_to: ChildReads | None = None

    @property
    def begins(self) -> bool:
        """Whether it begins to read everything for the first time, as far as the state says."""
        return self.since_ms is None and self.begun_at is None

    @property
    def again(self) -> bool:
        """Whether it reads again what others have, or whose day has come."""
        return self.rereads != self.reread_before

    def began(self, now_ms: int) -> int:
        """When it was begun, ms; `now_ms`, if it begins now."""
        return now_ms if self.begun_at is None else self.begun_at

    @property
    def wishes(self) -> tuple[Any, ...]:
        """All that decides which items it wants."""
        return self.since_ms, self.old_since_ms, self.rereads, self.reread_before, self.heals_to

    @property
    def left_out(self) -> ChildReads:
        """By which mode children are left out once it is complete."""
        return leanest(self.mode, self.heals_to or self.state.left_out or COMPLETE)


class Progress:
    """What is left of a pass over a listing. Thread-safe; emits a checkpoint when enough was finished.

    A kill may cost at most a fraction of the requests made, so the first pages are checkpointed one by one; later ones
    by fives, so that there is not a state message per page.

    `started_at`: when the pass began, ms by Lever's clock, as well as it is known by then; `now`: by the same clock.
    `disproves`: whether this sync saw that the pass leaves out children that are there.
    """

    def __init__(
        self,
        engine: Engine,
        stream: Selected,
        planned: Pass,
        started_at: Callable[[], int],
        memory: Memory | None,
        now: Callable[[], int] = now_ms,
        disproves: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._stream = stream
        self._planned = planned
        self._started_at = started_at
        self._open = dict(planned.reads)
        self._memory = memory
        self._now = now
        self._disproves = disproves
        self._deletions_at = planned.state.deletions_at
        self._saved = 0
        self._unsaved = 0
        self._lock = threading.Lock()

    @property
    def memory(self) -> Memory | None:
        """What the stream remembers besides."""
        return self._memory

    def frontier(self, read: Read) -> Frontier:
        with self._lock:
            return self._open[read]

    def replace(self, read: Read, parts: Iterable[Read]) -> None:
        """Read `parts`, which together cover `read`, instead of it."""
        with self._lock:
            del self._open[read]
            self._open.update((part, Frontier()) for part in parts)

    def restart(self, read: Read) -> Frontier:
        """Lever no longer knows the read's offset: it is read from its first page again.

        Pages of the old chain that are still under way count for nothing: their frontier is no longer the read's.
        """
        with self._lock:
            self._open[read] = Frontier()
            return self._open[read]

    def finish_page(self, read: Read, frontier: Frontier, page: int, next_offset: str | None) -> bool:
        """Count a page as finished; True when it was the last of all."""
        with self._lock:
            if self._open.get(read) is not frontier:
                return False
            before = frontier.pages
            finished = frontier.finish(page, next_offset)
            if finished:
                del self._open[read]
            self._unsaved += frontier.pages - before
            due = finished or self._unsaved >= min(self._pages_per_checkpoint, 1 + self._saved // 8)
            if due and (self._open or self._memory is not None):
                # Put under the lock: an older state must not overtake a newer one.
                self._engine.put_state(self._stream, self.state())
                self._saved += self._unsaved
                self._unsaved = 0
            return not self._open

    def miss_deletions(self, since_ms: int) -> None:
        """The feed of deletions could not be read from `since_ms` on: the next pass asks for that again."""
        with self._lock:
            self._deletions_at = since_ms

    def read_deletions(self) -> None:
        with self._lock:
            self._deletions_at = None

    @property
    def _pages_per_checkpoint(self) -> int:
        entries = 0 if self._memory is None else self._memory.size
        return max(PAGES_PER_CHECKPOINT, entries // ENTRIES_PER_PAGE)

    def state(self) -> State:
        open_reads = [
            OpenRead(by=read.by, start=read.start, end=read.end, pages=frontier.pages, offset=frontier.offset)
            for read, frontier in self._open.items()
        ]
        before = self._planned.state
        return self._with_memory(
            ListingState(
                synced_at=before.synced_at,
                old_at=before.old_at,
                deletions_at=before.deletions_at,
                rereads=before.rereads,
                left_out=_unless_complete(leanest(before.left_out or COMPLETE, self._planned.mode)),
                disproved=self._disproved,
                read_until=before.read_until,
                reading=Reading(
                    started_at=self._started_at(),
                    open=open_reads,
                    old=self._planned.lists_old,
                    rereads=list(self._planned.rereads.rounds),
                    heals_to=self._planned.heals_to,
                ),
            ),
            finished=False,
        )

    def announce(self) -> None:
        """Say what the pass is about to do, before any row is dated by it."""
        with self._lock:
            self._engine.put_state(self._stream, self.state())

    def announce_deletions(self, since_ms: int) -> None:
        """Say from when on deletions will be missing, before any row is sent.

        This pass has nothing to take back. But should it be cut off before its first checkpoint, nothing else would
        tell the next that rows went out, and since when they may have been deleted.
        """
        with self._lock:
            self._engine.put_state(self._stream, self._with_memory(ListingState(deletions_at=since_ms), finished=False))

    def final_state(self) -> State:
        if self._open:
            raise RuntimeError("a pass cannot be complete while reads are left")
        started_at = self._started_at()
        before, planned = self._planned.state, self._planned
        state = ListingState(
            synced_at=started_at,
            old_at=started_at if planned.lists_old else before.old_at,
            deletions_at=self._deletions_at,
            rereads=list(planned.rereads.rounds),
            left_out=_unless_complete(planned.left_out),
            disproved=self._disproved,
            read_until=None if planned.mode == COMPLETE else self._now() + CLOCK_TOLERANCE_MS,
        )
        return self._with_memory(state, finished=True)

    @property
    def _disproved(self) -> ChildReads | None:
        return self._planned.mode if self._disproves() else self._planned.state.disproved

    def _with_memory(self, state: ListingState, *, finished: bool) -> State:
        remembered = {} if self._memory is None else self._memory.save(finished=finished)
        return {**to_message(state), **remembered}


def _unless_complete(mode: ChildReads) -> ChildReads | None:
    return None if mode == COMPLETE else mode
