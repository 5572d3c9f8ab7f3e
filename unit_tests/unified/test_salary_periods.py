from __future__ import annotations

import pytest

from source_lever_unified.unified.salary_period import salary_period


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ("per-year-salary", "YEAR"),
        ("per-month-salary", "MONTH"),
        ("bi-week-salary", "TWO_WEEKS"),
        ("per-week-salary", "WEEK"),
        ("per-day-wage", "DAY"),
        ("per-hour-wage", "HOUR"),
        ("semi-month-salary", "semi-month-salary"),
        ("bi-month-salary", "bi-month-salary"),
        ("one-time", "one-time"),
        ("", None),
        (None, None),
    ],
)
def test_intervals_without_a_unified_word_pass_through(interval: str | None, expected: str | None) -> None:
    assert salary_period(interval) == expected
