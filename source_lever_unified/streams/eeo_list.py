"""The list of EEO responses, of which little is known: how it filters, whether it has pages, in what envelope it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone

from source_lever_unified.config import Config
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import BadRequest, InvalidOffset
from source_lever_unified.lever.page import Page
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.sync.progress import Read, cut_at
from source_lever_unified.unified.eeo import answered_at

RESPONSES = Endpoint(
    "/eeo/responses/pii",
    "EEO responses (PII)",
    "eeo_responses_pii:read:admin",
    "https://hire.lever.co/developer/documentation#list-all-eeo-responses-with-pii",
    key="applicationId",
    inside="eeoResponses",
    silent_at_the_end=True,
)
_IN_ONE = replace(RESPONSES, limited=False)

_FIRST_YEAR = 2012
"""Lever was founded then: what is older was imported."""

_REACHES_BACK_MS = 30 * DAY_MS
"""Nobody knows whether the filter means the application or the answer, and some people answer late."""


class EeoList:
    """`/eeo/responses/pii`. Without a start Lever takes the last week for everything, so each window has one."""

    items = "EEO responses"
    by = "created"

    def __init__(self, client: LeverClient, config: Config) -> None:
        self._client = client
        self._start_ms = config.start_ms or 0
        self._endpoint = RESPONSES
        self._takes_limit = False
        """Known only once a request with one was answered."""

    def backfill(self, now_ms: int) -> list[Read]:
        years = range(_FIRST_YEAR, datetime.fromtimestamp(now_ms / 1000, timezone.utc).year + 1)
        starts = [int(datetime(year, 1, 1, tzinfo=timezone.utc).timestamp() * 1000) for year in years]
        return cut_at(Read(self.by, self._start_ms), starts)[::-1]

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read(self.by, max(self._start_ms, since_ms - _REACHES_BACK_MS))]

    def page(self, read: Read, offsets: Sequence[str]) -> Page:
        """With a `limit` unless that was refused in this sync. A 400 does not say what it is that Lever refuses."""
        endpoint = self._endpoint
        params = {"created_at_start": read.start}
        if read.end is not None:
            params["created_at_end"] = read.end
        try:
            page = self._client.page(endpoint, params, offsets)
        except BadRequest as refused:
            if not endpoint.limited or self._takes_limit or isinstance(refused, InvalidOffset):
                raise
            page = self._client.page(_IN_ONE, params, offsets)
            self._endpoint = _IN_ONE
        else:
            self._takes_limit = endpoint.limited
        return page

    def is_old(self, item: LeverObject, since_ms: int) -> bool:
        answered_ms = answered_at(item)
        return answered_ms is not None and answered_ms < since_ms
