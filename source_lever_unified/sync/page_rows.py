"""Makes the rows of a page's items for the streams that want them, and hands on what waits for children."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.page import Page
from source_lever_unified.sync.children import Children
from source_lever_unified.sync.engine import Engine
from source_lever_unified.sync.memory import RowMemory
from source_lever_unified.sync.plan import ListSource, Want
from source_lever_unified.sync.progress import Pass, Read
from source_lever_unified.sync.records import records
from source_lever_unified.sync.rereads import Rereads
from source_lever_unified.sync.selection import Selected
from source_lever_unified.unified.row import Row

ITEMS_PER_BATCH = 25
"""Their rows are made stream by stream, and sent together: from item to item a listing takes a fifth more CPU."""


class PageSteps:
    """What is left to do for one page, per stream: the page itself and the children of its items. Thread-safe."""

    def __init__(self, engine: Engine, finished: Callable[[Selected], None], streams: Iterable[Selected]) -> None:
        self._engine = engine
        self._finished = finished
        self._left = dict.fromkeys(streams, 1)
        self._lock = threading.Lock()

    def add(self, streams: Iterable[Selected]) -> None:
        with self._lock:
            for stream in streams:
                self._left[stream] += 1

    def done(self, streams: Iterable[Selected]) -> None:
        """One step of each is done; a stream that has failed is never finished with the page."""
        with self._lock:
            for stream in streams:
                self._left[stream] -= 1
            finished = [stream for stream in streams if self._left[stream] == 0]
        for stream in finished:
            if not self._engine.has_failed(stream):
                self._finished(stream)


@dataclass(frozen=True)
class Turn:
    """What is done with one page. With `steps` it is known when the last of its rows is behind the queue.

    `first`: other streams may meet its items again in a read that is made after this one. `order`: see `Engine.submit`.
    """

    read: Read
    steps: PageSteps
    first: bool
    order: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item, the streams that want it, and the sub-lists to ask for with the streams that wait for them."""

    item: Any
    by: Mapping[Selected, Want]
    asked: Sequence[tuple[Children, Mapping[Selected, Collection[Endpoint]]]]
    waiting: Collection[Selected]

    def has_rows_of(self, stream: Selected) -> bool:
        return self.by.get(stream, Want.LEFT_OUT) is not Want.LEFT_OUT or stream in self.waiting


