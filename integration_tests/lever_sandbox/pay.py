"""What people are paid: yearly pay in euros, in the currency and for the interval that a posting or an offer names."""

from __future__ import annotations

from math import floor, log10

#: What is paid in a currency for work that pays one euro: the rate of exchange and the level of wages in one.
_LEVELS = {"EUR": 1.0, "USD": 1.3, "BRL": 2.1, "JPY": 115.0}

#: Lever's words, and how many of each a year has. A `one-time` fee pays for two months of work.
PER_YEAR: dict[str, float] = {
    "per-year-salary": 1,
    "per-month-salary": 12,
    "semi-month-salary": 24,
    "bi-month-salary": 6,
    "bi-week-salary": 26,
    "per-week-salary": 52,
    "per-day-wage": 220,
    "per-hour-wage": 1760,
    "one-time": 6,
}


def amount(yearly_euros: float, currency: str, interval: str) -> float:
    """A round amount: 78,500 a year, 3,250 a month, 21.5 an hour."""
    exact = yearly_euros * _LEVELS[currency] / PER_YEAR[interval]
    step = 10 ** (floor(log10(exact)) - 1) / 2
    rounded = round(exact / step) * step
    return int(rounded) if rounded == int(rounded) else rounded
