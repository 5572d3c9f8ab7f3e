"""The list of opportunities and how it is cut into windows."""

from __future__ import annotations

import threading

from source_lever_unified.lever.client import LeverObject, Page, Params
from source_lever_unified.models import Account, Opportunity, read_opportunity
from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.progress import Read, cut_at

CREATED, UPDATED = "created", "updated"

_AGES_DAYS = (2920, 1460, 730, 365, 182, 90)
"""Where the first cut is made: accounts grow, so that windows double with age."""

_PARTS = 4
_EXTRA_REQUESTS = 28
"""What cutting may cost: the page that made us cut, and up to one page more per window than one chain would need."""


class OpportunityList:
    """`/opportunities`, with its applications in the same page.

    The backfill reads windows over `createdAt`: it never changes and is never null. Lever counts nothing, so a window
    is cut when its first page says that there is more, as long as the extra requests allow it. The last window has no
    end and the first no start: records can be backdated and clocks differ.
    """

    path = "/opportunities"
    filters = frozenset({CREATED, UPDATED})

    def __init__(self, *, confidential: bool, now_ms: int, start_ms: int | None) -> None:
        self._now_ms = now_ms
        self._start_ms = start_ms
        self._base: dict[str, object] = {"expand": "applications"}
        if confidential:
            self._base["confidentiality"] = "all"
        self._extra_requests = _EXTRA_REQUESTS
        self._lock = threading.Lock()

    def backfill(self, start_ms: int | None) -> list[Read]:
        if start_ms is None:
            return [Read(CREATED)]
        return [Read(CREATED, start_ms), Read(UPDATED, start_ms)]

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read(UPDATED, since_ms)]

    def params(self, read: Read) -> Params:
        bounds = {f"{read.by}_at_start": read.start, f"{read.by}_at_end": read.end}
        return {**self._base, **{name: bound for name, bound in bounds.items() if bound is not None}}

    def accepts(self, read: Read, lever: LeverObject, since_ms: int | None) -> bool:
        if read.by == CREATED:
            return True
        if since_ms is None:
            # The update half of a backfill with a start date: what was created since is in the other half.
            created_at = lever.get("createdAt")
            return self._start_ms is None or not isinstance(created_at, int) or created_at < self._start_ms
        updated_at = lever.get("updatedAt")
        return not isinstance(updated_at, int) or updated_at >= since_ms

    def item(self, lever: LeverObject, context: Account) -> Opportunity | None:
        return read_opportunity(lever, context)

    def split(self, read: Read, first_page: Page) -> list[Read]:
        if read.by != CREATED:
            return []
        cuts = self._cuts(read, first_page)
        with self._lock:
            if not cuts or len(cuts) + 1 > self._extra_requests:
                return []
            self._extra_requests -= len(cuts) + 1
        # The newest windows first: they are the fullest.
        return cut_at(read, cuts)[::-1]

    def _cuts(self, read: Read, first_page: Page) -> list[int]:
        """Where the later parts of a window begin, ms, ascending; empty when it cannot be cut."""
        created = [item["createdAt"] for item in first_page.items if isinstance(item.get("createdAt"), int)]
        if read.end is None and (read.start is None or read.start == self._start_ms):
            cuts = [self._now_ms - days * DAY_MS for days in _AGES_DAYS]
        else:
            low = read.start if read.start is not None else min(created, default=0)
            high = read.end if read.end is not None else max([self._now_ms, *created])
            cuts = [low + (high - low) * part // _PARTS for part in range(1, _PARTS)]
        return [part.start for part in cut_at(read, cuts)[1:] if part.start is not None]
