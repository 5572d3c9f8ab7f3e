"""What a stream remembers between syncs besides how far it got. Each kind has its own part of the stream's state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from source_lever_unified.sync.state import Part, parse_state, to_message
from source_lever_unified.unified.row import Row

CLOCK_TOLERANCE_MS = 5_000
"""How far this clock may be ahead of Lever's before `lever.skew` sees it: so much is read again at least."""


@dataclass(frozen=True)
class SyncTimes:
    """`started_at`: the start of this sync, ms. `lookback_ms`: the lookback of the config."""

    started_at: int
    lookback_ms: int

    @property
    def overlap_ms(self) -> int:
        """How far a pass reaches back behind the start of the one before."""
        return max(self.lookback_ms, CLOCK_TOLERANCE_MS)


class Memory(ABC):
    """Thread-safe: several workers change it and save it."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many entries it adds to the state."""

    @abstractmethod
    def part(self, *, finished: bool) -> Part:
        """What goes into the state; `finished`: the pass over the listing is complete."""

    @property
    def is_outdated(self) -> bool:
        """The rows are made of more than the listing, and that has changed: all of them must be made again."""
        return False

    def save(self, *, finished: bool) -> dict[str, Any]:
        return to_message(self.part(finished=finished))


class Nothing(Part):
    """The part of a stream that remembers nothing else."""


def refuse_unknown(stream: str, saved: Mapping[str, Any]) -> None:
    """A state with more in it than a stream without a memory writes belongs to another stream."""
    parse_state(Nothing, stream, saved)


class RowMemory(Memory):
    """What a stream remembers whose rows are made from the items of a list themselves."""

    def to_send(self, rows: list[Row], item: Any) -> list[Row]:  # noqa: ARG002
        """The rows to send of those that an item gives. Nothing is remembered yet."""
        return rows

    def remember(self, rows: Sequence[Row]) -> None:
        """These are behind the queue."""
