from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.scale import scale


def test_given_the_highest_value_then_it_ends_where_the_axis_does() -> None:
    assert scale(1069, 300, pixels_per_tick=70)(1069) == 300


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(1069, [0, 500, 1000]), (26, [0, 10, 20]), (9, [0, 2.5, 5, 7.5]), (0, [0, 0.25, 0.5, 0.75, 1])],
)
def test_given_a_highest_value_then_ticks_are_round(highest: float, ticks: list[float]) -> None:
    assert scale(highest, 290, pixels_per_tick=70).ticks == ticks


def test_given_whole_things_then_no_tick_is_a_half() -> None:
    assert scale(2, 300, pixels_per_tick=30, whole=True).ticks == [0, 1, 2]


@given(st.floats(min_value=0, max_value=1e9), st.floats(min_value=40, max_value=1000), st.booleans())
def test_given_any_values_then_all_ticks_are_on_the_axis(highest: float, length: float, whole: bool) -> None:
    axis = scale(highest, length, pixels_per_tick=70, whole=whole)

    assert axis.ticks[0] == 0
    assert len(axis.ticks) >= 2
    assert all(0 <= axis(tick) <= length + 1e-6 for tick in axis.ticks)
