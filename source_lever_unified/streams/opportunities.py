"""The list of opportunities and how it is cut into windows."""

from __future__ import annotations

from collections.abc import Collection

from source_lever_unified.lever.client import LeverObject, Params
from source_lever_unified.models import Account, Opportunity, read_opportunity
from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.progress import Read, cut_at

CREATED, UPDATED = "created", "updated"

_AGES_DAYS = (2555, 1825, 1460, 1095, 730, 365, 243, 120)
"""Where the first windows end. Most accounts grow, so that old windows are wide."""

_EXTRA_REQUESTS = 28
"""What windows may cost: a page more for each than one chain would need, and the first page of each that is cut."""


class OpportunityList:
    """`/opportunities`, with its applications in the same page.

    The backfill reads windows over `createdAt`: it never changes and is never null. The last window has no end and the
    first no start: records can be backdated and clocks differ. Windows are read in parallel, and no long one should be
    left to be read alone; but Lever counts nothing, and its order (stage by stage) says nothing of how much is to come.
    So once it is known which windows have more than a page, the widest of these are cut again.
    """

    path = "/opportunities"
    filters = frozenset({CREATED, UPDATED})

    def __init__(self, *, confidential: bool, now_ms: int, start_ms: int | None) -> None:
        self._now_ms = now_ms
        self._start_ms = start_ms
        self._base: dict[str, object] = {"expand": "applications"}
        if confidential:
            self._base["confidentiality"] = "all"

    def backfill(self, start_ms: int | None) -> list[Read]:
        windows = cut_at(Read(CREATED, start_ms), [self._now_ms - days * DAY_MS for days in _AGES_DAYS])
        # The newest windows first: they are the fullest.
        return windows[::-1] if start_ms is None else [*windows[::-1], Read(UPDATED, start_ms)]

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

    def cut(self, going_on: Collection[Read]) -> dict[Read, list[Read]]:
        bounds = {read: self._bounds(read) for read in going_on if read.by == CREATED}
        parts = dict.fromkeys(bounds, 1)
        requests = _EXTRA_REQUESTS - len(_AGES_DAYS) - 1

        def width_of_a_part(read: Read) -> float:
            start, end = bounds[read]
            return (end - start) / parts[read]

        while requests > 1 and parts:
            widest = max(parts, key=width_of_a_part)
            # The first cut throws away the page that is there already.
            requests -= 2 if parts[widest] == 1 else 1
            parts[widest] += 1
        return {read: _cut_evenly(read, bounds[read], count) for read, count in parts.items() if count > 1}

    def _bounds(self, read: Read) -> tuple[int, int]:
        """Where a window begins and ends, more or less where it has no bound."""
        end = self._now_ms if read.end is None else read.end
        start = end - _AGES_DAYS[0] * DAY_MS if read.start is None else read.start
        return start, end


def _cut_evenly(read: Read, bounds: tuple[int, int], count: int) -> list[Read]:
    start, end = bounds
    return cut_at(read, [start + (end - start) * part // count for part in range(1, count)])[::-1]
