"""Reads a list whose rows never change once they are there, in windows over when they were made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import BadRequest, NotFound
from source_lever_unified.lever.page import Page
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.sync.chain import Chain
from source_lever_unified.sync.engine import LISTING, SNAPSHOT, Engine
from source_lever_unified.sync.memory import SyncTimes, refuse_unknown
from source_lever_unified.sync.progress import Frontier, Pass, Progress, Read, cut_at, reads_left
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState, parse_listing_state, unreadable_state

SHORTEST_MS = DAY_MS
"""A window that is no longer and not understood all the same is not cut any more."""


class WindowSource(Protocol):
    """A list and the windows in which it is read. Each has a start."""

    items: str
    """What it lists, in words."""

    by: str
    """The filter's name in the state."""

    def backfill(self, now_ms: int) -> list[Read]:
        """The windows that together cover everything that the config wants, the newest first."""

    def incremental(self, since_ms: int) -> list[Read]:
        """Those in which there can be rows that were not there by then, the newest first."""

    def page(self, read: Read, offsets: Sequence[str]) -> Page:
        """A page of a window, behind those offsets.

        Raises:
            BadRequest: the window is too wide, or the offset is unknown.
            LeverError: it cannot be read.
        """

    def is_old(self, item: LeverObject, since_ms: int) -> bool:
        """Whether the item was there by then, for sure."""


class Windows:
    """One sync's reading of such a list for the stream made from it.

    A sync begins with one page of the newest window, before the others are asked for: from its answer one knows whether
    there is such a list, and how Lever wants to be asked.
    """

    def __init__(
        self,
        engine: Engine,
        stream: Selected,
        source: WindowSource,
        account: Any,
        times: SyncTimes,
        client: LeverClient,
    ) -> None:
        self._engine = engine
        self._stream = stream
        self._source = source
        self._account = account
        self._times = times
        self._client = client

    def start(self) -> None:
        self._engine.submit(self._begin, (self._stream,), SNAPSHOT)

    def _begin(self) -> None:
        self._planned = self._pass(self._load())
        self._progress = Progress(self._engine, self._stream, self._planned, self._began, memory=None)
        self._engine.extent(self._stream).items = self._source.items
        first, *others = [Chain(read, {self._stream: frontier}) for read, frontier in self._planned.reads.items()]
        try:
            self._read_page(first)
        except NotFound:
            if not self._stream.stream.off:
                raise
            self._engine.warn_once(self._stream, self._stream.stream.off)
            # Nothing was read, so the state must not say so: the feature may be switched on, with all of its history.
            self._engine.end_with(self._stream, lambda: dict(self._stream.state or {}))
            return
        self._engine.end_with(self._stream, self._progress.final_state)
        for chain in others:
            self._submit(chain)

    def _load(self) -> ListingState:
        name = self._stream.name
        state, unknown = parse_listing_state(name, self._stream.state, {self._source.by})
        refuse_unknown(name, unknown)
        if state.reading is not None and not state.reading.open:
            raise unreadable_state(name, "reading.open")
        return ListingState() if self._stream.begins_anew(state) else state

    def _pass(self, state: ListingState) -> Pass:
        since = None if state.synced_at is None else state.synced_at - self._times.overlap_ms
        if state.reading is not None:
            return Pass(state, reads_left(state.reading), since, begun_at=state.reading.started_at)
        whole = self._source.backfill(self._times.started_at) if since is None else self._source.incremental(since)
        return Pass(state, {read: Frontier() for read in whole}, since)

    def _began(self) -> int:
        """When the pass began, ms by Lever's clock."""
        return self._planned.began(self._times.started_at - self._client.clock_ahead_ms)

    def _submit(self, chain: Chain) -> None:
        self._engine.submit(partial(self._read_page, chain), (self._stream,), LISTING)

    def _read_page(self, chain: Chain) -> None:
        try:
            page = self._source.page(chain.read, chain.offsets)
        except BadRequest:
            if chain.offsets and not chain.again:
                # Lever no longer knows the offset: from the first page.
                self._submit(Chain(chain.read, {self._stream: self._progress.restart(chain.read)}, again=True))
                return
            halves = [] if chain.offsets else self._halves(chain.read)
            if not halves:
                raise
            self._progress.replace(chain.read, halves)
            for half in halves:
                self._submit(Chain(half, {self._stream: self._progress.frontier(half)}))
            return
        self._emit(page)
        (place,) = chain.places().values()
        if self._progress.finish_page(chain.read, place.frontier, place.page, page.next):
            self._engine.extent(self._stream).all_found = True
        if page.next is not None:
            chain.go_on(page.next)
            self._submit(chain)

    def _halves(self, read: Read) -> list[Read]:
        """The newer half of a window and the older; none when it is short enough for anybody."""
        end = self._times.started_at if read.end is None else read.end
        if read.start is None or end - read.start <= SHORTEST_MS:
            return []
        return cut_at(read, [(read.start + end) // 2])[::-1]

    def _emit(self, page: Page) -> None:
        """Send the rows of a page. They are behind the queue when it returns, so that a state may vouch for them."""
        stream, since = self._stream, self._planned.since_ms
        wanted = [item for item in page.items if since is None or not self._source.is_old(item, since)]
        self._engine.extent(stream).find(len(wanted))
        self._engine.put_rows(stream, [row for item in wanted for row in stream.stream.rows(item, self._account)])
        self._engine.extent(stream).finish(len(wanted))
        self._engine.drop(stream, "without a key", page.keyless)
        self._engine.drop(stream, "sent by an earlier sync", len(page.items) - len(wanted))
