"""Reads a list of Lever once for all streams that hang on it, and the children of what it lists.

A stream with no state reads the whole list (the backfill); one with state reads what was updated since the start of its
last completed pass, less a lookback. A high-water mark of seen `updatedAt` values would lose data twice: Lever sorts by
stage rank and not by update, and `updatedAt` is null on most old rows. The new cursor is therefore the time this pass
began, whatever the records say; what changes while the list is being read is caught by the next pass.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar, runtime_checkable

from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.client import LeverClient, LeverObject, Page, Params
from source_lever_unified.lever.errors import InvalidOffset
from source_lever_unified.sync.children import Children
from source_lever_unified.sync.engine import LISTING, SNAPSHOT, Engine, StreamRun
from source_lever_unified.sync.progress import Frontier, Memory, Progress, Read, cut_at
from source_lever_unified.sync.records import Row
from source_lever_unified.sync.state import ListingState, Reading, parse_state, unreadable_state

Context = TypeVar("Context")
Context_contra = TypeVar("Context_contra", contravariant=True)
Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)

ROWS_PER_BATCH = 100


class ListSource(Protocol[Item_co, Context_contra]):
    """A list of Lever, what it can filter by, and what its items are."""

    path: str
    filters: frozenset[str]
    """The values `Read.by` may have."""

    def backfill(self, start_ms: int | None) -> list[Read]:
        """The reads that together cover everything, or everything created or updated since `start_ms`."""

    def incremental(self, since_ms: int) -> list[Read]:
        """The reads that together cover everything updated since."""

    def params(self, read: Read) -> Params:
        """The query of a read, without paging."""

    def cut(self, going_on: Collection[Read]) -> Mapping[Read, list[Read]]:
        """Reads to make instead of some of the backfill's, of which these go on after their first pages."""

    def accepts(self, read: Read, lever: LeverObject, since_ms: int | None) -> bool:
        """Whether a stream that is complete up to `since_ms` (None: not at all) wants this item of this read."""

    def item(self, lever: LeverObject, context: Context_contra) -> Item_co | None:
        """What rows are made from; None when nothing can be keyed by it."""


@runtime_checkable
class ListMemory(Memory, Protocol):
    """What a stream of the list remembers. `is_outdated`: its rows are made of more than the list, and that changed."""

    @property
    def is_outdated(self) -> bool: ...


@dataclass(frozen=True)
class Listed(Generic[Item, Context]):
    """A stream whose rows are made from each item of the list."""

    run: StreamRun
    rows: Callable[[Item, Context], Iterable[Row]]
    memory: Callable[[ListingState], ListMemory] | None = None


@dataclass(frozen=True)
class _Pass:
    """One stream's pass over the list. `since_ms`: from when on it wants updates, None for everything."""

    progress: Progress
    since_ms: int | None


class _PageSteps:
    """What is left to do for one page, per stream: the page itself and the children of its items."""

    def __init__(self, finished: Callable[[Sequence[StreamRun]], None], runs: Iterable[StreamRun]) -> None:
        self._finished = finished
        self._left = dict.fromkeys(runs, 1)
        self._lock = threading.Lock()

    def add(self, runs: Iterable[StreamRun]) -> None:
        with self._lock:
            for run in runs:
                self._left[run] += 1

    def done(self, runs: Iterable[StreamRun]) -> None:
        """One step of each is done; a stream that has failed is never finished with the page."""
        with self._lock:
            finished = []
            for run in runs:
                self._left[run] -= 1
                if self._left[run] == 0 and run.error is None:
                    finished.append(run)
        if finished:
            self._finished(finished)


class _Survey:
    """The first pages of a backfill's reads, held until all are there: only then can one tell which to cut."""

    def __init__(self, reads: Iterable[Read]) -> None:
        self._awaited = set(reads)
        self._first_pages: dict[Read, Page] = {}
        self._lock = threading.Lock()

    def add(self, read: Read, first_page: Page) -> dict[Read, Page] | None:
        """Those that go on, once it was the last."""
        with self._lock:
            self._awaited.discard(read)
            if first_page.next is not None:
                self._first_pages[read] = first_page
            return None if self._awaited else self._first_pages


def _consumed(items: list[LeverObject]) -> Iterator[LeverObject]:
    """The items in order, each let go of when it was used: ten workers hold ten pages, several MB each."""
    items.reverse()
    while items:
        yield items.pop()


