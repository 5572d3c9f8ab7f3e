"""Ids that look like Lever's (UUID version 4) and come out the same for the same seed."""

from __future__ import annotations

from random import Random


def new_id(rng: Random) -> str:
    digits = f"{rng.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def random_of(identifier: str, purpose: int) -> Random:
    """Chance that belongs to one object: whatever is derived from it comes out the same every time.

    `purpose` keeps different things that are derived from the same object apart.
    """
    return Random(int(identifier[:8] + identifier[24:], 16) * 16 + purpose)
