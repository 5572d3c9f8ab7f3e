"""When things happen: people work in the daytime on weekdays, candidates apply when they have time."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random

from lever_sandbox.clock import DAY, HOUR, MINUTE

OPENING = 8 * HOUR
_FRIDAY = 4
#: How many applications arrive in each hour of the day, relative to each other.
_APPLYING = (
    *(1.0, 0.6, 0.4, 0.3, 0.3, 0.5, 1.0, 2.0, 4.0, 6.0, 7.0, 7.0),
    *(6.5, 6.0, 6.0, 6.0, 6.0, 5.5, 5.0, 5.5, 6.0, 6.0, 4.5, 2.5),
)
_APPLYING_UNTIL = tuple(accumulate(_APPLYING))


def weekday(local: int) -> int:
    """0 is Monday; the epoch began on a Thursday."""
    return (local // DAY + 3) % 7


def _next_week(rng: Random, day: int) -> int:
    """A day early in the week after: not everything that was left on a weekend is done on Monday."""
    return day + 7 - weekday(day * DAY) + int(rng.random() ** 1.5 * 4)


def _at_work(rng: Random, local: int, time_of_day: int) -> int:
    """`time_of_day` on the day of `local` if that is a working day and the time is still to come, else later."""
    day = local // DAY
    today = weekday(local)
    if today > _FRIDAY:
        day = _next_week(rng, day)
    elif day * DAY + time_of_day < local:
        day = day + 1 if today < _FRIDAY else _next_week(rng, day)
    return day * DAY + time_of_day


def working_moment(rng: Random, earliest: int, utc_offset: int) -> int:
    """A moment in office hours, on the day of `earliest` when there is time left, else on a working day after it."""
    # Around noon more happens than at either end of the day.
    time_of_day = OPENING + int((rng.random() + rng.random()) * 5 * HOUR)
    return _at_work(rng, earliest + utc_offset, time_of_day) - utc_offset


def meeting_time(rng: Random, earliest: int, utc_offset: int) -> int:
    """A full or half hour on which a meeting can begin, between nine and half past four, from `earliest` on."""
    time_of_day = OPENING + HOUR + int((rng.random() + rng.random()) * 8) * 30 * MINUTE
    return _at_work(rng, earliest + utc_offset, time_of_day) - utc_offset


def applying_moment(rng: Random, around: int, utc_offset: int) -> int:
    """When somebody applies who applies on the day of `around`: seldom at night, less at the weekend."""
    local = around + utc_offset
    day = local // DAY
    if weekday(local) > _FRIDAY and rng.random() < 0.45:
        day -= 3
    hour = bisect(_APPLYING_UNTIL, rng.random() * _APPLYING_UNTIL[-1])
    return day * DAY + hour * HOUR + int(rng.random() * HOUR) - utc_offset
