"""Rows that many items of a list name and none of them owns: sent when new or changed, and never buried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from source_lever_unified.sync.known import Known
from source_lever_unified.sync.memory import RowMemory
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.state import Part, parse_state
from source_lever_unified.unified.row import Row


class KnownRowsPart(Part):
    """`known`: fingerprints of the rows that were sent, by their unified id."""

    known: dict[str, str] = Field(default_factory=dict)


class KnownRows(RowMemory):
    """The rows of one stream that were sent. Thread-safe.

    Raises:
        AirbyteTracedException: the state cannot be read.
    """

    def __init__(self, stream: str, saved: Mapping[str, Any]) -> None:
        self._known = Known(parse_state(KnownRowsPart, stream, saved).known)

    def to_send(self, rows: list[Row], item: Any) -> list[Row]:  # noqa: ARG002 - no item owns them
        return [row for row, _ in self._known.claim((row, fingerprint(row)) for row in rows)]

    def remember(self, rows: Sequence[Row]) -> None:
        self._known.remember({row["id"]: fingerprint(row) for row in rows})

    @property
    def size(self) -> int:
        return len(self._known)

    def part(self, *, finished: bool) -> KnownRowsPart:  # noqa: ARG002 - the same at any time
        return KnownRowsPart(known=self._known.saved())
