"""What must hold in every story."""

from __future__ import annotations

from unit_tests.simulation.story import Story, new_world, play, run


def nothing_is_lost(story: Story) -> None:
    """In the end the destination equals the account; nothing that lives was ever buried."""
    play(story)


def nothing_is_asked_twice(story: Story) -> None:
    """Within a sync, while the account stays as it is and Lever answers as it should."""
    world = new_world(story)
    run(story, world)
    assert not world.asked_twice, f"Asked twice within a sync: {world.asked_twice}"


def a_cut_ends_quietly(story: Story) -> None:
    """When the reader goes, every thread comes to its end, and none by an exception."""
    world = new_world(story)
    run(story, world)
    assert not world.died_after_the_end, world.died_after_the_end[0]
