from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from source_lever_unified.unified.values import text, word

_PERIODS: Mapping[str | None, str] = {
    "per-year-salary": "YEAR",
    "per-month-salary": "MONTH",
    "bi-week-salary": "TWO_WEEKS",
    "per-week-salary": "WEEK",
    "per-day-wage": "DAY",
    "per-hour-wage": "HOUR",
}


def salary_period(interval: Any) -> str | None:
    """The unified word for one of Lever's pay intervals, else Lever's own: some mean things no unified word
    does.
    """
    return _PERIODS.get(word(interval)) or text(interval)
