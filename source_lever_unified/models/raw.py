"""Lever's payloads passed through as they are."""

from __future__ import annotations

from typing import Any

import orjson

from source_lever_unified.models.lever_values import encodable, number

_DEEPEST = 64
"""How deep a cleaned copy goes. Lever nests eight deep, orjson gives up at 254."""


def writable(value: Any) -> Any:
    """`value` itself, or a cleaned copy of it if the CDK's JSON writer would refuse it.

    Lone surrogates become U+FFFD; numbers beyond 64 bits, and what lies absurdly deep, become null.

    Every record with a raw payload passes through here. To let the writer try is ten times faster than to
    look at each value.
    """
    try:
        # The lists stand for the levels of the message that the payload will lie in.
        orjson.dumps([[[[[[[[value]]]]]]]])
    except TypeError:
        return _cleaned(value, _DEEPEST)
    return value


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        if not depth:
            return None
        return {encodable(key): _cleaned(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, depth - 1) for item in value] if depth else None
    return value if isinstance(value, bool) else number(value)
