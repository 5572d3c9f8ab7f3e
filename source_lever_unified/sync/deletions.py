"""Lever's feeds of deleted objects, which no other list shows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from source_lever_unified.lever.client import LeverClient, LeverObject
from source_lever_unified.lever.errors import Forbidden, NotFound
from source_lever_unified.sync.engine import SNAPSHOT, Engine, StreamRun
from source_lever_unified.sync.records import Row


class DeletionFeed:
    """Makes tombstones of what was deleted since each stream's last completed pass."""

    def __init__(
        self,
        engine: Engine,
        client: LeverClient,
        path: str,
        tombstones: Mapping[StreamRun, Callable[[str, int], Row]],
        logger: logging.Logger,
        *,
        started_at: int,
    ) -> None:
        self._engine = engine
        self._client = client
        self._path = path
        self._tombstones = tombstones
        self._logger = logger
        self._started_at = started_at

    def start(self, since: Callable[[StreamRun], int | None]) -> None:
        """A stream that reads everything has nothing to take back."""
        starts = {run: start for run in self._tombstones if (start := since(run)) is not None}
        if starts:
            self._engine.submit(lambda: self._read(starts), tuple(starts), SNAPSHOT)

    def _read(self, starts: Mapping[StreamRun, int]) -> None:
        # Both bounds: a client of Lever's notes that the feed of applications asks for them.
        window = {"deleted_at_start": min(starts.values()), "deleted_at_end": self._started_at}
        try:
            for page in self._client.pages(self._path, window):
                for item in page.items:
                    self._emit(item, starts)
        except (Forbidden, NotFound) as refused:
            names = ", ".join(run.name for run in starts)
            self._logger.warning("Deletions are not seen: %s The rest of %s is not affected.", refused.message, names)

    def _emit(self, item: LeverObject, starts: Mapping[StreamRun, int]) -> None:
        remote_id = item.get("id")
        if not isinstance(remote_id, str):
            return
        deleted_at = item.get("deletedAt")
        # Only `id` is certain in this feed.
        moment = deleted_at if isinstance(deleted_at, int) else self._started_at
        for run, start in starts.items():
            if moment >= start:
                self._engine.put([run.records([self._tombstones[run](remote_id, moment)])])
