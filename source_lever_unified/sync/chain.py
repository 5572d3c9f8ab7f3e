"""A walk through the pages of one read, for all streams that need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from source_lever_unified.lever.page import Page
from source_lever_unified.sync.progress import Frontier, Read
from source_lever_unified.sync.selection import Selected


@dataclass(frozen=True)
class Place:
    """Where a stream is: its frontier, and the number that the page has in it (from 0)."""

    frontier: Frontier
    page: int


@dataclass(eq=False)
class Chain:
    """The streams that walk together, and those that were cut off further on.

    Two streams of the same read may have got differently far before a kill. Lever's offsets cannot be compared, and
    counts of pages mean little once rows were deleted. So whoever is behind walks first, and the others join it where
    it comes past the very offset at which they stopped. Those whom it does not meet walk after it.

    `again`: it was begun anew because Lever did not know its offset any more.
    """

    read: Read
    members: dict[Selected, Frontier]
    waiting: list[dict[Selected, Frontier]] = field(default_factory=list)
    again: bool = False
    number: int = 0
    """Of the page to be read next, from 0 where the chain began."""

    offsets: list[str] = field(default_factory=list)
    """Those that the chain has come past; the last is that of the page to be read next."""

    _joined_at: dict[Selected, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._joined_at = {stream: -frontier.pages for stream, frontier in self.members.items()}
        begins_at = _offset(self.members)
        if begins_at is not None:
            self.offsets.append(begins_at)

    @property
    def streams(self) -> list[Selected]:
        return [stream for group in (self.members, *self.waiting) for stream in group]

    def places(self) -> dict[Selected, Place]:
        """Of the page that was just read."""
        return {
            stream: Place(frontier, self.number - self._joined_at[stream]) for stream, frontier in self.members.items()
        }

    def go_on(self, next_offset: str) -> None:
        """Whoever stopped at the next page's offset walks along from there."""
        self.number += 1
        self.offsets.append(next_offset)
        for group in [group for group in self.waiting if _offset(group) == next_offset]:
            self.waiting.remove(group)
            self.members.update(group)
            self._joined_at.update((stream, self.number - frontier.pages) for stream, frontier in group.items())

    def rest(self) -> Chain | None:
        """Who is left when the chain has ended, if anybody."""
        return Chain(self.read, self.waiting[0], self.waiting[1:]) if self.waiting else None


def _offset(group: Mapping[Selected, Frontier]) -> str | None:
    """Where the streams of a group are; all are at the same place."""
    return next(iter(group.values())).offset


def chains(positions: Mapping[Read, Sequence[dict[Selected, Frontier]]]) -> list[Chain]:
    return [Chain(read, dict(groups[0]), [dict(group) for group in groups[1:]]) for read, groups in positions.items()]


class Survey:
    """The first pages of a backfill's reads, held until all are there: only then can one tell which to cut.

    Not thread-safe: whoever adds a page holds the listing's lock.
    """

    def __init__(self, awaited: Sequence[Chain]) -> None:
        self._awaited = set(awaited)
        self._first_pages: list[tuple[Chain, Page]] = []

    def __contains__(self, chain: Chain) -> bool:
        return chain in self._awaited

    def add(self, chain: Chain, first_page: Page) -> list[tuple[Chain, Page]] | None:
        """All of them, once it was the last."""
        self._awaited.discard(chain)
        self._first_pages.append((chain, first_page))
        return None if self._awaited else self._first_pages
