"""Tolerant readers of what Lever sends.

Each takes any JSON value and returns what it is meant to be, or nothing: Lever's examples show strings for
numbers, expanded objects for ids and empty strings for null, and one odd value must not cost the record.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from source_lever_unified.lever.body import MAX_JSON_INTEGER, LeverObject
from source_lever_unified.lever.times import EARLIEST_MS, LATEST_MS, to_iso

_NOTHING: LeverObject = {}

_FLAGS: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}


def text(value: Any) -> str | None:
    """A string with something to read in it, as it is. Lever writes unknown texts as empty strings."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    value = number(value)
    return None if value is None else str(value)


def number(value: Any) -> int | float | None:
    """A finite number, also when it comes as a string."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) <= MAX_JSON_INTEGER else None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
    return value if isinstance(value, float) and math.isfinite(value) else None


def whole(value: Any) -> int | None:
    """An integer; 3.0 and "3" count as one."""
    found = number(value)
    if isinstance(found, float):
        return int(found) if found.is_integer() and abs(found) <= MAX_JSON_INTEGER else None
    return found


def flag(value: Any) -> bool | None:
    """A boolean; the answers to Lever's yes-no questions are strings."""
    if isinstance(value, bool):
        return value
    return _FLAGS.get(value.strip().lower()) if isinstance(value, str) else None


def milliseconds(value: Any) -> int | None:
    """Milliseconds since 1970 UTC, if the moment lies in the years 1 to 9999."""
    ms = value if type(value) is int else whole(value)
    return ms if ms is not None and EARLIEST_MS <= ms <= LATEST_MS else None


def timestamp(value: Any) -> str | None:
    """Lever's milliseconds as ISO 8601 UTC with milliseconds and `Z`."""
    ms = milliseconds(value)
    return None if ms is None else to_iso(ms)


def newest(values: Iterable[Any]) -> int | None:
    """The latest of some of Lever's times, ms; None when none is one."""
    return max([ms for ms in map(milliseconds, values) if ms is not None], default=None)


def mapping(value: Any) -> LeverObject:
    """A JSON object; empty for anything else."""
    return value if isinstance(value, dict) else _NOTHING


def items(value: Any) -> list[Any]:
    """A JSON array; empty for anything else."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> list[LeverObject]:
    """The objects of an array."""
    return [item for item in items(value) if isinstance(item, dict)]


def texts(value: Any) -> list[str]:
    """The distinct texts of an array, in Lever's order."""
    return list(dict.fromkeys([found for item in items(value) if (found := text(item)) is not None]))


def reference(value: Any) -> str | None:
    """A Lever id: the id itself, or that of the object which Lever puts in its place when it expands it."""
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def references(value: Any) -> list[str]:
    """The distinct Lever ids of an array."""
    return list(dict.fromkeys(found for item in items(value) if (found := reference(item)) is not None))


def word(value: Any) -> str | None:
    """A word of one of Lever's enums in the spelling of its documentation: lower case, parts joined by
    hyphens.
    """
    if isinstance(value, str):
        return _spelled(value)
    found = text(value)
    return None if found is None else _spelled(found)


@lru_cache(maxsize=1024)
def _spelled(found: str) -> str | None:
    return "-".join(found.lower().replace("_", " ").replace("-", " ").split()) or None
