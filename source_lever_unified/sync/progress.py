"""How far one stream has got through a listing, and the state messages that say so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from source_lever_unified.sync.engine import Engine, State, StreamRun
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


@dataclass
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


class Memory(Protocol):
    """What a stream must remember besides how far it got. `size`: how many entries that adds to the state."""

    @property
    def size(self) -> int: ...

    def save_to(self, state: ListingState) -> None: ...


class Progress:
    """What is left of a listing for one stream. Thread-safe; emits a checkpoint when enough was finished.

    A kill may cost at most a fraction of the requests made, so the first pages are checkpointed one by one; later ones
    by fives, so that there is not a state message per page.

    `started_at`: when the pass began, ms by Lever's clock, as well as it is known by then.
    """

    def __init__(
        self,
        engine: Engine,
        run: StreamRun,
        started_at: Callable[[], int],
        synced_at: int | None,
        reads: Mapping[Read, Frontier],
        memory: Memory | None = None,
    ) -> None:
        self._engine = engine
        self.run = run
        self._started_at = started_at
        self._synced_at = synced_at
        self._open = dict(reads)
        self._memory = memory
        self._saved = 0
        self._unsaved = 0
        self._lock = threading.Lock()

    def replace(self, read: Read, parts: Iterable[Read]) -> None:
        """Read `parts`, which together cover `read`, instead of it."""
        with self._lock:
            del self._open[read]
            self._open.update((part, Frontier()) for part in parts)

    def restart(self, read: Read) -> None:
        """Lever no longer knows the read's offset: it is read from its first page again."""
        with self._lock:
            self._open[read] = Frontier()

    def finish_page(self, read: Read, page: int, next_offset: str | None) -> bool:
        """Count a page as finished; True when it was the last of all."""
        with self._lock:
            frontier = self._open[read]
            before = frontier.pages
            finished = frontier.finish(page, next_offset)
            if finished:
                del self._open[read]
            self._unsaved += frontier.pages - before
            due = finished or self._unsaved >= min(self._pages_per_checkpoint, 1 + self._saved // 8)
            if due and (self._open or self._memory is not None):
                # Put under the lock: an older state must not overtake a newer one.
                self._engine.put([self.run.state_message(self.state())])
                self._saved += self._unsaved
                self._unsaved = 0
            return not self._open

    @property
    def _pages_per_checkpoint(self) -> int:
        entries = 0 if self._memory is None else self._memory.size
        return max(PAGES_PER_CHECKPOINT, entries // ENTRIES_PER_PAGE)

    def state(self) -> State:
        open_reads = [
            OpenRead(by=read.by, start=read.start, end=read.end, pages=frontier.pages, offset=frontier.offset)
            for read, frontier in self._open.items()
        ]
        reading = Reading(started_at=self._started_at(), open=open_reads)
        return self._message(ListingState(synced_at=self._synced_at, reading=reading))

    def final_state(self) -> State:
        return self._message(ListingState(synced_at=self._started_at()))

    def _message(self, state: ListingState) -> State:
        if self._memory is not None:
            self._memory.save_to(state)
        return to_message(state)
