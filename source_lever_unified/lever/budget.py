"""The request budget: one token bucket for everything the connector asks of Lever.

Lever counts per API key with a bucket of 20 that refills at 10 a second, and announces nothing but the 429 itself. The
CDK's own policies count calls in a window; Lever's bucket is expressed here as what it is, behind the CDK's policy
interface, so that the CDK's session keeps it.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import requests
from airbyte_cdk.sources.streams.call_rate import AbstractCallRatePolicy, APIBudget, CallRateLimitHit

from source_lever_unified.lever.dates import header_seconds

LEVERS_BURST = 20.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
_ROUNDING_SECONDS = 1e-6
"""Of a `timedelta`: whoever has slept that long must not be sent to sleep again."""


class TokenBucket(AbstractCallRatePolicy):
    """Allows `per_second` calls a second, and a second and a half's worth of them at once (at least one).

    That leaves a quarter of Lever's burst of 20: requests sent 0.1 s apart may arrive together.

    Who finds no token gets a turn and keeps it. If all slept until the next token and then ran for it, some would lose
    again and again, and the list that such a worker reads would be the last one, read alone.

    A pause stops every caller: whoever shares the key must get the seconds they need, whichever worker was refused.
    """

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._capacity = max(1.0, per_second, min(1.5 * per_second, LEVERS_BURST))
        self._clock = clock
        # Below zero by the turns that are waited for; as of `_counted_at`, which a pause puts into the future.
        self._tokens = self._capacity
        self._counted_at = clock()
        self._turns: dict[int, float] = {}
        self._lock = threading.Lock()

    def matches(self, request: Any) -> bool:  # noqa: ARG002 - every request to Lever counts
        return True

    def try_acquire(self, request: Any, weight: int) -> None:
        """Take a token.

        Raises:
            CallRateLimitHit: none is there; it says how long to wait for this thread's turn.
        """
        thread = threading.get_ident()
        with self._lock:
            now = self._clock()
            self._refill(now)
            if thread not in self._turns:
                self._turns[thread] = self._next_turn(weight)
            wait = self._turns[thread] - now
            if wait < _ROUNDING_SECONDS:
                del self._turns[thread]
                return
        raise CallRateLimitHit(
            error="No request left in Lever's budget.",
            item=request,
            weight=weight,
            rate=f"{self._per_second:g} requests per second",
            time_to_wait=timedelta(seconds=wait),
        )

    def update(self, available_calls: int | None, call_reset_ts: datetime | None) -> None:
        """Lever sends no rate headers, so there is nothing to take over."""

    @property
    def is_paused(self) -> bool:
        with self._lock:
            return self._counted_at > self._clock()

    def pause(self, seconds: float) -> None:
        """Let nobody ask for `seconds`; afterwards start without a burst."""
        with self._lock:
            self._counted_at = max(self._counted_at, self._clock() + seconds)
            self._tokens = 0.0
            for thread in sorted(self._turns, key=self._turns.__getitem__):
                self._turns[thread] = self._next_turn(1)

    def _refill(self, now: float) -> None:
        if now > self._counted_at:
            # Whoever is late for a turn still has a token, which must not come on top of a full bucket.
            room = self._capacity - len(self._turns)
            self._tokens = min(room, self._tokens + (now - self._counted_at) * self._per_second)
            self._counted_at = now

    def _next_turn(self, weight: int) -> float:
        self._tokens -= weight
        return self._counted_at + max(0.0, -self._tokens) / self._per_second


class LeverBudget(APIBudget):
    """Slows every worker down together when Lever answers 429, which means that another tool uses the same key.

    What is answered during a pause was asked before it: ten workers that are refused at once are refused once, and must
    not wait as after the tenth refusal in a row.
    """

    def __init__(self, bucket: TokenBucket) -> None:
        super().__init__(policies=[bucket])
        self._bucket = bucket
        self._refusals = 0
        self._lock = threading.Lock()

    def update_from_response(self, request: Any, response: Any) -> None:  # noqa: ARG002
        if not isinstance(response, requests.Response):
            return
        refused = response.status_code == 429
        with self._lock:
            paused = self._bucket.is_paused
            if not paused:
                self._refusals = self._refusals + 1 if refused else 0
            if refused:
                pause = retry_after_seconds(response) or (None if paused else self._backoff())
                if pause:
                    self._bucket.pause(pause)

    def _backoff(self) -> float:
        """Seconds to pause after so many refusals in a row, where Lever says none."""
        longest: float = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(self._refusals - 1, 6))
        return longest * random.uniform(0.75, 1.25)


def retry_after_seconds(response: requests.Response) -> float | None:
    """Seconds of a `Retry-After` header, which may also be a date. Lever documents none, but a proxy may send one."""
    said = response.headers.get("Retry-After", "")
    try:
        seconds = float(said)
    except ValueError:
        until, now = header_seconds(said), header_seconds(response.headers.get("Date"))
        if until is None:
            return None
        seconds = until - (time.time() if now is None else now)
    return None if math.isnan(seconds) else min(max(seconds, 0.0), 600.0)
