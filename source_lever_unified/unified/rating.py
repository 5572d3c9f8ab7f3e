"""Lever's four-point scale, whose words every template may choose for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from source_lever_unified.unified.values import text

Recommendation = Literal["STRONG_YES", "YES", "NO", "DEFINITELY_NO", "NO_DECISION"]

BEST_SCORE = 4

_RECOMMENDATIONS: Mapping[int | None, Recommendation] = {
    4: "STRONG_YES",
    3: "YES",
    2: "NO",
    1: "DEFINITELY_NO",
}


def score(value: Any, options: Sequence[str] = ()) -> int | None:
    """4 (best) to 1. Labels differ by template ("3 - Hire", "3 - Yes"), so their leading digit counts; without one,
    the place among exactly four options, best first.
    """
    label = text(value)
    if label is None:
        return None
    digit = re.match(r"([1-4])(?!\d|\.\d)", label)
    if digit is not None:
        return int(digit[1])
    if len(options) == BEST_SCORE and label in options:
        return BEST_SCORE - options.index(label)
    return None


def recommendation(found: int | None) -> Recommendation | None:
    """What a score says; None without one."""
    return _RECOMMENDATIONS.get(found)
