"""Reads a list of Lever once for all streams that hang on it, and the children of what it lists."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import InvalidOffset
from source_lever_unified.lever.page import Page
from source_lever_unified.lever.times import now_ms
from source_lever_unified.sync.chain import Chain, Place, Survey, chains
from source_lever_unified.sync.child_reads import ChildReads
from source_lever_unified.sync.children import Children
from source_lever_unified.sync.economy import Economy
from source_lever_unified.sync.engine import CHILD, LISTING, SNAPSHOT, Engine, Gate
from source_lever_unified.sync.memory import Memory, RowMemory, SyncTimes, refuse_unknown
from source_lever_unified.sync.page_rows import PageRows, PageSteps, Turn
from source_lever_unified.sync.plan import ListSource, order_of, plan, positions, rereads_of
from source_lever_unified.sync.progress import Pass, Progress, Read
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState, parse_listing_state
from source_lever_unified.sync.watch import Watch


class Listing:
    """One sync's reading of a list. `listed`: the streams whose rows are made from its items themselves.

    `account` is handed to whatever makes rows; `bare_account` is the same without what must be asked for first.
    `surveyed` is told some items of every part of the list, when a backfill begins.
    """

    def __init__(
        self,
        engine: Engine,
        client: LeverClient,
        source: ListSource,
        listed: Sequence[Selected],
        children: Sequence[Children],
        account: Callable[[], Any],
        bare_account: Any,
        times: SyncTimes,
        economy: Economy,
        surveyed: Callable[[Sequence[LeverObject]], None],
    ) -> None:
        self._engine = engine
        self._client = client
        self._source = source
        self._listed = listed
        self._children = children
        self._account = account
        self._bare_account = bare_account
        self._times = times
        self._economy = economy
        self._surveyed = surveyed
        self._memories: dict[Selected, Memory] = {}
        self._passes: dict[Selected, Pass] = {}
        self._progress: dict[Selected, Progress] = {}
        self._survey = Survey(())
        self._lock = threading.Lock()
        self._updates = Gate()
        """Held by the reads of updates, while other streams will meet the same parents in windows."""

        self._mixed = False

    def start(self) -> None:
        """Plan every stream's pass and submit the reads, each once for all streams that need it."""
        states = self._load()
        rereads = rereads_of(states.values(), self._source, self._times.started_at)
        self._passes = plan(states, self._source, self._times, modes=self._modes(states), rereads=rereads)
        for children in self._children:
            children.begin(self._passes)
        row_memories = {stream: m for stream, m in self._memories.items() if isinstance(m, RowMemory)}
        self._rows = PageRows(
            self._engine,
            self._source,
            self._listed,
            self._children,
            self._passes,
            row_memories,
            self._account,
            self._began,
            rereads,
        )
        for stream, planned in self._passes.items():
            memory = self._memories.get(stream)
            progress = Progress(
                self._engine,
                stream,
                planned,
                partial(self._began, planned),
                memory,
                now=self._now,
                disproves=partial(self._disproves, stream),
            )
            self._engine.end_with(stream, progress.final_state)
            self._engine.extent(stream).items = self._source.endpoint.path.strip("/")
            self._progress[stream] = progress
            if planned.begun_at is None and (planned.again or (memory is not None and memory.is_outdated)):
                progress.announce()
            elif planned.begins and planned.state.deletions_at is None and self._can_be_buried(stream):
                progress.announce_deletions(self._began(planned) - self._times.overlap_ms)
        self._mixed = any(map(self._meets_again, self._children))
        self._submit_chains(chains(positions(self._passes)))
        for children in self._children:
            # When nothing of the list is left for any of its streams, what they watch is left.
            watching = [stream for stream in children.streams if stream in self._passes]
            if watching:
                work = partial(children.submit_watched, self._account)
                self._engine.submit(work, watching, CHILD, after=children.listing)

    def _can_be_buried(self, stream: Selected) -> bool:
        """Whether a feed tells when its rows were deleted."""
        return stream in self._listed and stream.stream.deletions is not None

    def progress(self, stream: Selected) -> Progress:
        return self._progress[stream]

    def deletions_since(self, stream: Selected) -> int | None:
        """From when on a stream wants deletions; None for not at all: it reads everything and nothing of that was sent
        before, or it cannot be read.
        """
        planned = self._passes.get(stream)
        if planned is None:
            return None
        wanted = [planned.since_ms, planned.state.deletions_at]
        return min((since for since in wanted if since is not None), default=None)

    @property
    def backfilling(self) -> list[Selected]:
        """The streams that read everything."""
        return [stream for stream, planned in self._passes.items() if planned.since_ms is None]

    def _began(self, planned: Pass) -> int:
        """When a pass began, ms by Lever's clock; one that is resumed, when it was begun."""
        return planned.began(self._times.started_at - self._client.clock_ahead_ms)

    def _now(self) -> int:
        """By Lever's clock, ms."""
        return now_ms() - self._client.clock_ahead_ms

    def _modes(self, states: Mapping[Selected, ListingState]) -> dict[Selected, ChildReads]:
        """How each stream with children reads those of parents that it never read before."""
        return {
            stream: self._economy.mode_of(endpoints, states[stream].disproved)
            for children in self._children
            for stream, endpoints in children.endpoints.items()
            if stream in states
        }

    def _disproves(self, stream: Selected) -> bool:
        return any(children.disproves(stream) for children in self._children if stream in children.endpoints)

    def _load(self) -> dict[Selected, ListingState]:
        states = {}
        for stream in dict.fromkeys([*self._listed, *(s for children in self._children for s in children.streams)]):
            try:
                states[stream] = self._load_stream(stream)
            except AirbyteTracedException as unreadable:
                self._engine.fail(stream, unreadable)
        return states

    def _load_stream(self, stream: Selected) -> ListingState:
        state, saved = parse_listing_state(stream.name, stream.state, self._source.filters)
        if stream.begins_anew(state):
            state, saved = ListingState(), {}
        memory = stream.stream.memory(saved, self._bare_account, self._times)
        if memory is None:
            refuse_unknown(stream.name, saved)
            return state
        self._memories[stream] = memory
        for children in self._children:
            if stream in children.streams and isinstance(memory, Watch):
                children.remember(stream, memory)
        return ListingState() if memory.is_outdated else state

    def _submit_chains(self, begun: Sequence[Chain]) -> None:
        # Those alone: a read that others share must not wait for what is read after them.
        beginning = {stream for stream, planned in self._passes.items() if planned.begins}
        backfill = self._source.backfill()
        surveyed = [chain for chain in begun if chain.read in backfill and set(chain.streams) == beginning]
        self._survey = Survey(surveyed)
        # Updates first: others wait for them.
        for chain in sorted(begun, key=lambda chain: not self._is_update(chain)):
            # Before any children, or the pages held would wait for those.
            self._submit(chain, SNAPSHOT if chain in self._survey else LISTING)

    def _submit(self, chain: Chain, priority: int = LISTING) -> None:
        update = self._is_update(chain)
        gates = [c.listing for c in self._children if not c.endpoints.keys().isdisjoint(chain.streams)]
        self._engine.submit(
            partial(self._read_page, chain),
            chain.streams,
            priority,
            order=order_of(chain.read, self._source),
            holds=[*gates, self._updates] if update else gates,
            after=self._updates if self._mixed and not update else None,
        )

    def _meets_again(self, children: Children) -> bool:
        """Whether streams may want the same parent of different reads: because they are not making the same ones, or
        because what one takes for updated another finds when it reads everything again.
        """
        passes = [self._passes[stream] for stream in children.endpoints if stream in self._passes]
        if len({frozenset(planned.reads) for planned in passes}) > 1:
            return True
        reads_whole = any(read.by in self._source.whole for planned in passes for read in planned.reads)
        return reads_whole and len({planned.wishes for planned in passes}) > 1

    def _is_update(self, chain: Chain) -> bool:
        """Whether the read yields what changed for streams that have the rest: few rows, which come again in windows
        when another stream reads everything.
        """
        incremental = all(self._passes[stream].since_ms is not None for stream in chain.streams)
        return incremental and chain.read.by not in self._source.whole

    def _read_page(self, chain: Chain) -> None:
        try:
            page = self._client.page(self._source.endpoint, self._source.params(chain.read), chain.offsets)
        except InvalidOffset:
            if not chain.offsets or chain.again:
                raise
            self._restart(chain)
            return
        places = chain.places()
        met_again = bool(chain.waiting) or (self._mixed and self._is_update(chain))
        if chain in self._survey:
            with self._lock:
                first_pages = self._survey.add(chain, page)
            if first_pages is not None:
                self._end_survey(first_pages)
            return
        self._go_on(chain, page)
        self._emit(chain, page, places, met_again)

    def _restart(self, chain: Chain) -> None:
        """Read anew, from the first page: Lever no longer knows the offset."""
        members = {stream: self._progress[stream].restart(chain.read) for stream in chain.streams}
        self._submit(Chain(chain.read, members, again=True))

    def _go_on(self, chain: Chain, page: Page) -> None:
        if page.next is not None:
            chain.go_on(page.next)
            self._submit(chain)
            return
        rest = chain.rest()
        if rest is not None:
            self._submit(rest)

    def _end_survey(self, first_pages: list[tuple[Chain, Page]]) -> None:
        """Read on in a backfill, whose first pages are all there; cut up some reads."""
        self._surveyed([item for _, page in first_pages for item in page.items])
        going_on = {chain.read: chain for chain, page in first_pages if page.next is not None}
        cut = self._source.cut(going_on)
        for read, parts in cut.items():
            streams = going_on[read].streams
            for stream in streams:
                self._progress[stream].replace(read, parts)
            for part in parts:
                self._submit(Chain(part, {stream: self._progress[stream].frontier(part) for stream in streams}))
        first_pages[:] = [(chain, page) for chain, page in first_pages if chain.read not in cut]
        places = {chain: chain.places() for chain, _ in first_pages}
        for chain, page in first_pages:
            self._go_on(chain, page)
        while first_pages:
            chain, page = first_pages.pop()
            self._emit(chain, page, places[chain], met_again=False)

    def _emit(self, chain: Chain, page: Page, places: Mapping[Selected, Place], met_again: bool) -> None:
        """`met_again`: other streams may meet the page's items again in a read that is made after this one."""
        streams = [stream for stream in places if not self._engine.has_failed(stream)]
        steps = PageSteps(self._engine, partial(self._finish, chain.read, page.next, places), streams)
        order = order_of(chain.read, self._source)
        self._rows.emit(page, Turn(chain.read, steps, met_again, order), streams)

    def _finish(self, read: Read, next_offset: str | None, places: Mapping[Selected, Place], stream: Selected) -> None:
        place = places[stream]
        if self._progress[stream].finish_page(read, place.frontier, place.page, next_offset):
            self._engine.extent(stream).all_found = True