class Listing(Generic[Item, Context]):
    def __init__(
        self,
        engine: Engine,
        client: LeverClient,
        source: ListSource[Item, Context],
        listed: Sequence[Listed[Item, Context]],
        children: Sequence[Children[Item, Context]],
        context: Callable[[], Context],
        *,
        started_at: int,
        start_ms: int | None,
        lookback_ms: int,
    ) -> None:
        self._engine = engine
        self._client = client
        self._source = source
        self._listed = listed
        self._children = children
        self._context = context
        self._started_at = started_at
        self._start_ms = start_ms
        self._lookback_ms = lookback_ms
        self._passes: dict[StreamRun, _Pass] = {}
        self._surveys: dict[Read, _Survey] = {}
        # The interpreter runs one thread at a time. Taking turns by the page, not every 5 ms, keeps a page's objects in
        # the processor's cache: a tenth of the time of a listing that no limit slows down.
        self._mapping = threading.Lock()

    def start(self) -> None:
        """Plan every stream's pass and submit the reads, each once for all streams that need it."""
        states = self._states()
        memories = {run: self._memory(run, state) for run, state in states.items()}
        for run, memory in memories.items():
            if isinstance(memory, ListMemory) and memory.is_outdated:
                states[run] = ListingState()
        # Streams that stopped at different times share one listing from the earliest of them.
        complete = [
            state.synced_at for state in states.values() if state.synced_at is not None and state.reading is None
        ]
        earliest = min(complete, default=0) - self._lookback_ms
        plans: dict[StreamRun, dict[Read, Frontier]] = {}
        for run, state in states.items():
            if state.reading is not None:
                plans[run] = {
                    Read(part.by, part.start, part.end): Frontier(part.pages, part.offset)
                    for part in state.reading.open
                }
            elif state.synced_at is not None:
                plans[run] = {read: Frontier() for read in self._source.incremental(earliest)}
            else:
                plans[run] = {read: Frontier() for read in self._source.backfill(self._start_ms)}
        positions: dict[Read, dict[StreamRun, Frontier]] = defaultdict(dict)
        for run, reads in _aligned(plans).items():
            state = states[run]
            started_at = partial(self._began, state.reading)
            since = None if state.synced_at is None else state.synced_at - self._lookback_ms
            progress = Progress(self._engine, run, started_at, state.synced_at, reads, memories[run])
            run.final_state = progress.final_state
            run.extent.items = self._source.path.strip("/")
            self._passes[run] = _Pass(progress, since)
            for read, frontier in reads.items():
                positions[read][run] = frontier
        updating = {run for run, of in self._passes.items() if of.since_ms is not None}
        awaited = updating if self._share_children(updating) else frozenset()
        # Those alone: a read that others share must not wait for what is read after them.
        beginning = {run for run, state in states.items() if state == ListingState()}
        begun = [read for read in self._source.backfill(self._start_ms) if positions.get(read, {}).keys() == beginning]
        self._surveys = dict.fromkeys(begun, _Survey(begun))
        for read, frontiers in positions.items():
            behind = min(frontiers.values(), key=lambda frontier: frontier.pages)
            runs = tuple(frontiers)
            self._submit(
                read,
                behind.pages,
                behind.offset,
                runs,
                after=() if updating.intersection(runs) else awaited,
                # Before any children, or the pages held would wait for those.
                priority=SNAPSHOT if read in self._surveys else LISTING,
            )
        # A pass that was cut off after its last page has only its watched parents left.
        self._after_listing([run for run in states if not any(run in frontiers for frontiers in positions.values())])

    def _began(self, reading: Reading | None) -> int:
        """When a pass began, ms by Lever's clock; one that is resumed, when it was begun."""
        return self._started_at - self._client.clock_ahead_ms if reading is None else reading.started_at

    def since(self, run: StreamRun) -> int | None:
        """From when on a stream wants changes; None while it reads everything, or if it cannot be read at all."""
        return self._passes[run].since_ms if run in self._passes else None

    def _share_children(self, updating: Collection[StreamRun]) -> bool:
        """Whether streams of one sub-list are at different passes, and will want the children of the same parents.

        The updates are read first then and their children kept, since they are few; the backfill takes them from there.
        """
        shared = False
        for children in self._children:
            states = {run in updating for run in children.waiting(self._passes)}
            if len(states) > 1:
                children.keep_fetched(updating)
                shared = True
        return shared

    @property
    def backfilling(self) -> list[StreamRun]:
        """The streams that read everything."""
        return [run for run, of in self._passes.items() if of.since_ms is None]

    def _states(self) -> dict[StreamRun, ListingState]:
        runs = [stream.run for stream in self._listed]
        runs += [run for children in self._children for run in children.runs]
        states = {}
        for run in runs:
            try:
                state = parse_state(ListingState, run.name, run.state)
                if state.reading and not {part.by for part in state.reading.open} <= self._source.filters:
                    raise unreadable_state(run.name, "reading.open")
            except AirbyteTracedException as unreadable:
                self._engine.fail(run, unreadable)
                continue
            # A full refresh means all of it. Only a refresh that was cut off goes on where it stopped.
            begun_anew = run.full_refresh and state.synced_at is not None
            states[run] = ListingState() if begun_anew else state
        return states

    def _memory(self, run: StreamRun, state: ListingState) -> Memory | None:
        for children in self._children:
            if run in children.runs:
                return children.remember(run, state)
        return next((stream.memory(state) for stream in self._listed if stream.run is run and stream.memory), None)

    def _after_listing(self, runs: Sequence[StreamRun]) -> None:
        for children in self._children:
            children.submit_watched([run for run in runs if run in children.runs], self._context)

    def _submit(
        self,
        read: Read,
        number: int,
        offset: str | None,
        runs: Sequence[StreamRun],
        *,
        again: bool = False,
        after: Collection[StreamRun] = (),
        priority: int = LISTING,
    ) -> None:
        work = partial(self._read_page, read, number, offset, runs, again=again)
        if after:
            self._engine.submit_after(after, work, runs, priority)
        else:
            self._engine.submit(work, runs, priority)

    def _read_page(
        self, read: Read, number: int, offset: str | None, runs: Sequence[StreamRun], *, again: bool
    ) -> None:
        runs = [run for run in runs if run.error is None]
        try:
            page = self._client.page(self._source.path, self._source.params(read), offset)
        except InvalidOffset:
            if offset is None or again:
                raise
            for run in runs:
                self._passes[run].progress.restart(read)
            self._submit(read, 0, None, runs, again=True)
            return
        survey = self._surveys.pop(read, None)
        if survey is not None:
            first_pages = survey.add(read, page)
            if first_pages is not None:
                self._go_on(first_pages, runs)
            if page.next is None:
                self._emit(read, number, page, runs)
            return
        if page.next is not None:
            self._submit(read, number + 1, page.next, runs, again=again)
        self._emit(read, number, page, runs)

    def _go_on(self, first_pages: dict[Read, Page], runs: Sequence[StreamRun]) -> None:
        """Read on in a backfill, whose first pages are all there; cut up some reads."""
        for read, parts in self._source.cut(first_pages).items():
            del first_pages[read]
            for run in runs:
                self._passes[run].progress.replace(read, parts)
            for part in parts:
                self._submit(part, 0, None, runs)
        for read, page in first_pages.items():
            self._submit(read, 1, page.next, runs)
        while first_pages:
            read, page = first_pages.popitem()
            self._emit(read, 0, page, runs)

    def _finish(self, read: Read, number: int, next_offset: str | None, runs: Sequence[StreamRun]) -> None:
        listed = [run for run in runs if self._passes[run].progress.finish_page(read, number, next_offset)]
        for run in listed:
            run.extent.all_found = True
        self._after_listing(listed)

    def _emit(self, read: Read, number: int, page: Page, runs: Sequence[StreamRun]) -> None:
        steps = _PageSteps(partial(self._finish, read, number, page.next), runs)
        wanting = self._wanting(read, page.items, runs)
        if any(wanting):
            self._emit_rows(page, wanting, steps, runs)
        steps.done(runs)

    def _emit_rows(
        self, page: Page, wanting: Sequence[Collection[StreamRun]], steps: _PageSteps, runs: Sequence[StreamRun]
    ) -> None:
        context = self._context()
        with self._mapping:
            found = {run: sum(run in those for those in wanting) for run in runs}
            for run in runs:
                run.extent.find(found[run])
            batch: dict[StreamRun, list[Row]] = defaultdict(list)
            for lever, those in zip(_consumed(page.items), wanting, strict=True):
                item = self._source.item(lever, context) if those else None
                if item is None:
                    continue
                rows = {stream.run: stream.rows(item, context) for stream in self._listed if stream.run in those}
                for children in self._children:
                    waiting = children.waiting(those)
                    if waiting:
                        held = list(rows.pop(children.held_run, ())) if children.held_run else []
                        steps.add(waiting)
                        for run in waiting:
                            found[run] -= 1
                        children.submit(item, waiting, held, context, partial(steps.done, waiting))
                for run, made in rows.items():
                    batch[run] += made
                if sum(map(len, batch.values())) >= ROWS_PER_BATCH:
                    self._put(batch)
                    batch.clear()
            self._put(batch)
        for run, count in found.items():
            run.extent.finish(count)

    def _wanting(
        self, read: Read, items: Sequence[LeverObject], runs: Sequence[StreamRun]
    ) -> list[Collection[StreamRun]]:
        """For each item, the streams that want it."""
        together: dict[int | None, list[StreamRun]] = defaultdict(list)
        for run in runs:
            together[self._passes[run].since_ms].append(run)
        return [
            {run for since, those in together.items() if self._source.accepts(read, lever, since) for run in those}
            for lever in items
        ]

    def _put(self, batch: Mapping[StreamRun, Sequence[Row]]) -> None:
        self._engine.put(run.records(rows) for run, rows in batch.items())


def _aligned(plans: Mapping[StreamRun, Mapping[Read, Frontier]]) -> dict[StreamRun, dict[Read, Frontier]]:
    """The same plans, cut where others begin and end, so that what they have in common is one read.

    After a kill, one stream may still have a whole window before it of which another has finished half. A read that
    has begun stays as it is: its offset belongs to its filter.
    """
    starts: dict[str, set[int]] = defaultdict(set)
    for plan in plans.values():
        for read in plan:
            if read.start is not None:
                starts[read.by].add(read.start)
            if read.end is not None:
                starts[read.by].add(read.end + 1)
    return {
        run: {
            part: frontier if frontier.pages else Frontier()
            for read, frontier in plan.items()
            for part in ([read] if frontier.pages else cut_at(read, starts[read.by]))
        }
        for run, plan in plans.items()
    }
