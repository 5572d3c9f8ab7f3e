from __future__ import annotations

from datetime import datetime

from reporting.hiring.periods import last_months, last_quarters


def test_given_a_day_then_the_last_period_is_the_one_it_lies_in() -> None:
    assert [month.name for month in last_months(3, datetime(2026, 1, 31))] == ["Nov 2025", "Dec 2025", "Jan 2026"]


def test_given_a_day_then_quarters_begin_with_their_first_month() -> None:
    quarters = last_quarters(3, datetime(2026, 3, 31, 23))

    assert [quarter.name for quarter in quarters] == ["Q3 2025", "Q4 2025", "Q1 2026"]
    assert [quarter.start for quarter in quarters] == [
        datetime(2025, 7, 1),
        datetime(2025, 10, 1),
        datetime(2026, 1, 1),
    ]
