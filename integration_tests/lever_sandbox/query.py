"""Query parameters as Lever reads them: repeated keys, ms timestamps, words from fixed sets."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lever_sandbox.errors import bad_request
from lever_sandbox.paging import MAX_LIMIT


class Query:
    """The parameters of one request.

    A value that cannot be meant is a 400; unknown parameters are ignored.
    """

    def __init__(self, text: str) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            # The docs show the bracket form for one endpoint (`accessRole[]=admin`).
            self._values.setdefault(name.removesuffix("[]"), []).append(value)
        self._used: set[str] = set()

    def many(self, name: str) -> list[str]:
        self._used.add(name)
        return self._values.get(name, [])

    def one(self, name: str) -> str | None:
        values = self.many(name)
        # Assumed: the last of several values wins where only one makes sense.
        return values[-1] if values else None

    def word(self, name: str, allowed: tuple[str, ...]) -> str | None:
        value = self.one(name)
        if value is not None and value not in allowed:
            raise bad_request(f"{name} must be one of {', '.join(allowed)}")
        return value

    def flag(self, name: str) -> bool | None:
        value = self.word(name, ("true", "false"))
        return None if value is None else value == "true"

    def instant(self, name: str) -> int | None:
        """Epoch ms.

        ISO strings are not documented. Assumed: they are a 400 everywhere, as on files and resumes.
        """
        value = self.one(name)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError:
            raise bad_request(f"{name} must be a timestamp in milliseconds") from None

    def span(self, name: str) -> tuple[int | None, int | None]:
        """`<name>_start` and `<name>_end`, both inclusive and optional."""
        return self.instant(f"{name}_start"), self.instant(f"{name}_end")

    def limit(self) -> int:
        value = self.one("limit")
        if value is None:
            return MAX_LIMIT
        # Assumed: 400 outside 1..100.
        if not value.isdecimal() or not 1 <= int(value) <= MAX_LIMIT:
            raise bad_request(f"limit must be between 1 and {MAX_LIMIT}")
        return int(value)

    def has(self, name: str) -> bool:
        return name in self._values

    @property
    def names(self) -> set[str]:
        return set(self._values)

    @property
    def unknown(self) -> set[str]:
        """Parameters nobody has looked at: a client's slip of the pen."""
        return set(self._values) - self._used


def within(value: int | None, span: tuple[int | None, int | None]) -> bool:
    """Whether `value` lies in the inclusive `span`; null never lies in a bounded one."""
    start, end = span
    if start is None and end is None:
        return True
    return value is not None and (start is None or value >= start) and (end is None or value <= end)
