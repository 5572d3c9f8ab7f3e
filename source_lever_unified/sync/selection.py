"""What was asked of a stream in one sync."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from source_lever_unified.sync.state import ListingState


@dataclass(frozen=True, eq=False)
class Selected:
    """`stream` is one of the classes in `streams`; `state` what it was saved with, None for none.

    `include_files`: the content of its files is wanted too, if it has any.
    """

    stream: Any
    full_refresh: bool = False
    state: Mapping[str, Any] | None = field(default=None, repr=False)
    include_files: bool = False

    @property
    def name(self) -> str:
        return str(self.stream.name)

    def begins_anew(self, state: ListingState) -> bool:
        """A full refresh means all of it. Only a refresh that was cut off goes on where it stopped."""
        return self.full_refresh and state.synced_at is not None
