"""The list of opportunities and how it is cut into windows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timezone
from threading import Lock

from source_lever_unified.config import Config
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient, Params
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.streams.base import OpportunityStream
from source_lever_unified.sync.memory import CLOCK_TOLERANCE_MS
from source_lever_unified.sync.once import Once
from source_lever_unified.sync.plan import Want
from source_lever_unified.sync.progress import Pass, Read, cut_at
from source_lever_unified.sync.rereads import Rereads
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.sublist import Parent
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity, opportunity_changed_at, read_opportunity
from source_lever_unified.unified.values import milliseconds

CREATED, BEFORE_START, UPDATED, OLD = "created", "before_start", "updated", "old"
"""What reads filter by. `before_start`: what is older than the start date of the config and was updated since."""

_UPDATED_AT_IS_KEPT_SINCE_MS = round(datetime(2020, 9, 1, tzinfo=timezone.utc).timestamp() * 1000)
"""Lever introduced `updatedAt` in June 2020; whatever was created some months later has it from birth."""

_AGES_DAYS = (2555, 1825, 1460, 1095, 730, 547, 365, 243, 150, 91, 45)
"""Where the first windows end. Most accounts grow, so that old windows are wide; and the last quarter, which people
look at first, has windows of its own.
"""

_GROWTH_PER_YEAR = 1.1
"""How much fuller a window is taken to be than one of the same width a year older. With this and the ages above, little
is left to be read alone at the end, whether an account does not grow or doubles every year.
"""

_EXTRA_REQUESTS = 28
"""What windows may cost: a page more for each than one chain would need, and the first page of each that is cut."""

_OPPORTUNITY = Endpoint(
    "/opportunities/:id",
    OpportunityStream.endpoint.permission,
    OpportunityStream.endpoint.scope,
    "https://hire.lever.co/developer/documentation#retrieve-a-single-opportunity",
    single=True,
)


class OpportunityList:
    """`/opportunities`, with its applications in the same page.

    The backfill reads windows over `createdAt`: it never changes and is never null. The last window has no end and the
    first no start: records can be backdated and clocks differ. Windows are read in parallel, and no long one should be
    left to be read alone; but Lever counts nothing, and its order (stage by stage) says nothing of how much is to come.
    So once it is known which windows have more than a page, those taken to be the fullest of these are cut again.

    Old opportunities have a null in `updatedAt` and keep it whatever happens to them, so no filter by update yields
    them. They are listed once a day, and taken when anything in them is newer than the last such listing.
    """

    endpoint = OpportunityStream.endpoint
    filters = frozenset({CREATED, BEFORE_START, UPDATED, OLD})
    windows = frozenset({CREATED})
    whole = frozenset({CREATED, BEFORE_START})

    def __init__(self, client: LeverClient, config: Config, *, now_ms: int) -> None:
        self._client = client
        self._now_ms = now_ms
        self._start_ms = config.start_ms
        self.reread_days = config.reread_days
        self._base: dict[str, object] = {"expand": "applications"}
        if config.include_confidential:
            self._base["confidentiality"] = "all"
        self._existing: dict[str, Once[bool]] = {}
        self._lock = Lock()

    def backfill(self) -> list[Read]:
        windows = cut_at(Read(CREATED, self._start_ms), [self._now_ms - days * DAY_MS for days in _AGES_DAYS])
        # The newest windows first: they are the fullest.
        return windows[::-1] + ([] if self._start_ms is None else [Read(BEFORE_START, self._start_ms)])

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read(UPDATED, since_ms)]

    def old(self) -> list[Read]:
        return [Read(OLD, end=_UPDATED_AT_IS_KEPT_SINCE_MS)]

    def old_since(self, state: ListingState) -> int:
        # A state that does not say is older than this listing. What had happened by then its backfill has seen, and no
        # backfill of this connector is older than `updatedAt` itself.
        return _UPDATED_AT_IS_KEPT_SINCE_MS if state.old_at is None else state.old_at

    def params(self, read: Read) -> Params:
        by = CREATED if read.by in (CREATED, OLD) else UPDATED
        bounds = {f"{by}_at_start": read.start, f"{by}_at_end": read.end}
        return {**self._base, **{name: bound for name, bound in bounds.items() if bound is not None}}

    def wants(self, read: Read, lever: LeverObject, planned: Pass) -> Want | None:
        # Version 0.2.0 called what is `before_start` here `updated`, in a backfill too.
        if read.by != CREATED and (read.by == BEFORE_START or planned.since_ms is None) and not _is_before(read, lever):
            return Want.ELSEWHERE
        if planned.since_ms is None:
            return Want.LISTED
        if self._is_listed(lever, planned):
            # Whether a filter by update yields old rows too, nobody knows: they are taken from one list only.
            by = OLD if _is_never_updated(lever) else UPDATED
            return Want.LISTED if read.by == by else Want.ELSEWHERE
        if read.by not in (CREATED, BEFORE_START):
            return None
        if planned.again and _is_due(lever, planned):
            return Want.AGAIN
        return None if planned.heals_to is None else Want.LEFT_OUT

    def _is_listed(self, lever: LeverObject, planned: Pass) -> bool:
        """Whether this pass, or the next that lists the old rows, takes it for updated."""
        if _is_never_updated(lever):
            newest, since = opportunity_changed_at(lever), planned.old_since_ms
        else:
            newest, since = lever.get("updatedAt"), planned.since_ms
        return since is None or not isinstance(newest, int) or newest >= since

    def item(self, lever: LeverObject, account: Account, rereads: Rereads) -> Opportunity | None:
        opportunity = read_opportunity(lever, account)
        if opportunity is None:
            return None
        reread_at = rereads.last(opportunity.id)
        if reread_at <= (opportunity.changed_at_ms or 0):
            return opportunity
        return replace(opportunity, changed_at=to_iso(reread_at), changed_at_ms=reread_at)

    def is_new(self, item: Opportunity, planned: Pass, begun_ms: int) -> bool:
        created_at, changed_at = milliseconds(item.lever.get("createdAt")), item.changed_at_ms
        # Had it changed since, a pass that was cut off may have seen it as it was before.
        if created_at is None or changed_at is None or changed_at >= begun_ms - CLOCK_TOLERANCE_MS:
            return False
        if planned.since_ms is None:
            return True
        read_until = planned.state.read_until
        return read_until is not None and created_at > read_until

    def exists(self, parent: Parent) -> bool:
        """Asked once per opportunity, however many of its sub-lists answer 404."""
        with self._lock:
            known = self._existing.setdefault(parent.id, Once(lambda: self._ask_for(parent)))
        return known()

    def _ask_for(self, parent: Parent) -> bool:
        return self._client.has(_OPPORTUNITY, parent.id)

    def cut(self, going_on: Collection[Read]) -> dict[Read, list[Read]]:
        bounds = {read: self._bounds(read) for read in going_on if read.by == CREATED}
        parts = dict.fromkeys(bounds, 1)
        requests = _EXTRA_REQUESTS - len(_AGES_DAYS) - 1

        def fullness_of_a_part(read: Read) -> float:
            start, end = bounds[read]
            years_ago = (self._now_ms - (start + end) / 2) / (365 * DAY_MS)
            return float((end - start) / parts[read] / _GROWTH_PER_YEAR**years_ago)

        while requests > 1 and parts:
            fullest = max(parts, key=fullness_of_a_part)
            # The first cut throws away the page that is there already.
            requests -= 2 if parts[fullest] == 1 else 1
            parts[fullest] += 1
        return {read: _cut_evenly(read, bounds[read], count) for read, count in parts.items() if count > 1}

    def _bounds(self, read: Read) -> tuple[int, int]:
        """Where a window begins and ends, more or less where it has no bound."""
        end = self._now_ms if read.end is None else read.end
        start = end - _AGES_DAYS[0] * DAY_MS if read.start is None else read.start
        return start, end


def _cut_evenly(read: Read, bounds: tuple[int, int], count: int) -> list[Read]:
    start, end = bounds
    return cut_at(read, [start + (end - start) * part // count for part in range(1, count)])[::-1]


def _is_due(lever: LeverObject, planned: Pass) -> bool:
    """Whether others read it again since this stream did, or it is its day."""
    lever_id = str(lever.get("id"))
    return planned.rereads.last(lever_id) > planned.reread_before.last(lever_id)


def _is_before(read: Read, lever: LeverObject) -> bool:
    """Not created since the start date: that is in the windows."""
    created_at = lever.get("createdAt")
    return read.start is None or not isinstance(created_at, int) or created_at < read.start


def _is_never_updated(lever: LeverObject) -> bool:
    created_at = lever.get("createdAt")
    return lever.get("updatedAt") is None and isinstance(created_at, int) and created_at <= _UPDATED_AT_IS_KEPT_SINCE_MS
