"""How often a listing says how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from source_lever_unified.sync.engine import LISTING, Engine
from source_lever_unified.sync.memory import Memory
from source_lever_unified.sync.progress import Frontier, Pass, Progress, Read
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState, Part
from unit_tests.sync.simple_streams import engine_of, selected, states

READ = Read("updated", 1)


class KnownPart(Part):
    known: Sequence[int]


class Known(Memory):
    def __init__(self, size: int) -> None:
        self._size = size

    @property
    def size(self) -> int:
        return self._size

    def part(self, *, finished: bool) -> KnownPart:  # noqa: ARG002
        return KnownPart(known=range(self._size))


def progress_of(
    engine: Engine, stream: Selected, memory: Memory | None = None, *, planned: Pass | None = None
) -> Progress:
    return Progress(engine, stream, planned or Pass(ListingState(), {READ: Frontier()}), lambda: 1, memory)


def checkpoints(pages: int, memory: Memory | None = None) -> list[int]:
    """After how many pages of one read there was a state message."""
    stream = selected("offers")
    engine = engine_of([stream])
    progress = progress_of(engine, stream, memory)

    def finish_all() -> None:
        frontier = progress.frontier(READ)
        for page in range(pages):
            progress.finish_page(READ, frontier, page, "next")

    engine.submit(finish_all, (stream,), LISTING)
    return [state["reading"]["open"][0]["pages"] for state in states(engine.messages())]


def test_given_the_first_pages_then_each_is_a_checkpoint_and_later_every_fifth() -> None:
    saved = checkpoints(100)

    gaps = [after - before for before, after in zip([0, *saved], saved, strict=False)]
    assert gaps[:8] == [1] * 8
    assert gaps == sorted(gaps)
    assert gaps[-1] == 5


@pytest.mark.parametrize(("entries", "pages_apart"), [(100, 5), (500, 5), (1200, 12), (5000, 50)])
def test_given_much_to_remember_then_it_is_said_less_often(entries: int, pages_apart: int) -> None:
    saved = checkpoints(1000, Known(entries))

    assert saved[-1] - saved[-2] == pages_apart


def test_given_a_kill_at_any_page_then_a_fifth_of_the_pages_at_most_is_read_again() -> None:
    saved = checkpoints(1000, Known(5000))

    assert all(after - before <= max(1, after / 5) for before, after in zip([0, *saved], saved, strict=False))


def test_given_a_read_that_was_begun_again_then_pages_of_the_old_chain_count_for_nothing() -> None:
    stream = selected("candidates")
    engine = engine_of([stream])
    progress = progress_of(engine, stream)
    refused = progress.frontier(READ)

    begun_again = progress.restart(READ)

    assert not progress.finish_page(READ, refused, 0, None)
    assert progress.frontier(READ).pages == 0
    assert progress.finish_page(READ, begun_again, 0, None)


def test_given_a_straggler_of_a_read_that_is_finished_then_it_changes_nothing() -> None:
    stream = selected("candidates")
    engine = engine_of([stream])
    progress = progress_of(engine, stream)
    refused = progress.frontier(READ)
    progress.finish_page(READ, progress.restart(READ), 0, None)

    assert not progress.finish_page(READ, refused, 3, "token")


def test_given_reads_that_are_left_then_no_last_state_says_that_the_pass_is_complete() -> None:
    stream = selected("candidates")
    progress = progress_of(engine_of([stream]), stream)

    with pytest.raises(RuntimeError):
        progress.final_state()


def test_given_a_feed_of_deletions_that_could_not_be_read_then_the_state_says_from_when_on() -> None:
    stream = selected("candidates")
    before = ListingState(synced_at=1_000_000, old_at=500_000)
    progress = progress_of(engine_of([stream]), stream, planned=Pass(before, {}))

    progress.miss_deletions(900_000)
    assert progress.final_state() == {
        "synced_at": "1970-01-01T00:00:00.001Z",
        "old_at": "1970-01-01T00:08:20.000Z",
        "deletions_at": "1970-01-01T00:15:00.000Z",
    }

    progress.read_deletions()
    assert "deletions_at" not in progress.final_state()
