"""Reads what hangs on each item of a list and costs a request per item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from source_lever_unified import troubles
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, LeverError, Missing
from source_lever_unified.sync.engine import CHILD, Engine, Gate
from source_lever_unified.sync.records import records
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.sublist import Answer, Fetched, NoList, Parent, Sublist
from source_lever_unified.sync.watch import BURIED, News, Watch
from source_lever_unified.unified.row import Row


@dataclass(frozen=True)
class Held:
    """A stream of the parent list whose rows wait for the children at `endpoint`, because they say something of them.

    They go out without when these credentials may not read the children, or Lever does not have the list. What may be
    read the next time fails the stream instead: what it left out would be missing for good.
    """

    stream: Selected
    endpoint: Endpoint

    @property
    def incomplete(self) -> str:
        """What becomes of the rows when they go out without."""
        return str(self.stream.stream.incomplete)

    def completed(self, rows: Sequence[Row], answer: Answer | None, account: Any) -> Sequence[Row]:
        if not isinstance(answer, Fetched) or not answer.items:
            return rows
        return [self.stream.stream.complete(row, answer.items, account) for row in rows]


@dataclass(frozen=True)
class Listed:
    """An item of the list for whose children `streams` wait, and the rows of the held stream among them."""

    parent: Parent
    streams: Collection[Selected]
    held_rows: Sequence[Row]
    done: Callable[[], None]


class Children:
    """The sub-lists that some streams share, read once per parent for all of them."""

    def __init__(
        self,
        engine: Engine,
        sublists: Mapping[Endpoint, Sublist],
        streams: Sequence[Selected],
        reference: Callable[[Any], Parent],
        held: Held | None = None,
    ) -> None:
        self.streams = streams
        self.held = held
        self.listing = Gate()
        """Shut while the parents are listed that these streams or the held one still want."""

        self._engine = engine
        self._sublists = sublists
        self._reference = reference
        self._memories: dict[Selected, Watch] = {}
        self._forbidden: set[Endpoint] = set()

    @property
    def waiting_streams(self) -> list[Selected]:
        """All that are not finished with an item before its children are read."""
        return [*self.streams, *([] if self.held is None else [self.held.stream])]

    def remember(self, stream: Selected, memory: Watch) -> None:
        self._memories[stream] = memory

    def submit(
        self,
        item: Any,
        streams: Sequence[Selected],
        held_rows: Sequence[Row],
        account: Any,
        done: Callable[[], None],
        *,
        first: bool,
    ) -> None:
        """Read the children of `item` for `streams`, which wait for them; then call `done`.

        `first`: other streams may meet the item again in a read that is made after this one.
        """
        listed = Listed(self._reference(item), streams, held_rows, done)
        if first:
            for sublist in self._sublists.values():
                sublist.keep(listed.parent)
        work = partial(self._read_listed, listed, account, again=not first)
        self._engine.submit(work, streams, CHILD, holds=[self.listing])

    def submit_watched(self, account: Callable[[], Any]) -> None:
        """Look again at the watched parents that no listing of this sync has brought.

        Called when all streams are finished with their listings, or have failed.
        """
        parents: dict[str, Parent] = {}
        watching: dict[str, list[Selected]] = defaultdict(list)
        for stream, memory in self._memories.items():
            if not self._engine.has_failed(stream):
                for parent in memory.due():
                    parents[parent.id] = parent
                    watching[parent.id].append(stream)
        gate = Gate()
        for parent_id, parent in parents.items():
            work = partial(self._read_watched, parent, watching[parent_id], account)
            self._engine.submit(work, watching[parent_id], CHILD, holds=[gate])
        self._engine.submit(self._end, self.streams, CHILD, after=gate)

    def _end(self) -> None:
        """The last parent was asked."""
        for endpoint, sublist in self._sublists.items():
            try:
                sublist.raise_if_missing()
            except Missing as missing:
                self._fail(endpoint, missing)

    def _read_listed(self, listed: Listed, account: Any, *, again: bool) -> None:
        wanting = self._alive(listed.streams)
        answers = self._answers(listed.parent, self._endpoints(wanting), again=again)
        self._emit(listed.parent, answers, [s for s in wanting if s in self._memories], account, listed=True)
        # Whoever looks at this parent again would ask for the same.
        watchers = [s for s, memory in self._memories.items() if s not in wanting and memory.watches(listed.parent.id)]
        self._emit(listed.parent, answers, self._alive(watchers), account, listed=False)
        held = self.held
        if held is not None and held.stream in wanting and not self._engine.has_failed(held.stream):
            answer = answers.get(held.endpoint)
            if answer is NoList.UNREADABLE:
                self._engine.warn_once(
                    held.stream, troubles.SOME_MISSING(path=held.endpoint.path, incomplete=held.incomplete)
                )
            self._engine.put_rows(held.stream, held.completed(listed.held_rows, answer, account))
        for stream in listed.streams:
            self._engine.extent(stream).finish()
        listed.done()

    def _read_watched(self, parent: Parent, streams: Sequence[Selected], account: Callable[[], Any]) -> None:
        answers = self._answers(parent, self._endpoints(self._alive(streams)), again=True)
        self._emit(parent, answers, self._alive(streams), account(), listed=False)

    def _alive(self, streams: Collection[Selected]) -> list[Selected]:
        return [stream for stream in streams if not self._engine.has_failed(stream)]

    def _endpoints(self, streams: Collection[Selected]) -> list[Endpoint]:
        """What must be asked for these streams."""
        needed = {endpoint for s in streams if s in self._memories for endpoint in s.stream.endpoints()}
        if self.held is not None and self.held.stream in streams:
            needed.add(self.held.endpoint)
        return [endpoint for endpoint in self._sublists if endpoint in needed]

    def _answers(self, parent: Parent, endpoints: Sequence[Endpoint], *, again: bool) -> dict[Endpoint, Answer]:
        answers: dict[Endpoint, Answer] = {}
        for endpoint in endpoints:
            try:
                answers[endpoint] = self._sublists[endpoint].read(parent, again=again)
            except LeverError as error:
                self._fail(endpoint, error)
        return answers

    def _fail(self, endpoint: Endpoint, error: LeverError) -> None:
        if isinstance(error, Forbidden):
            self._forbidden.add(endpoint)
        for stream in self.streams:
            if endpoint not in stream.stream.endpoints():
                continue
            if stream.stream.needs_one_of and isinstance(error, Forbidden) and self._needed(stream):
                self._engine.warn_once(stream, f"{error.message} {stream.stream.needs_one_of}")
            else:
                self._engine.fail(stream, error)
        held = self.held
        if held is not None and endpoint == held.endpoint:
            if isinstance(error, Forbidden | Missing):
                self._engine.warn_once(held.stream, f"{error.message} {held.incomplete}")
            else:
                self._engine.fail(held.stream, error)

    def _emit(
        self,
        parent: Parent,
        answers: Mapping[Endpoint, Answer],
        streams: Sequence[Selected],
        account: Any,
        *,
        listed: bool,
    ) -> None:
        """Send the rows of a parent for the streams all of whose sub-lists were read."""
        for stream in streams:
            own = {endpoint: answers[endpoint] for endpoint in stream.stream.endpoints() if endpoint in answers}
            if own and own.keys() >= self._needed(stream):
                self._emit_stream(parent, own, stream, account, listed=listed)

    def _needed(self, stream: Selected) -> set[Endpoint]:
        """The sub-lists without which nothing of a parent can be sent."""
        endpoints = set(stream.stream.endpoints())
        return endpoints - self._forbidden if stream.stream.needs_one_of else endpoints

    def _emit_stream(
        self, parent: Parent, answers: Mapping[Endpoint, Answer], stream: Selected, account: Any, *, listed: bool
    ) -> None:
        memory = self._memories[stream]
        if NoList.UNREADABLE in answers.values():
            self._engine.drop(stream, "list that could not be read")
            memory.owe(parent)
            return
        if NoList.NOT_EXPECTED in answers.values():
            memory.remember(parent.id, News())
            return
        fetched = {endpoint: answer for endpoint, answer in answers.items() if isinstance(answer, Fetched)}
        children = [child for answer in fetched.values() for child in answer.items]
        try:
            rows = list(_rows(stream, parent, fetched, account))
            news = memory.news(parent, children, rows, account, listed=listed)
        except Exception as error:
            self._engine.fail(stream, error)
            return
        if NoList.GONE in answers.values():
            self._engine.drop(stream, "parent that is gone")
            news = memory.burial(parent)
        elif len(fetched) < len(stream.stream.endpoints()) or not all(one.complete for one in fetched.values()):
            news = news.without_tombstones()
        self._engine.put([records(stream.name, news.rows)])
        # Only what is behind the queue is remembered: a state saved meanwhile must not vouch for more.
        memory.remember(parent.id, news)
        self._engine.drop(stream, "unchanged", news.unchanged)
        self._engine.drop(stream, "no longer watched after 90 days", news.forgotten)


def _rows(
    stream: Selected, parent: Parent, answers: Mapping[Endpoint, Fetched], account: Any
) -> Iterator[tuple[Row, str]]:
    """The rows of a parent's children, each with a fingerprint of what it says and hangs on."""
    owner = stream.stream.owner
    for endpoint, answer in answers.items():
        for child in answer.items:
            owned = "" if owner is None else "".join(map(fingerprint, owner.rows(child, parent, account)))
            for row in stream.stream.rows_from(endpoint, child, parent, account):
                yield row, BURIED if row["remote_deleted_at"] else fingerprint(row) + owned
