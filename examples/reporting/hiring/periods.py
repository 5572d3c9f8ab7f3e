"""The last months and quarters, and how they are written below a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Period:
    start: datetime
    label: Sequence[str]

    @property
    def name(self) -> str:
        return " ".join(self.label)


def last_months(count: int, as_of: datetime) -> list[Period]:
    return [Period(start, (f"{start:%b}", f"{start:%Y}")) for start in _starts(count, 1, as_of)]


def last_quarters(count: int, as_of: datetime) -> list[Period]:
    return [Period(start, (f"Q{start.month // 3 + 1}", f"{start:%Y}")) for start in _starts(count, 3, as_of)]


def _starts(count: int, months: int, as_of: datetime) -> list[datetime]:
    """The beginnings of that many periods; the last is the one that `as_of` lies in."""
    newest = (as_of.year * 12 + as_of.month - 1) // months
    firsts = [(newest - back) * months for back in reversed(range(count))]
    return [datetime(first // 12, first % 12 + 1, 1) for first in firsts]
