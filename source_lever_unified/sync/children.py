"""Reads what hangs on each item of a list and costs a request per item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from source_lever_unified.lever.client import LeverObject
from source_lever_unified.lever.errors import LeverError
from source_lever_unified.sync.engine import CHILD, Engine, StreamRun
from source_lever_unified.sync.once import Once
from source_lever_unified.sync.records import Records, Row
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.watch import Parent

Context = TypeVar("Context")
Item = TypeVar("Item")


class ChildMemory(Protocol):
    """What a stream of children remembers of its parents; see `sync.watch`."""

    def due(self) -> Iterator[Parent]: ...

    def emit(
        self, parent: Any, children: Sequence[Any], rows: Iterable[tuple[Row, str]], *, listed: bool
    ) -> list[Row]: ...

    def forget(self, parent_id: str) -> None: ...

    @property
    def size(self) -> int: ...

    def save_to(self, state: ListingState) -> None: ...


@dataclass(frozen=True)
class ChildSource(Generic[Item]):
    """A sub-list. `reference` makes the short form of a parent, `fetch` gets its children: None when it is gone."""

    reference: Callable[[Item], Any]
    fetch: Callable[[Any], Sequence[LeverObject] | None]


@dataclass(frozen=True)
class ChildRows(Generic[Context]):
    """A stream made from the children, and how it remembers what it must look at again.

    `owner` makes the rows that these hang on, if they come from the same child: when one changes, these go out again.
    """

    run: StreamRun
    rows: Callable[[LeverObject, Any, Context], Iterable[Row]]
    memory: Callable[[ListingState], ChildMemory]
    owner: Callable[[LeverObject, Any, Context], Iterable[Row]] | None = None

    def made(self, parent: Any, child: LeverObject, context: Context) -> Iterator[tuple[Row, str]]:
        """The rows of a child, each with a fingerprint of what it says and hangs on."""
        owner = "" if self.owner is None else "".join(map(fingerprint, self.owner(child, parent, context)))
        for row in self.rows(child, parent, context):
            yield row, fingerprint(row) + owner


@dataclass(frozen=True)
class Held(Generic[Context]):
    """A stream of the parent list whose rows wait for the children, because they say something of them.

    `attach` puts it into the row. The rows are sent out without it when the children cannot be read.
    """

    run: StreamRun
    attach: Callable[[Row, Sequence[LeverObject], Context], Row]


class Unreadable:
    """The children cannot be read, and the streams made from them have failed."""


class Children(Generic[Item, Context]):
    """One sub-list, read once per parent for all streams made from it."""

    def __init__(
        self,
        engine: Engine,
        source: ChildSource[Item],
        streams: Sequence[ChildRows[Context]],
        held: Held[Context] | None = None,
    ) -> None:
        self._engine = engine
        self._source = source
        self._streams = {stream.run: stream for stream in streams}
        self._held = held
        self._memories: dict[StreamRun, ChildMemory] = {}
        self._kept_from: Collection[StreamRun] = ()
        self._kept: dict[str, Once[Sequence[LeverObject] | None]] = {}

    def keep_fetched(self, runs: Collection[StreamRun]) -> None:
        """Remember what is fetched until `runs` are finished, for other streams that want the same parents."""
        self._kept_from = runs

    @property
    def runs(self) -> Collection[StreamRun]:
        return self._streams.keys()

    @property
    def held_run(self) -> StreamRun | None:
        return None if self._held is None else self._held.run

    def remember(self, run: StreamRun, state: ListingState) -> ChildMemory:
        self._memories[run] = self._streams[run].memory(state)
        return self._memories[run]

    def waiting(self, wanting: Collection[StreamRun]) -> list[StreamRun]:
        """Those of `wanting` that are not finished with an item before its children are read."""
        return [run for run in (*self._streams, self.held_run) if run is not None and run in wanting]

    def submit(
        self,
        item: Item,
        runs: Sequence[StreamRun],
        held: Sequence[Row],
        context: Context,
        done: Callable[[], None],
    ) -> None:
        """Read the children of `item` for `runs`, the streams waiting for them; then call `done`."""
        parent = self._source.reference(item)
        self._engine.submit(partial(self._read_listed, parent, runs, held, context, done), runs, CHILD)

    def submit_watched(self, runs: Collection[StreamRun], context: Callable[[], Context]) -> None:
        """Look again at the parents that `runs` watch, now that their listing is finished, which may have read some."""
        parents: dict[str, Parent] = {}
        watching: dict[str, list[StreamRun]] = defaultdict(list)
        for run in runs:
            if run in self._memories:
                for parent in self._memories[run].due():
                    parents[parent.id] = parent
                    watching[parent.id].append(run)
        for parent_id, parent in parents.items():
            self._engine.submit(
                partial(self._read_watched, parent, watching[parent_id], context), watching[parent_id], CHILD
            )

    def _read_listed(
        self,
        parent: Any,
        runs: Sequence[StreamRun],
        held: Sequence[Row],
        context: Context,
        done: Callable[[], None],
    ) -> None:
        made: list[Records] = []
        children = self._fetch(parent)
        if not isinstance(children, Unreadable):
            made = self._made(parent, children, runs, context, listed=True)
        if self._held is not None:
            if not isinstance(children, Unreadable) and children:
                held = [self._held.attach(row, children, context) for row in held]
            made.append(self._held.run.records(held))
        self._engine.put(made)
        for run in runs:
            run.extent.finish()
        done()

    def _read_watched(self, parent: Any, runs: Sequence[StreamRun], context: Callable[[], Context]) -> None:
        children = self._fetch(parent)
        if not isinstance(children, Unreadable):
            self._engine.put(self._made(parent, children, runs, context(), listed=False))

    def _fetch(self, parent: Any) -> Sequence[LeverObject] | Unreadable | None:
        if all(run.error is not None for run in self._streams):
            return Unreadable()
        fetched = Once(partial(self._source.fetch, parent))
        if any(run.tasks_left for run in self._kept_from):
            fetched = self._kept.setdefault(parent.id, fetched)
        else:
            fetched = self._kept.pop(parent.id, fetched)
        try:
            return fetched()
        except LeverError as error:
            for run in self._streams:
                self._engine.fail(run, error)
            return Unreadable()

    def _made(
        self,
        parent: Any,
        children: Sequence[LeverObject] | None,
        runs: Sequence[StreamRun],
        context: Context,
        *,
        listed: bool,
    ) -> list[Records]:
        made: list[Records] = []
        for run in runs:
            if run in self._streams and run.error is None:
                stream = self._streams[run]
                rows = [row for child in children or () for row in stream.made(parent, child, context)]
                memory = self._memories[run]
                sent = memory.emit(parent, children or (), rows, listed=listed)
                if children is None:
                    memory.forget(parent.id)
                made.append(run.records(sent))
        return made
