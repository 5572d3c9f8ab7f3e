"""`python -m unit_tests.simulation.replay "Story(...)"` plays a story and prints every request, message and switch."""

from __future__ import annotations

import sys

from unit_tests.simulation.account import Candidacy, Vacancy
from unit_tests.simulation.changes import Change
from unit_tests.simulation.oddities import Oddity
from unit_tests.simulation.story import Story, check_complete, new_world, run
from unit_tests.simulation.world import Cut, Schedule, Sync

_NAMES = {kind.__name__: kind for kind in (Candidacy, Change, Cut, Oddity, Schedule, Story, Sync, Vacancy)}


def main(text: str) -> int:
    story: Story = eval(text.removeprefix("story="), {**_NAMES, "__builtins__": {}})
    world = new_world(story, tracing=True)
    broken: AssertionError | None = None
    try:
        run(story, world)
        check_complete(world, story)
    except AssertionError as found:
        broken = found
    print(world.told())
    print(f"\nBroken: {broken}" if broken else "\nNothing is lost.")
    for key in world.asked_twice:
        print(f"Asked twice: {key}")
    for death in world.died_after_the_end:
        print(f"Died after the end: {death}")
    return 1 if broken or world.asked_twice or world.died_after_the_end else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else sys.stdin.read()))
