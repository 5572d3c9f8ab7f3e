"""Unified ids: the same Lever object gets the same id in every sync, every stream and every destination."""

from __future__ import annotations

import hashlib
import uuid
from functools import lru_cache
from json.encoder import encode_basestring

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "lever.co")

_SEED = NAMESPACE.bytes


# One opportunity's id goes into its candidate, application, tags and stage changes, and every row names a
# stage or a user: most ids are asked for several times within a page.
@lru_cache(maxsize=16_384)
def unified_id(account_key: str, model: str, *key: str) -> str:
    """UUIDv5 of the compact JSON array `[account_key, model, *key]`.

    By hand, because `json.dumps` and `uuid.uuid5` spend most of their time on making objects that are thrown
    away.
    """
    name = f"[{','.join(map(encode_basestring, (account_key, model, *key)))}]"
    digest = bytearray(hashlib.sha1(_SEED + name.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest())
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"
