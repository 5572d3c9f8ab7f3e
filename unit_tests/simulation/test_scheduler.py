"""The simulated threads themselves."""

from __future__ import annotations

from functools import partial

import pytest

from unit_tests.simulation.scheduler import Scheduler, Stuck
from unit_tests.simulation.threads import Lock, Queue


def scheduler(*, seed: int = 0, stir: int = 0) -> Scheduler:
    return Scheduler(seed=seed, stir=stir, network=0, now_ns=0)


def test_a_deadlock_is_reported_with_who_waits_for_what() -> None:
    world = scheduler(seed=1, stir=100)
    first, second = Lock(world), Lock(world)

    def take(one: Lock, other: Lock) -> None:
        with one:
            world.pause("between the locks")
            with other:
                pass

    for _ in range(20):
        world.spawn("left", lambda: take(first, second))
        world.spawn("right", lambda: take(second, first))
    with pytest.raises(Stuck, match=r"waits for a lock that (left|right) holds"):
        world.finish_all()
    world.abandon()


def test_a_timeout_fires_only_when_nobody_else_can_run() -> None:
    world = scheduler()
    items = Queue(world)
    got: list[str] = []

    def send() -> None:
        for _ in range(100):
            world.pause("something else")
        items.put("an item")

    world.spawn("sender", send)
    got.append(items.get(timeout=0.001))
    assert got == ["an item"]
    assert world.now_ns == 0
    world.finish_all()


def order_of_two(seed: int) -> list[str]:
    world = scheduler(seed=seed, stir=50)
    seen: list[str] = []

    def work(name: str) -> None:
        for _ in range(5):
            world.pause("a step")
            seen.append(name)

    for name in ("left", "right"):
        world.spawn(name, partial(work, name))
    world.finish_all()
    return seen


def test_a_seed_decides_who_runs_when() -> None:
    assert order_of_two(1) == order_of_two(1)
    assert len({tuple(order_of_two(seed)) for seed in range(20)}) > 5


def test_a_thread_that_dies_is_told() -> None:
    world = scheduler()

    def fail() -> None:
        raise RuntimeError("out of luck")

    world.spawn("worker", fail)
    world.finish_all()
    assert "out of luck" in world.deaths[0]
