"""The years an account looks back on, in which it grew."""

from __future__ import annotations

from math import exp, log

from lever_sandbox.clock import DAY

YEAR = 365 * DAY
#: How far back ordinary records reach.
HISTORY = 2_370 * DAY
#: When the company came to Lever, counted from the beginning: what is older was imported with its dates.
GO_LIVE_AFTER = 270 * DAY
#: 2020-09-01: Lever introduced `updatedAt` in 2020-06 and widened it until 2020-08. Recorded: what was created since
#: has one from birth, most of what is older has null in it.
UPDATED_AT_SINCE = 1_598_918_400_000
#: Candidates of a year, beside the year before: from a few a week to many.
GROWTH = 1.75


def moment_of(share: float, now: int, growth: float = GROWTH) -> int:
    """The time before which `share` of all ordinary records were created: 0 is the beginning, 1 is `now`."""
    if growth == 1:
        return now - HISTORY + int(share * HISTORY)
    rate = log(growth) / YEAR
    return now - HISTORY + int(log(1 + share * (exp(rate * HISTORY) - 1)) / rate)
