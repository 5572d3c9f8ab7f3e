from __future__ import annotations

import pytest

from reporting.bars import Bar, Row, draw_bars
from unit_tests.reporting.drawn import Drawn

ROWS = [Row("Applied", [Bar(200, "200")]), Row("Phone screen", [Bar(50, "50 · 25%")])]


@pytest.mark.parametrize("width", [336, 500])
def test_given_values_then_bars_are_as_long_as_they_are_large(width: int) -> None:
    applied, screened = Drawn(draw_bars(ROWS, width, axis="Applications")).marks

    assert applied.width == pytest.approx(4 * screened.width, abs=0.3)
    assert applied.x + applied.width < width


def test_given_rows_then_labels_numbers_and_the_axis_can_be_read() -> None:
    texts = Drawn(draw_bars(ROWS, 500, axis="Applications", unit=" p")).texts

    assert {"Applied", "Phone screen", "200", "50 · 25%", "Applications", "0 p", "200 p"} <= set(texts)


def test_given_a_narrow_drawing_then_labels_stand_above_the_bars() -> None:
    wide, narrow = Drawn(draw_bars(ROWS, 500, axis="Rows")), Drawn(draw_bars(ROWS, 336, axis="Rows"))

    assert narrow.marks[0].x == 0 < wide.marks[0].x
    assert narrow.height > wide.height


def test_given_nothing_but_zeros_then_there_are_numbers_and_no_bars() -> None:
    drawn = Drawn(draw_bars([Row("Job site", [Bar(0, "0%")])], 500, axis="Share"))

    assert drawn.marks == []
    assert "0%" in drawn.texts


def test_given_a_bar_too_small_to_see_then_it_has_a_pixel() -> None:
    _, small = Drawn(draw_bars([Row("A", [Bar(1e6, "")]), Row("B", [Bar(1, "")])], 500, axis="Rows")).marks

    assert small.width == 1


def test_given_a_bar_that_reaches_on_then_the_axis_has_room_for_it() -> None:
    (mark,) = Drawn(draw_bars([Row("Offer", [Bar(5, "5 / 50", reach=50)])], 500, axis="Days")).marks

    assert mark.width < 500 / 5


def test_given_several_bars_in_a_row_then_each_has_its_colour_and_a_legend() -> None:
    row = Row("Referral", [Bar(30, "30%", "#111111"), Bar(10, "10%", "#222222")], detail="n = 90")
    drawn = Drawn(draw_bars([row], 500, axis="Share", legend=[("interviewed", "#111111"), ("hired", "#222222")]))

    assert [mark.color for mark in drawn.marks] == ["#111111", "#222222"]
    assert {"interviewed", "hired", "n = 90"} <= set(drawn.texts)
