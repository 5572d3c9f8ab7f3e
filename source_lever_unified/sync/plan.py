"""Which reads of a listing each stream makes in this sync. Pure: states in, passes out.

A stream with no state reads the whole list (the backfill); one with state reads what was updated since the start of its
last completed pass, less a lookback. A high-water mark of seen `updatedAt` values would lose data twice: Lever sorts by
stage rank and not by update, and `updatedAt` is null on most old rows. The new cursor is therefore the time this pass
began, whatever the records say; what changes while the list is being read is caught by the next pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import Params
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS, LATEST_MS
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads, leaner
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.progress import Frontier, Pass, Read, cut_at, reads_left
from source_lever_unified.sync.rereads import NEVER, Rereads, day_of
from source_lever_unified.sync.state import ListingState

OLD_EVERY_MS = DAY_MS
"""How often the rows are listed that no filter by update yields."""

Key = TypeVar("Key")


class Want(Enum):
    LISTED = auto()

    AGAIN = auto()
    """All of it, although nothing says that it changed."""

    LEFT_OUT = auto()
    """Of its children only those that an earlier sync left out."""

    ELSEWHERE = auto()
    """Nothing here: another read brings it."""


class ListSource(Protocol):
    """A list of Lever, what it can filter by, and what its items are."""

    endpoint: Endpoint
    filters: frozenset[str]
    """The values `Read.by` may have."""

    windows: frozenset[str]
    """Those by which a read can be cut: what they filter by never changes."""

    whole: frozenset[str]
    """Those that bring what was not updated as well."""

    def backfill(self) -> list[Read]:
        """The reads that together cover everything that the config wants."""

    def incremental(self, since_ms: int) -> list[Read]:
        """The reads that together cover everything updated since, as far as Lever can tell."""

    reread_days: int
    """In how many days everything is read again, part by part; 0 for never."""

    def old(self) -> list[Read]:
        """Reads of the rows that no filter by update yields, though they change: none where there are no such rows."""

    def old_since(self, state: ListingState) -> int:
        """From when on a stream with this state has not seen those rows, ms."""

    def params(self, read: Read) -> Params:
        """The query of a read, without paging."""

    def cut(self, going_on: Collection[Read]) -> Mapping[Read, list[Read]]:
        """Reads to make instead of some of the backfill's, of which these go on after their first pages."""

    def wants(self, read: Read, lever: LeverObject, planned: Pass) -> Want | None:
        """Whether and how a stream with this pass wants this item of this read; None for not at all."""

    def item(self, lever: LeverObject, account: Any, rereads: Rereads) -> Any:
        """What rows are made from, none older than the last day on which it was read again.

        None when nothing can be keyed by it.
        """

    def is_new(self, item: Any, planned: Pass, begun_ms: int) -> bool:
        """Whether no stream with this pass, which began then, can have read it before."""

    def exists(self, parent: Any) -> bool:
        """Whether Lever still has an item, asked for by itself."""


def rereads_of(states: Iterable[ListingState], source: ListSource, now_ms: int) -> Rereads:
    """The days on which parts of the list were read again by any stream, and today, if a pass begins that does it.

    Whatever one stream has read again the others must too: it dated its rows by that.
    """
    known = list(states)
    saved = [one for state in known for one in (*state.rereads, *((state.reading and state.reading.rereads) or ()))]
    done = Rereads.of(saved)
    begins = [state for state in known if state.reading is None]
    if not source.reread_days or not begins:
        return done
    increments = any(state.synced_at is not None for state in begins)
    return done.through(source.reread_days, day_of(now_ms), also_today=increments)


