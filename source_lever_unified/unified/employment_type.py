from __future__ import annotations

import re
from typing import Any

from source_lever_unified.unified.values import text

_TYPES = tuple(
    (re.compile(pattern, re.IGNORECASE), employment_type)
    for pattern, employment_type in (
        (r"\bintern(s|ships?)?\b", "INTERNSHIP"),
        (r"\bseason(al)?\b", "SEASONAL"),
        (r"\bcontract(or|ors)?\b|\bfreelancers?\b|\bfreelance\b|\bfixed[\s-]*term\b", "CONTRACT"),
        (r"\bpart[\s_-]*time\b", "PART_TIME"),
        (r"\bfull[\s_-]*time\b", "FULL_TIME"),
    )
)


def employment_type(commitment: Any) -> str | None:
    """The unified word for a commitment, else Lever's own.

    Accounts word their commitments freely ("Full-time", "full time (40h)", "Internship, summer"). The
    narrower kind wins over the hours: a full-time internship is an internship.
    """
    found = text(commitment)
    if found is None:
        return None
    return next((kind for pattern, kind in _TYPES if pattern.search(found)), found)
