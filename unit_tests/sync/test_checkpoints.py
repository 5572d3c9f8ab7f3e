"""How often a listing says how far it has come."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest
from airbyte_cdk.models import AirbyteMessage

from source_lever_unified.sync.engine import LISTING, Engine, StreamRun
from source_lever_unified.sync.progress import Frontier, Progress, Read
from source_lever_unified.sync.state import ListingState

READ = Read("updated", 1)


@dataclass
class Remembered:
    size: int

    def save_to(self, state: ListingState) -> None:
        state.known = {str(number): "" for number in range(self.size)}


def checkpoints(pages: int, logger: logging.Logger, memory: Remembered | None = None) -> list[int]:
    """After how many pages of one read there was a state message."""
    run = StreamRun("offers")
    engine = Engine([run], 1, logger)
    progress = Progress(engine, run, lambda: 1, None, {READ: Frontier()}, memory)

    def finish_all() -> None:
        for page in range(pages):
            progress.finish_page(READ, page, "next")

    engine.submit(finish_all, (run,), LISTING)
    states = [said.state for said in engine.messages() if isinstance(said, AirbyteMessage) and said.state is not None]
    streams = [state.stream for state in states if state.stream is not None]
    return [vars(stream.stream_state)["reading"]["open"][0]["pages"] for stream in streams]


def test_given_the_first_pages_then_each_is_a_checkpoint_and_later_every_fifth(logger: logging.Logger) -> None:
    saved = checkpoints(100, logger)

    gaps = [after - before for before, after in zip([0, *saved], saved, strict=False)]
    assert gaps[:8] == [1] * 8
    assert gaps == sorted(gaps)
    assert gaps[-1] == 5


@pytest.mark.parametrize(("entries", "pages_apart"), [(100, 5), (500, 5), (1200, 12), (5000, 50)])
def test_given_much_to_remember_then_it_is_said_less_often(
    logger: logging.Logger, entries: int, pages_apart: int
) -> None:
    saved = checkpoints(1000, logger, Remembered(entries))

    assert saved[-1] - saved[-2] == pages_apart


def test_given_a_kill_at_any_page_then_a_fifth_of_the_pages_at_most_is_read_again(logger: logging.Logger) -> None:
    saved = checkpoints(1000, logger, Remembered(5000))

    assert all(after - before <= max(1, after / 5) for before, after in zip([0, *saved], saved, strict=False))
