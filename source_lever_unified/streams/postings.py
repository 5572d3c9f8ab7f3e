"""The list of postings, including those that only employees see."""

from __future__ import annotations

from collections.abc import Collection

from source_lever_unified.lever.client import LeverObject, Params
from source_lever_unified.models import Account
from source_lever_unified.sync.progress import Read

ALL, UPDATED, INTERNAL = "all", "updated", "internal"


class PostingList:
    """`/postings`: no filter by creation, but a stable order (newest first), so the backfill is one listing.

    Lever's documentation leaves open whether a list without filters holds published postings whose only channel is
    internal, and `updated_at_*` cannot be combined with a channel. So those are listed by themselves, every time; it is
    a page or two. A posting that comes from both lists is taken from the first.
    """

    path = "/postings"
    filters = frozenset({ALL, UPDATED, INTERNAL})

    def __init__(self, *, confidential: bool, start_ms: int | None) -> None:
        self._start_ms = start_ms
        self._base = {"confidentiality": "all"} if confidential else {}
        self._taken_from: dict[tuple[str, int | None], str] = {}

    def backfill(self, start_ms: int | None) -> list[Read]:
        everything = Read(ALL) if start_ms is None else Read(UPDATED, start_ms)
        return [everything, Read(INTERNAL)]

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read(UPDATED, since_ms), Read(INTERNAL)]

    def params(self, read: Read) -> Params:
        if read.by == INTERNAL:
            return {**self._base, "state": "published", "distributionChannel": "internal"}
        if read.by == UPDATED:
            return {**self._base, "updated_at_start": read.start}
        return self._base

    def cut(self, going_on: Collection[Read]) -> dict[Read, list[Read]]:  # noqa: ARG002 - the order is stable
        return {}

    def accepts(self, read: Read, lever: LeverObject, since_ms: int | None) -> bool:
        since = self._start_ms if since_ms is None else since_ms
        updated_at = lever.get("updatedAt")
        if since is not None and isinstance(updated_at, int) and updated_at < since:
            return False
        channels = lever.get("distributionChannels")
        if not isinstance(channels, list) or "internal" not in channels or "public" in channels:
            return read.by != INTERNAL
        # Streams that want updates since the same time share their reads; setdefault is atomic between threads.
        return self._taken_from.setdefault((str(lever.get("id")), since_ms), read.by) == read.by

    def item(self, lever: LeverObject, context: Account) -> LeverObject | None:  # noqa: ARG002
        return lever if lever.get("id") else None
