"""Reads what hangs on each item of a list and costs a request per item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from source_lever_unified import troubles
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, LeverError, Missing
from source_lever_unified.sync.child_reads import COMPLETE
from source_lever_unified.sync.economy import Economy
from source_lever_unified.sync.engine import CHILD, Engine, Gate
from source_lever_unified.sync.files import Files
from source_lever_unified.sync.plan import Want
from source_lever_unified.sync.progress import Pass
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
    """An item of the list, the streams that wait for its children, with the sub-lists that are asked for them, and the
    rows of the held stream among them.
    """

    parent: Parent
    asked: Mapping[Selected, Collection[Endpoint]]
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
        held: Held | None,
        economy: Economy,
        files: Files | None = None,
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
        self._economy = economy
        self._files = files
        self._passes: Mapping[Selected, Pass] = {}
        self.endpoints = {stream: frozenset(stream.stream.endpoints()) for stream in streams}
        """Of all streams that are not finished with an item before its children are read."""
        if held is not None:
            self.endpoints[held.stream] = frozenset((held.endpoint,))

    def remember(self, stream: Selected, memory: Watch) -> None:
        self._memories[stream] = memory

    def begin(self, passes: Mapping[Selected, Pass]) -> None:
        """What the streams' passes over the list are, the held one's among them."""
        self._passes = passes

    def disproves(self, stream: Selected) -> bool:
        """Whether this sync saw that the stream leaves out children that are there."""
        return self._economy.disproves(self.endpoints[stream])

    def to_ask(
        self, item: Any, wants: Mapping[Selected, Want], is_new: Callable[[Selected, Any], bool], account: Any
    ) -> Mapping[Selected, Collection[Endpoint]]:
        """The sub-lists of an item to be asked for, for each stream that then waits for them.

        `is_new`: whether a stream never read the item before. What is asked for one stream, all of them get.
        """
        waiting = {stream: of for stream, of in self.endpoints.items() if stream in wants}
        choosy = [
            stream
            for stream in waiting
            if wants[stream] is Want.LEFT_OUT
            or (wants[stream] is Want.LISTED and self._passes[stream].mode != COMPLETE and is_new(stream, item))
        ]
        if not choosy:
            return waiting
        signs = self._economy.signs(item, account)
        lean = {stream: self._of_interest(stream, item.id, signs, wants[stream]) for stream in choosy}
        asked = frozenset().union(*{**waiting, **lean}.values())
        self._count_left_out({stream: of - asked for stream, of in waiting.items() if wants[stream] is Want.LISTED})
        return {
            stream: of & asked
            for stream, of in waiting.items()
            if of & asked and (wants[stream] is not Want.LEFT_OUT or lean[stream])
        }

    def _of_interest(self, stream: Selected, parent_id: str, signs: Hashable, want: Want) -> frozenset[Endpoint]:
        planned, endpoints = self._passes[stream], self.endpoints[stream]
        if want is Want.LEFT_OUT:
            before, now = planned.state.left_out or COMPLETE, planned.heals_to or COMPLETE
            return self._economy.left_out_before(endpoints, before, now, signs)
        return self._economy.to_ask(endpoints, planned.mode, parent_id, signs)

    def _count_left_out(self, left_out: Mapping[Selected, Collection[Endpoint]]) -> None:
        self._economy.count_left_out(frozenset().union(*left_out.values()))
        for stream, endpoints in left_out.items():
            if endpoints and stream in self._memories:
                self._engine.drop(stream, "candidates not asked for (`child_reads`)")

    def submit(
        self,
        item: Any,
        asked: Mapping[Selected, Collection[Endpoint]],
        held_rows: Sequence[Row],
        account: Any,
        done: Callable[[], None],
        *,
        first: bool,
        order: int = 0,
    ) -> None:
        """Read children of `item` for the streams that wait for them; then call `done`.

        `first`: other streams may meet the item again in a read that is made after this one. `order`: see
        `Engine.submit`.
        """
        listed = Listed(self._reference(item), asked, held_rows, done)
        if first:
            for sublist in self._sublists.values():
                sublist.keep(listed.parent)
        work = partial(self._read_listed, listed, account, again=not first)
        self._engine.submit(work, list(asked), CHILD, order=order, holds=[self.listing])

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
            self._economy.report(endpoint)
            try:
                sublist.raise_if_missing()
            except Missing as missing:
                self._fail(endpoint, missing)

    def _read_listed(self, listed: Listed, account: Any, *, again: bool) -> None:
        wanting = {stream: listed.asked[stream] for stream in self._alive(listed.asked)}
        # Whoever looks at this parent again would ask for the same, and maybe for more.
        watchers = self._whole(
            [s for s, of in self._memories.items() if s not in wanting and of.watches(listed.parent.id)]
        )
        answers = self._answers(listed.parent, self._sought({**wanting, **watchers}), again=again)
        for endpoint, heard in answers.items():
            self._economy.heed(endpoint, listed.parent.id, heard)
        # First, for others go by what they date.
        self._emit(listed.parent, answers, watchers, account, listed=False)
        own = {stream: of for stream, of in wanting.items() if stream in self._memories}
        self._emit(listed.parent, answers, own, account, listed=True)
        held = self.held
        if held is not None and held.stream in wanting and not self._engine.has_failed(held.stream):
            answer = answers.get(held.endpoint)
            if answer is NoList.UNREADABLE:
                self._engine.warn_once(
                    held.stream, troubles.SOME_MISSING(path=held.endpoint.path, incomplete=held.incomplete)
                )
            self._engine.put_rows(held.stream, held.completed(listed.held_rows, answer, account))
        for stream in listed.asked:
            self._engine.extent(stream).finish()
        listed.done()

    def _read_watched(self, parent: Parent, streams: Sequence[Selected], account: Callable[[], Any]) -> None:
        answers = self._answers(parent, self._sought(self._whole(streams)), again=True)
        self._emit(parent, answers, self._whole(streams), account(), listed=False)

    def _alive(self, streams: Collection[Selected]) -> list[Selected]:
        return [stream for stream in streams if not self._engine.has_failed(stream)]

    def _whole(self, streams: Collection[Selected]) -> dict[Selected, Collection[Endpoint]]:
        return {stream: self.endpoints[stream] for stream in self._alive(streams)}

    def _sought(self, asked: Mapping[Selected, Collection[Endpoint]]) -> list[Endpoint]:
        """What must be asked for these streams, always in the same order."""
        return [endpoint for endpoint in self._sublists if any(endpoint in of for of in asked.values())]

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
        asked: Mapping[Selected, Collection[Endpoint]],
        account: Any,
        *,
        listed: bool,
    ) -> None:
        """Send the rows of a parent for the streams all of whose sub-lists were read that were asked for."""
        # Owners first: what they date the others must not be older than.
        for stream, endpoints in sorted(asked.items(), key=lambda item: item[0].stream.owner is not None):
            own = {endpoint: answers[endpoint] for endpoint in stream.stream.endpoints() if endpoint in answers}
            if own and own.keys() >= self._needed(stream).intersection(endpoints):
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
            # Also what one odd answer says of a parent that does have a list: believed when the next sync hears it too.
            if memory.owed_before(parent.id):
                memory.remember(parent.id, News())
            else:
                memory.owe(parent)
            return
        fetched = {endpoint: answer for endpoint, answer in answers.items() if isinstance(answer, Fetched)}
        children = [child for answer in fetched.values() for child in answer.items]
        try:
            rows = list(_rows(stream, parent, fetched, account))
            at_least = self._dated_by_others(parent, stream, listed=listed)
            news = memory.news(parent, children, rows, account, listed=listed, at_least=at_least)
        except Exception as error:
            self._engine.fail(stream, error)
            return
        if NoList.GONE in answers.values():
            self._engine.drop(stream, "parent that is gone")
            news = memory.burial(parent)
        elif len(fetched) < len(stream.stream.endpoints()) or not all(one.complete for one in fetched.values()):
            news = news.without_tombstones()
        if self._files is None or not stream.include_files:
            self._engine.put([records(stream.name, news.rows)])
            # Only what is behind the queue is remembered: a state saved meanwhile must not vouch for more.
            memory.remember(parent.id, news)
        elif not self._send_with_files(self._files, parent, news, stream):
            return
        self._engine.drop(stream, "unchanged", news.unchanged)
        self._engine.drop(stream, "no longer watched after 90 days", news.forgotten)

    def _send_with_files(self, files: Files, parent: Parent, news: News, stream: Selected) -> bool:
        """Send rows with their content; False when the stream failed over it.

        A parent some of whose files may be got another time is looked at again by the next sync.
        """
        memory = self._memories[stream]
        try:
            attached = files.attach(stream, parent, news.living)
        except Exception as error:
            self._engine.fail(stream, error)
            return False
        self._engine.put([records(stream.name, news.rows, attached.references)])
        if not attached.missing:
            memory.remember(parent.id, news)
        elif not memory.owe(parent, news):
            self._engine.drop(stream, "files given up after 90 days", attached.missing)
        return True

    def _dated_by_others(self, parent: Parent, stream: Selected, *, listed: bool) -> int:
        """When the rows that these hang on were last sent because they had changed by themselves, ms.

        What is no longer remembered of them is at most as new as the last complete pass of their stream. That matters
        when these are `listed`: what is looked at again is remembered.
        """
        owner = stream.stream.owner
        owners = [other for other in self._memories if owner is not None and isinstance(other.stream, owner)]
        seen = [self._memories[other].seen_to_change_at(parent.id) for other in owners]
        begins = listed and self._passes[stream].since_ms is None
        passes = [self._passes[other].state.synced_at or 0 for other in owners if begins]
        return max([*seen, *passes], default=0)


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