def plan(
    states: Mapping[Key, ListingState],
    source: ListSource,
    times: SyncTimes,
    now_ms: int | None = None,
    modes: Mapping[Key, ChildReads] | None = None,
    rereads: Rereads = NEVER,
) -> dict[Key, Pass]:
    """Every stream's pass. Reads that streams have in common are the same `Read` in each.

    `modes`: how streams read children that never were read before, where that is not complete. `rereads`: see
    `rereads_of`.
    """
    now = times.started_at if now_ms is None else now_ms
    complete = [state.synced_at for state in states.values() if state.synced_at is not None and state.reading is None]
    # Streams that stopped at different times share one listing from the earliest of them.
    earliest = min(complete, default=0) - times.overlap_ms
    planned = {
        key: _in_mode(_pass(state, source, times, earliest, now, rereads), source, (modes or {}).get(key, COMPLETE))
        for key, state in states.items()
    }
    aligned = _aligned({key: of.reads for key, of in planned.items()}, source)
    # Whoever has part of a read behind it walks along from its first page, if another stream begins there: that costs
    # nothing, and what hangs on the pages is asked for once.
    unbegun = {read for reads in aligned.values() for read, frontier in reads.items() if frontier.offset is None}
    return {
        key: replace(of, reads={read: Frontier() if read in unbegun else at for read, at in aligned[key].items()})
        for key, of in planned.items()
    }


def _pass(state: ListingState, source: ListSource, times: SyncTimes, earliest: int, now: int, rereads: Rereads) -> Pass:
    since = None if state.synced_at is None else state.synced_at - times.overlap_ms
    old_since = None if since is None else source.old_since(state) - times.overlap_ms
    before = Rereads.of(state.rereads)
    if state.reading is not None:
        reading = state.reading
        goal = before if reading.rereads is None else Rereads.of(reading.rereads)
        return Pass(
            state, reads_left(reading), since, old_since, reading.started_at, reading.old, goal, reread_before=before
        )
    if since is None:
        whole = _from_the_start(source.backfill())
        return Pass(state, whole, lists_old=True, rereads=rereads, reread_before=before)
    lists_old = source.old_since(state) + OLD_EVERY_MS <= now
    begun = [*source.incremental(earliest)]
    if lists_old:
        begun += source.old()
    if rereads != before:
        begun += source.backfill()
    return Pass(
        state,
        _from_the_start(begun),
        since,
        old_since,
        lists_old=lists_old,
        rereads=rereads,
        reread_before=before,
    )


def _from_the_start(reads: Iterable[Read]) -> dict[Read, Frontier]:
    return {read: Frontier() for read in reads}


def _in_mode(of: Pass, source: ListSource, mode: ChildReads) -> Pass:
    """The pass, reading children by `mode`; with a look at everything when an earlier one left more out.

    One that was begun before the mode was changed goes on without: then the next has that look.
    """
    if of.state.reading is not None:
        return replace(of, mode=mode, heals_to=of.state.reading.heals_to)
    if of.since_ms is None or not leaner(of.state.left_out or COMPLETE, mode):
        return replace(of, mode=mode)
    return replace(of, reads={**of.reads, **_from_the_start(source.backfill())}, mode=mode, heals_to=mode)


def _aligned(plans: Mapping[Key, Mapping[Read, Frontier]], source: ListSource) -> dict[Key, dict[Read, Frontier]]:
    """The same plans, windows cut where others begin and end, so that what they have in common is one read.

    After a kill, one stream may still have a whole window before it of which another has finished half. A read that
    has begun and overlaps with another stream's is begun again: its pages must be asked for anyway, for the other one,
    and what hangs on them would be asked for twice.
    """
    windows = {read for reads in plans.values() for read in reads if read.by in source.windows}
    cuts = {read.start for read in windows if read.start is not None}
    cuts |= {read.end + 1 for read in windows if read.end is not None}
    return {
        key: {
            part: frontier if part == read else Frontier()
            for read, frontier in reads.items()
            for part in (cut_at(read, cuts) if read in windows else [read])
        }
        for key, reads in plans.items()
    }


def order_of(read: Read, source: ListSource) -> int:
    """When to read it, lowest first: updates, then the newest windows. What happened last is what people look at."""
    return 0 if read.by not in source.windows or read.end is None else LATEST_MS - read.end


def positions(passes: Mapping[Key, Pass]) -> dict[Read, list[dict[Key, Frontier]]]:
    """For each read, the streams that are at the same place of it, those that are furthest behind first."""
    together: dict[Read, dict[tuple[int, str | None], dict[Key, Frontier]]] = defaultdict(lambda: defaultdict(dict))
    for key, planned in passes.items():
        for read, frontier in planned.reads.items():
            together[read][frontier.pages, frontier.offset][key] = frontier
    return {
        read: [places[place] for place in sorted(places, key=lambda place: place[0])]
        for read, places in together.items()
    }
