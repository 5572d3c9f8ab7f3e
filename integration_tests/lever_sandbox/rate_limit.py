"""Lever's token bucket per credential, and what a client made of it."""

from __future__ import annotations

from lever_sandbox.jsontypes import Json

DOCUMENTED_RPS = 10.0
DOCUMENTED_BURST = 20.0


class TokenBucket:
    """Counts in any case; refuses only when a rate is set.

    With no rate set it keeps the books at Lever's documented 10 per second, bursts of 20, so that a run
    without a limit still tells how many of its requests Lever would have refused.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._level: float | None = None
        self._refilled = 0.0
        self._first = 0.0
        self._last = 0.0
        self.taken = 0
        self.refused = 0
        self.over = 0

    @property
    def asked(self) -> bool:
        return self._level is not None

    def take(self, now: float, rps: float | None, burst: float) -> bool:
        """Ask for one token at `now` (seconds, monotonic); False means 429."""
        rate, capacity = (DOCUMENTED_RPS, DOCUMENTED_BURST) if rps is None else (rps, burst)
        if self._level is None:
            self._level, self._refilled, self._first = capacity, now, now
        self._level = min(capacity, self._level + (now - self._refilled) * rate)
        self._refilled = self._last = now
        if self._level >= 1:
            self._level -= 1
        else:
            self.over += 1
            if rps is not None:
                self.refused += 1
                return False
        self.taken += 1
        return True

    def statistics(self, rps: float | None, burst: float) -> Json:
        """Tokens the bucket permitted between the first and the last request, and those used."""
        rate, capacity = (DOCUMENTED_RPS, DOCUMENTED_BURST) if rps is None else (rps, burst)
        seconds = self._last - self._first
        return {
            "seconds": round(seconds, 3),
            "permitted": round(seconds * rate + capacity, 1),
            "permitted_without_burst": round(seconds * rate, 1),
            "used": self.taken,
            "refused": self.refused,
            "over_the_limit": self.over,
            "used_per_second": round(self.taken / seconds, 2) if seconds else None,
        }
