"""Milliseconds since the epoch, as Lever counts, and the text they become in states."""

from __future__ import annotations

import time
from datetime import datetime, timezone

DAY_MS = 86_400_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def to_iso(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds // 1000, tz=timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"


def from_iso(text: str) -> int:
    """Raises ValueError when `text` is no ISO 8601 date-time with an offset."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a date-time without an offset")
    return round(moment.timestamp() * 1000)
