"""Moments as Lever counts them, in milliseconds since 1970 UTC, and as text."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import lru_cache

DAY_MS = 86_400_000
EARLIEST_MS = -62_135_596_800_000
"""0001-01-01"""

LATEST_MS = 253_402_300_799_999
"""9999-12-31"""

_EPOCH = datetime(1970, 1, 1)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@lru_cache(maxsize=4096)
def to_iso(ms: int) -> str:
    """`2026-01-02T03:04:05.678Z` for milliseconds since 1970 within the years 1 to 9999."""
    return f"{(_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec='milliseconds')}Z"


def from_iso(text: str) -> int:
    """Raises ValueError when `text` is no ISO 8601 date-time with an offset."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a date-time without an offset")
    return round(moment.timestamp() * 1000)
