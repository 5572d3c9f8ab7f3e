"""Lever's feeds of deleted objects, which no other list shows."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from source_lever_unified import troubles
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, NotFound
from source_lever_unified.sync.engine import SNAPSHOT, Engine
from source_lever_unified.sync.listing import Listing
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.selection import Selected


class DeletionFeed:
    """Makes tombstones of what was deleted since each stream's last completed pass."""

    def __init__(
        self,
        engine: Engine,
        client: LeverClient,
        endpoint: Endpoint,
        listing: Listing,
        account: Any,
        times: SyncTimes,
        logger: logging.Logger,
    ) -> None:
        self._engine = engine
        self._client = client
        self._endpoint = endpoint
        self._listing = listing
        self._account = account
        self._times = times
        self._logger = logger

    def start(self, streams: Sequence[Selected]) -> None:
        """A stream that reads everything for the first time has nothing to take back."""
        starts = {stream: start for stream in streams if (start := self._listing.deletions_since(stream)) is not None}
        if starts:
            self._engine.submit(lambda: self._read(starts), tuple(starts), SNAPSHOT)

    def _read(self, starts: dict[Selected, int]) -> None:
        # Both bounds: a client of Lever's notes that the feed of applications asks for them.
        window = {"deleted_at_start": min(starts.values()), "deleted_at_end": self._times.started_at}
        try:
            for page in self._client.pages(self._endpoint, window):
                for item in page.items:
                    self._emit(item, starts)
        except (Forbidden, NotFound) as refused:
            names = ", ".join(stream.name for stream in starts)
            self._logger.warning(troubles.DELETIONS_UNSEEN(refusal=refused.message, streams=names))
            for stream, start in starts.items():
                self._listing.progress(stream).miss_deletions(start)
            return
        for stream in starts:
            self._listing.progress(stream).read_deletions()

    def _emit(self, item: LeverObject, starts: dict[Selected, int]) -> None:
        deleted_at = item.get("deletedAt")
        # Only `id` is certain in this feed.
        moment = deleted_at if isinstance(deleted_at, int) else self._times.started_at
        for stream, start in starts.items():
            if moment >= start:
                self._engine.put_rows(stream, [stream.stream.bury(item["id"], moment, self._account)])
