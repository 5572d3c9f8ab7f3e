"""How much is asked for below the parents of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ChildReads = Literal["complete", "skip_untouched", "skip_unlikely"]
"""Each leaves out more than the one before."""

COMPLETE: ChildReads = "complete"

_LEANNESS: Mapping[ChildReads, int] = {"complete": 0, "skip_untouched": 1, "skip_unlikely": 2}


def leaner(one: ChildReads, other: ChildReads) -> bool:
    """Whether `one` leaves out more than `other`."""
    return _LEANNESS[one] > _LEANNESS[other]


def leanest(*modes: ChildReads) -> ChildReads:
    return max(modes, key=_LEANNESS.__getitem__)
