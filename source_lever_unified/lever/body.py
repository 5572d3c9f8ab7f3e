"""JSON from Lever and on to Airbyte: candidates' payloads are passed through as they are, as far as they can be."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import orjson

LeverObject = Mapping[str, Any]
"""A JSON object as Lever sends it."""

_DEEPEST = 64
"""How deep a cleaned copy goes. Lever nests eight deep; orjson reads 1024 levels and writes 254."""

MAX_JSON_INTEGER = 2**63 - 1
"""Beyond 64 bits most JSON writers and all destinations give up."""

_MOST_DIGITS = 20


def parsed(content: bytes) -> Any:
    """A body of JSON, with U+FFFD for half characters and null for numbers beyond 64 bits.

    Raises:
        ValueError: it is not JSON.
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        # orjson refuses half of a surrogate pair, which a cut emoji in a name leaves behind, and a byte order mark.
        try:
            return _cleaned(json.loads(content, parse_int=_integer), _DEEPEST)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def written(value: Any, option: int | None = None) -> bytes:
    """`value` as JSON, with null for what lies absurdly deep."""
    try:
        return orjson.dumps(value, option=option)
    except TypeError:
        return orjson.dumps(_cleaned(value, _DEEPEST), option=option)


def _integer(digits: str) -> int | None:
    """None for what is far beyond 64 bits: thousands of digits are an error to Python."""
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _whole_characters(value)
    if isinstance(value, dict):
        if not depth:
            return None
        return {_whole_characters(key): _cleaned(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, depth - 1) for item in value] if depth else None
    if isinstance(value, int):
        return value if abs(value) <= MAX_JSON_INTEGER else None
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _whole_characters(value: str) -> str:
    """`value` with its lone surrogates replaced: JSON can escape half a character, UTF-8 cannot hold it."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
