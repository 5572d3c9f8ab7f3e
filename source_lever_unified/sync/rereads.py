"""On which day each item of a list was last read again, though nothing said that it had changed.

Each day one of n parts of all items is read again, by the item's id; n may be changed. So the day is known for every
item from a few numbers, and all that hangs on an item can be dated by it, whichever stream reads it, also one that is
reset or added later. A row that is dated so is newer than all that was sent of the item before; what is older than it
is no longer there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.sync.state import Round

_DAY_0 = date(1970, 1, 1)
_DAY = timedelta(days=1)


def day_of(moment_ms: int) -> date:
    """UTC."""
    return _DAY_0 + timedelta(days=moment_ms // DAY_MS)


@dataclass(frozen=True)
class Rereads:
    """Some rounds of days on which parts were read again; in order, none said twice."""

    rounds: tuple[Round, ...] = ()

    def last(self, lever_id: str) -> int:
        """The beginning of the last day on which the item was read again, ms; 0 when it never was."""
        found = zlib.crc32(lever_id.encode(errors="replace"))
        days = [_last_day(one, found) for one in self.rounds]
        return max([(day - _DAY_0).days * DAY_MS for day in days if day is not None], default=0)

    def through(self, days: int, today: date, *, also_today: bool) -> Rereads:
        """With the part of today, and those of the days since the last that was read; of n = `days` parts.

        Where it begins and not `also_today`, it begins tomorrow: all is being read anyway.
        """
        going_on = [one for one in self.rounds if one.days == days and one.last >= max(r.last for r in self.rounds)]
        first = going_on[-1].first if going_on else today if also_today else today + _DAY
        if going_on and going_on[-1].last >= today:
            return self
        return Rereads.of([*self.rounds, Round(days=days, first=first, last=today)])

    @staticmethod
    def of(rounds: Iterable[Round]) -> Rereads:
        """All of them, without those that a later whole round makes meaningless."""
        merged: dict[int, Round] = {}
        for one in rounds:
            other = merged.get(one.days, one)
            merged[one.days] = Round(days=one.days, first=min(one.first, other.first), last=max(one.last, other.last))
        kept = [one for one in merged.values() if not any(_covers(later, one) for later in merged.values())]
        return Rereads(tuple(sorted(kept, key=lambda one: (one.last, one.days))))


NEVER = Rereads()


def _last_day(one: Round, found: int) -> date | None:
    back = ((one.last - _DAY_0).days - found) % one.days
    day = one.last - back * _DAY
    return day if day >= one.first else None


def _covers(later: Round, earlier: Round) -> bool:
    """Whether every item was read again in `later` after the last day of `earlier`."""
    return later.last - (later.days - 1) * _DAY > earlier.last and later.last - (later.days - 1) * _DAY >= later.first
