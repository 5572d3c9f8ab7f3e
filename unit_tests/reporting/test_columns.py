from __future__ import annotations

import pytest

from reporting.columns import Column, Limit, Range, draw_columns, draw_ranges
from unit_tests.reporting.drawn import Drawn

SERIES = [("accepted", "#111111"), ("declined", "#222222")]


def drawn(columns: list[Column], width: int = 500, limit: Limit | None = None) -> Drawn:
    return Drawn(draw_columns(columns, width, series=SERIES, axis="Offers", time_axis="Quarter", limit=limit))


def test_given_parts_then_they_stand_on_each_other() -> None:
    accepted, declined = drawn([Column(["Q1", "2026"], (3, 1), "75%")]).marks

    assert accepted.height == pytest.approx(3 * declined.height, abs=0.2)
    assert declined.y + declined.height == pytest.approx(accepted.y, abs=0.2)


def test_given_columns_then_periods_notes_and_axes_can_be_read() -> None:
    texts = drawn([Column(["Q1", "2026"], (3, 1), "75%"), Column(["Q2", "2026"], (0, 0))]).texts

    assert {"Q1", "Q2", "2026", "75%", "Offers", "Quarter", "accepted", "declined"} <= set(texts)


def test_given_many_columns_then_only_labels_that_fit_are_written_and_the_newest_is() -> None:
    texts = drawn([Column([f"Q{number}"], (1, 0)) for number in range(100)], width=336).texts

    assert "Q99" in texts
    assert len([text for text in texts if text.startswith("Q")]) < 20


def test_given_notes_that_do_not_fit_then_none_is_written() -> None:
    texts = drawn([Column(["x"], (number, 0), f"{number:,}") for number in range(1000, 1040)], width=336).texts

    assert not any(text.startswith("1,0") and text != "1,000" for text in texts)


def test_given_a_limit_above_all_columns_then_the_axis_reaches_it() -> None:
    mark, _ = drawn([Column(["1"], (5, 5))], limit=Limit(100, "the limit")).marks

    assert mark.height < 190 / 10


def test_given_ranges_then_boxes_go_from_low_to_high_and_gaps_stay() -> None:
    ranges = [Range(["Q1"], 10, 20, 40, "20"), None, Range(["Q3"], 20, 30, 35, "30")]
    canvas = draw_ranges(ranges, [["Q1"], ["Q2"], ["Q3"]], 500, axis="Days", time_axis="Quarter")

    first, third = Drawn(canvas).marks
    assert first.height == pytest.approx(2 * third.height, abs=0.2)
    assert first.tip == "Q1: median 20, from 10 to 40"
    assert {"Q2", "20", "30"} <= set(Drawn(canvas).texts)
