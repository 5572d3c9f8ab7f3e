"""How the sandbox writes JSON: compact UTF-8, keys in the order Lever's recorded responses have them."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def dump(value: object) -> bytes:
    return _encode(value).encode()


def load(raw: bytes) -> Any:
    return json.loads(raw)