class PageRows:
    """`listed`: the selected streams whose rows are made from the items themselves. `began`: when a pass began, ms.

    `rereads`: the days by which rows are dated at least.
    """

    def __init__(
        self,
        engine: Engine,
        source: ListSource,
        listed: Sequence[Selected],
        children: Sequence[Children],
        passes: Mapping[Selected, Pass],
        memories: Mapping[Selected, RowMemory],
        account: Callable[[], Any],
        began: Callable[[Pass], int],
        rereads: Rereads,
    ) -> None:
        self._engine = engine
        self._source = source
        self._listed = listed
        self._children = children
        self._passes = passes
        self._memories = memories
        self._account = account
        self._began = began
        self._rereads = rereads

    def emit(self, page: Page, turn: Turn, streams: Sequence[Selected]) -> None:
        """Send the rows of a page."""
        for stream in streams:
            self._engine.drop(stream, "without a key", page.keyless)
        wanting = self._wanting(turn.read, page.items, streams)
        if any(wanting):
            self._emit_items(page.items, wanting, self._account(), turn)
        turn.steps.done(streams)

    def _wanting(
        self, read: Read, items: Sequence[LeverObject], streams: Sequence[Selected]
    ) -> list[Mapping[Selected, Want]]:
        """For each item, the streams that want it. Streams with the same wishes are asked once."""
        together: dict[tuple[Any, ...], list[Selected]] = defaultdict(list)
        for stream in streams:
            together[self._passes[stream].wishes].append(stream)
        groups = list(together.values())
        passes = [self._passes[group[0]] for group in groups]
        wanting = [tuple([self._source.wants(read, lever, planned) for planned in passes]) for lever in items]
        wanted: Counter[Selected] = Counter()
        unwanted: Counter[Selected] = Counter()
        by: dict[tuple[Want | None, ...], Mapping[Selected, Want]] = {}
        # Most items of a page are wanted by the same streams.
        for wants, count in Counter(wanting).items():
            told = {stream: want for want, group in zip(wants, groups, strict=True) for stream in group}
            by[wants] = {s: want for s, want in told.items() if want is not None and want is not Want.ELSEWHERE}
            wanted.update(dict.fromkeys(by[wants], count))
            unwanted.update(dict.fromkeys([stream for stream, want in told.items() if want is None], count))
        for stream in streams:
            self._engine.extent(stream).find(wanted[stream])
            self._engine.drop(stream, "not changed since the last sync, or before the start date", unwanted[stream])
        return [by[wants] for wants in wanting]

    def _emit_items(
        self, items: Sequence[LeverObject], wanting: Sequence[Mapping[Selected, Want]], account: Any, turn: Turn
    ) -> None:
        wanted = [(lever, wanted_by) for lever, wanted_by in zip(items, wanting, strict=True) if wanted_by]
        for start in range(0, len(wanted), ITEMS_PER_BATCH):
            batch = [self._wanted(*one, account) for one in wanted[start : start + ITEMS_PER_BATCH]]
            self._emit_batch([one for one in batch if one is not None], account, turn)

    def _wanted(self, lever: LeverObject, wanted_by: Mapping[Selected, Want], account: Any) -> Wanted | None:
        item = self._source.item(lever, account, self._rereads)
        if item is None:
            return None
        to_ask = [(children, children.to_ask(item, wanted_by, self._is_new, account)) for children in self._children]
        asked = [(children, of) for children, of in to_ask if of]
        return Wanted(item, wanted_by, asked, frozenset([stream for _, of in asked for stream in of]))

    def _emit_batch(self, batch: Sequence[Wanted], account: Any, turn: Turn) -> None:
        rows = {
            stream: [self._rows(stream, one.item, account) if one.has_rows_of(stream) else [] for one in batch]
            for stream in self._listed
        }
        done: Counter[Selected] = Counter()
        for place, one in enumerate(batch):
            self._submit_children(one, place, rows, account, turn)
            done.update(one.by.keys() - one.waiting)
        self._put({stream: list(chain.from_iterable(rows_of_items)) for stream, rows_of_items in rows.items()})
        for stream, count in done.items():
            self._engine.extent(stream).finish(count)

    def _is_new(self, stream: Selected, item: Any) -> bool:
        planned = self._passes[stream]
        return self._source.is_new(item, planned, self._began(planned))

    def _rows(self, stream: Selected, item: Any, account: Any) -> list[Row]:
        try:
            rows = list(stream.stream.rows(item, account))
            memory = self._memories.get(stream)
            return rows if memory is None else memory.to_send(rows, item)
        except Exception as error:
            # One model that cannot take an item must not cost the others theirs.
            self._engine.fail(stream, error)
            return []

    def _submit_children(
        self, one: Wanted, place: int, rows: Mapping[Selected, list[list[Row]]], account: Any, turn: Turn
    ) -> None:
        """Submit what hangs on an item. Rows that are held until it is read are taken out of their place in `rows`."""
        for children, asked in one.asked:
            held_rows: list[Row] = []
            held = children.held
            if held is not None and held.stream in asked and held.stream in rows:
                held_rows, rows[held.stream][place] = rows[held.stream][place], held_rows
            turn.steps.add(asked)
            done = partial(turn.steps.done, list(asked))
            children.submit(one.item, asked, held_rows, account, done, first=turn.first, order=turn.order)

    def _put(self, batch: Mapping[Selected, Sequence[Row]]) -> None:
        self._engine.put([records(stream.name, rows) for stream, rows in batch.items()])
        # Only what is behind the queue is remembered: a state saved meanwhile must not vouch for more.
        for stream, memory in self._memories.items():
            if batch.get(stream):
                memory.remember(batch[stream])
