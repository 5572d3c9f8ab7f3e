"""Dates in the headers of an answer, which anything between Lever and us may have written."""

from __future__ import annotations

from datetime import timezone
from email.utils import parsedate_to_datetime


def header_seconds(date: str | None) -> float | None:
    """Seconds since the epoch; None if it is no date."""
    if date is None:
        return None
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    # Python leaves the zone out for the one that says only that it is UTC.
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()
