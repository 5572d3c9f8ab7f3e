"""A story: an account, some syncs that go through a lot, then some calm ones, and what must be true at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unit_tests.simulation.account import BEGIN_MS, Candidacy, Vacancy, new_account
from unit_tests.simulation.brief import Brief
from unit_tests.simulation.destination import STREAMS
from unit_tests.simulation.expected import expected_rows
from unit_tests.simulation.world import Sync, World, application_ids_with_offers

HOURS_MINUTES = 60

CALM = (Sync(wait_minutes=5), Sync(wait_minutes=26 * HOURS_MINUTES))
"""The first finishes what was cut off, the second reads what changed meanwhile and what is read once a day."""

AS_OF_THE_READ = {
    "applications": ("offer_id", "rejection_reason_name", "stage"),
    "jobs": ("hiring_team",),
}
"""Names and ids that are copied from other rows as of the last read of the row."""


@dataclass(frozen=True, repr=False)
class Story(Brief):
    """`careful`: after an attempt that did not end well, people take nothing off quietly before one does.

    Rows that were delivered after the last state message are unknown to the next attempt. One that goes before that
    attempt reads its parent, and whose parent does not say so, cannot be found gone.
    """

    candidacies: tuple[Candidacy, ...]
    vacancies: tuple[Vacancy, ...]
    syncs: tuple[Sync, ...]
    lookback_minutes: int = 10
    lists_internal: bool = True
    careful: bool = True


def play(story: Story, *, tracing: bool = False) -> World:
    """Play it to its end and compare the destination with the account.

    Raises:
        AssertionError: something was lost, buried or is not true at the end, or the connector has a bug.
    """
    world = new_world(story, tracing=tracing)
    run(story, world)
    check_complete(world, story)
    return world


def run(story: Story, world: World) -> None:
    for sync in story.syncs:
        world.run(sync)
    for sync in CALM:
        world.run(sync, calm=True)


def new_world(story: Story, *, tracing: bool = False) -> World:
    clock: list[World] = []
    account = new_account(
        story.candidacies,
        story.vacancies,
        lambda: clock[0].tick(),
        lists_internal=story.lists_internal,
    )
    world = World(account, lookback_minutes=story.lookback_minutes, careful=story.careful, tracing=tracing)
    clock.append(world)
    assert world.now_ms == BEGIN_MS
    return world


def check_complete(world: World, story: Story) -> None:
    """What is current in the destination is what the account holds, by its ids and by a fresh read."""
    expected = expected_rows(world.account)
    current = {stream: world.destination.current(stream) for stream in STREAMS}
    for stream in STREAMS:
        missing = [name for row_id, name in expected[stream].items() if row_id not in current[stream]]
        assert not missing, f"Missing for good: {stream} {missing}"
        untrue = [_ids(row) for row_id, row in current[stream].items() if row_id not in expected[stream]]
        assert not untrue, f"Still current, though gone: {stream} {untrue}"
    fresh = World(world.account, now_ms=world.now_ms)
    fresh.run(Sync(), calm=True)
    for stream in STREAMS:
        for row_id, row in fresh.destination.current(stream).items():
            difference = _difference(stream, current[stream][row_id], row)
            assert not difference, f"Stale for good: {stream} {expected[stream][row_id]}: {difference}"
    if _offers_always_read(story):
        for row_id in application_ids_with_offers(world.account):
            offer = current["applications"][row_id]["offer_id"]
            assert offer is not None, f"Without its offer for good: {current['applications'][row_id]['remote_id']}"


NOT_THERE = ("403", "404")
"""Answers after which an application goes out without its offer: nothing says that there will ever be another."""


def _offers_always_read(story: Story) -> bool:
    """Whether no application was read where offers were not wanted, or Lever said that there is no reading them."""
    return all(
        ("offers" in sync.streams or "applications" not in sync.streams)
        and not any(odd.endpoint == "/opportunities/:id/offers" and odd.kind in NOT_THERE for odd in sync.oddities)
        for sync in story.syncs
    )


def _ids(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in ("id", "remote_id") or name.endswith("_id")}


def _difference(stream: str, there: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    left_out = {"changed_at", "remote_data", *AS_OF_THE_READ.get(stream, ())}
    names = [name for name in row if name not in left_out and there.get(name) != row[name]]
    return ", ".join(f"{name} is {there.get(name)!r} and should be {row[name]!r}" for name in names)
