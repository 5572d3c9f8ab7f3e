"""Stories are read by people: what is as usual is not said."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any


class Brief:
    """A dataclass (with `repr=False`) whose text leaves defaults out, and is Python."""

    def __repr__(self) -> str:
        members: Any = fields(self)  # type: ignore[arg-type]
        told = [
            f"{member.name}={getattr(self, member.name)!r}"
            for member in members
            if member.default is MISSING or getattr(self, member.name) != member.default
        ]
        return f"{type(self).__name__}({', '.join(told)})"
