"""What hangs on a parent is asked for once, also when two streams want it at the same moment."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from source_lever_unified.lever.client import LeverObject
from source_lever_unified.sync.children import Children, ChildRows, ChildSource
from source_lever_unified.sync.engine import Engine, StreamRun
from source_lever_unified.sync.records import Records, Row
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.watch import Parent


class Forgetful:
    """Passes every row on and watches nothing."""

    size = 0

    def due(self) -> Iterator[Parent]:
        return iter(())

    def emit(
        self,
        parent: Any,  # noqa: ARG002
        children: Sequence[Any],  # noqa: ARG002
        rows: Iterable[tuple[Row, str]],
        *,
        listed: bool,  # noqa: ARG002
    ) -> list[Row]:
        return [row for row, _ in rows]

    def forget(self, parent_id: str) -> None: ...

    def save_to(self, state: ListingState) -> None: ...


class PostingId(str):
    @property
    def id(self) -> str:
        return str(self)


def test_given_an_update_and_a_backfill_that_want_one_form_at_once_then_it_is_fetched_once(
    logger: logging.Logger,
) -> None:
    updating, beginning = StreamRun("job_screening_questions"), StreamRun("screening_questions")
    engine = Engine([updating, beginning], 2, logger)
    fetched: list[str] = []
    both_are_there = threading.Barrier(2)

    def fetch(posting: PostingId) -> Sequence[LeverObject]:
        fetched.append(posting.id)
        return [{"id": "form"}]

    def reference(posting: str) -> PostingId:
        both_are_there.wait(timeout=10)
        return PostingId(posting)

    def rows(form: LeverObject, posting: PostingId, _: None) -> list[Row]:
        return [{"id": f"{posting.id} {form['id']}"}]

    streams = [ChildRows(run, rows, lambda _: Forgetful()) for run in (updating, beginning)]
    children = Children(engine, ChildSource(reference, fetch), streams)
    children.keep_fetched([updating])
    for run in (updating, beginning):
        children.remember(run, ListingState())

    def want(run: StreamRun) -> None:
        children.submit("posting", [run], [], None, lambda: None)

    engine.submit(lambda: want(updating), (updating,), 0)
    engine.submit(lambda: want(beginning), (beginning,), 0)
    emitted = [said.stream for said in engine.messages() if isinstance(said, Records)]

    assert fetched == ["posting"]
    assert sorted(emitted) == ["job_screening_questions", "screening_questions"]
