"""The list of postings, including those that only employees see."""

from __future__ import annotations

from collections.abc import Collection

from source_lever_unified.config import Config
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient, Params
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import PostingStream
from source_lever_unified.sync.plan import Want
from source_lever_unified.sync.progress import Pass, Read
from source_lever_unified.sync.rereads import Rereads
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.sublist import Parent
from source_lever_unified.unified.account import Account

ALL, UPDATED, INTERNAL = "all", "updated", "internal"

_POSTING = Endpoint(
    "/postings/:id",
    PostingStream.endpoint.permission,
    PostingStream.endpoint.scope,
    "https://hire.lever.co/developer/documentation#retrieve-a-single-posting",
    single=True,
)


class PostingList:
    """`/postings`: no filter by creation, but a stable order (newest first), so the backfill is one listing.

    Lever's documentation leaves open whether a list without filters holds published postings whose only channel is
    internal, and `updated_at_*` cannot be combined with a channel. So those are listed by themselves, every time; it is
    a page or two. Such a posting is taken from that list only, any other from the other one.
    """

    endpoint = PostingStream.endpoint
    filters = frozenset({ALL, UPDATED, INTERNAL})
    windows: frozenset[str] = frozenset()
    whole = frozenset({ALL})
    reread_days = 0

    def __init__(self, client: LeverClient, config: Config, *, now_ms: int) -> None:
        self._client = client
        self._now_ms = now_ms
        self._start_ms = config.start_ms
        self._base = {"confidentiality": "all"} if config.include_confidential else {}

    def backfill(self) -> list[Read]:
        everything = Read(ALL) if self._start_ms is None else Read(UPDATED, self._start_ms)
        return [everything, Read(INTERNAL)]

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read(UPDATED, since_ms), Read(INTERNAL)]

    def old(self) -> list[Read]:
        return []

    def old_since(self, state: ListingState) -> int:  # noqa: ARG002 - every posting has `updatedAt`
        return self._now_ms

    def params(self, read: Read) -> Params:
        if read.by == INTERNAL:
            return {**self._base, "state": "published", "distributionChannel": "internal"}
        if read.by == UPDATED:
            return {**self._base, "updated_at_start": read.start}
        return self._base

    def cut(self, going_on: Collection[Read]) -> dict[Read, list[Read]]:  # noqa: ARG002 - the order is stable
        return {}

    def wants(self, read: Read, lever: LeverObject, planned: Pass) -> Want | None:
        since = self._start_ms if planned.since_ms is None else planned.since_ms
        updated_at = lever.get("updatedAt")
        if since is not None and isinstance(updated_at, int) and updated_at < since:
            return None
        return Want.LISTED if (read.by == INTERNAL) == _is_listed_as_internal(lever) else Want.ELSEWHERE

    def item(self, lever: LeverObject, account: Account, rereads: Rereads) -> LeverObject:  # noqa: ARG002
        return lever

    def is_new(self, item: LeverObject, planned: Pass, begun_ms: int) -> bool:  # noqa: ARG002 - every form is read
        return False

    def exists(self, parent: Parent) -> bool:
        return self._client.has(_POSTING, parent.id)


def _is_listed_as_internal(lever: LeverObject) -> bool:
    """Whether the list of what only employees see holds the posting, by what the posting says."""
    channels = lever.get("distributionChannels")
    return (
        lever.get("state") == "published"
        and isinstance(channels, list)
        and "internal" in channels
        and "public" not in channels
    )
