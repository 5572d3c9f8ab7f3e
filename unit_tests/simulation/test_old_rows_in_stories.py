"""Opportunities from before Lever had `updatedAt` keep a null in it when somebody interacts. They arrive even so."""

from __future__ import annotations

from unit_tests.simulation.changes import OLD_ROWS, USUAL
from unit_tests.simulation.examples import hold
from unit_tests.simulation.promises import nothing_is_lost
from unit_tests.simulation.stories import stories


def test_interactions_that_updated_at_does_not_tell_arrive_within_a_day() -> None:
    hold(nothing_is_lost, stories(kinds=(OLD_ROWS, "edit opportunity", "create opportunity")), examples=12)


def test_old_rows_among_all_others() -> None:
    hold(nothing_is_lost, stories(kinds=(OLD_ROWS, *USUAL)), examples=12)
