"""How many stories a property is held against: a few, always the same, or as many as the minutes allow.

`SIMULATION_MINUTES=5` plays each property for so long, with new stories every time; with `SIMULATION_SEED=7` as well,
the same again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from unit_tests.simulation.story import Story

MINUTES = float(os.environ.get("SIMULATION_MINUTES", "0"))
_STORIES_PER_SEED = 50
_SECONDS_TO_SHRINK = 20.0


def hold(promise: Callable[[Story], object], stories: st.SearchStrategy[Story], *, examples: int) -> None:
    """Tell stories until one breaks the promise; that one is shrunk and shown."""

    broken_by: dict[str, float] = {}

    def holds(story: Story) -> None:
        since = next(iter(broken_by.values()), time.monotonic())
        if time.monotonic() > since + _SECONDS_TO_SHRINK and repr(story) not in broken_by:
            return  # the shortest story so far will do
        try:
            promise(story)
        except Exception:
            broken_by[repr(story)] = time.monotonic()
            raise

    common: dict[str, Any] = {
        "deadline": None,
        "database": None,
        "suppress_health_check": list(HealthCheck),
        "phases": (Phase.generate, Phase.shrink),
        "report_multiple_bugs": False,
    }
    if not MINUTES:
        settings(max_examples=examples, derandomize=True, **common)(given(story=stories)(holds))()
    for number in _seeds():
        print(f"SIMULATION_SEED={number}")
        settings(max_examples=_STORIES_PER_SEED, **common)(seed(number)(given(story=stories)(holds)))()


def _seeds() -> Iterator[int]:
    number = int(os.environ.get("SIMULATION_SEED", time.time_ns() % 1_000_000))
    end = time.monotonic() + 60 * MINUTES
    while time.monotonic() < end:
        yield number
        number += 1
