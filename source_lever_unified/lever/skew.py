"""How far this machine's clock is ahead of Lever's.

The next sync asks for what was updated since this one began, and Lever answers by its own clock. If ours is ahead, what
is updated between the two would never be asked for; if it is behind, some is read twice, which does no harm.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from source_lever_unified import troubles
from source_lever_unified.lever.dates import header_seconds

IGNORED_MS = 5_000
"""`Date` is cut to the second, and an answer takes its time."""
LEVERS_START = 1_325_376_000
"""2012. A clock before that is nobody's, and every sync would read all there is."""


class ClockSkew:
    """Compares the clocks by the `Date` of the first answer that has one; Lever does not document the header."""

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.time) -> None:
        self._logger = logger
        self._clock = clock
        self._compared = False
        self.ahead_ms = 0
        """0 when this clock is right, behind, or cannot be compared."""

    def compare(self, date: str | None) -> None:
        if self._compared:
            return
        levers = header_seconds(date)
        if levers is None or levers < LEVERS_START:
            return
        self._compared = True
        ahead_ms = round(1000 * (self._clock() - levers))
        if ahead_ms > IGNORED_MS:
            self.ahead_ms = ahead_ms
            self._logger.warning(troubles.CLOCK_AHEAD(seconds=ahead_ms // 1000))
