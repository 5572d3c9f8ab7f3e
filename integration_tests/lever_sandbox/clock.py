"""The account's clock: every mutation is stamped with it."""

from __future__ import annotations

import time

#: The instant generated data looks back from (2025-07-01T00:00:00Z), epoch ms. A constant, so that the same
#: arguments give the same bytes on any day, and in the past, so that no client's clock is behind the data.
DATA_NOW = 1_751_328_000_000

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """Epoch milliseconds, UTC.

    Runs with the wall clock until it is set to an instant, where it then stands still.
    """

    def __init__(self, fixed: int | None = None) -> None:
        self._fixed = fixed
        self._offset = 0

    def now(self) -> int:
        if self._fixed is not None:
            return self._fixed
        return time.time_ns() // 1_000_000 + self._offset

    def set(self, instant: int | None) -> None:
        """Stop the clock at `instant` (epoch ms); `None` lets it run with the wall clock again."""
        self._fixed = instant
        self._offset = 0

    def advance(self, milliseconds: int) -> None:
        """Move on by `milliseconds`; a running clock goes on running, ahead of the wall clock."""
        if self._fixed is not None:
            self._fixed += milliseconds
        else:
            self._offset += milliseconds
