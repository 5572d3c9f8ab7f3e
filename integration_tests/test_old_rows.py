"""Opportunities from before Lever had `updatedAt` keep a null in it, whatever happens to them."""

from __future__ import annotations

import json

import pytest

from connector import ConnectTo, Json
from lever_sandbox import Sandbox
from source_lever_unified.lever.times import DAY_MS, now_ms, to_iso

STREAMS = ["candidates", "application_stage_changes", "interviews"]
LAST_LISTED = "old_at"


def days_ago(days: float) -> str:
    return to_iso(now_ms() - round(days * DAY_MS))


def listed(states: list[Json], days: float | None) -> list[Json]:
    """The states as they were if the old rows had last been listed so long ago; None: by a version that never did."""
    changed: list[Json] = json.loads(json.dumps(states))
    for state in changed:
        state["stream"]["stream_state"].pop(LAST_LISTED)
        if days is not None:
            state["stream"]["stream_state"][LAST_LISTED] = days_ago(days)
    return changed


@pytest.mark.parametrize("yields_nulls", [False, True], ids=["filter-leaves-nulls-out", "filter-yields-nulls"])
def test_given_an_old_candidate_who_is_interacted_with_then_the_next_daily_listing_brings_them_once(
    yields_nulls: bool, connect_to: ConnectTo
) -> None:
    with Sandbox(opportunities=260, seed=7, updated_filter_yields_nulls=yields_nulls) as sandbox:
        connector = connect_to(sandbox)
        first = connector.read(STREAMS)
        old = sandbox.account.find_opportunities(updated=False, has_interviews=False)[0]
        sandbox.account.touch_opportunity(old)
        assert sandbox.account.opportunity(old)["updatedAt"] is None

        children = []
        for days, times in [(0.5, 0), (1.1, 1), (None, 1)]:
            sandbox.reset_requests()
            later = connector.read(STREAMS, listed(first.states, days))
            assert [row["remote_id"] for row in later.records["candidates"]].count(old) == times
            assert sandbox.requests.repeated == []
            children.append(sandbox.requests.count("/opportunities/:id/interviews"))
        watched, a_day_later, by_an_older_version = children
        assert a_day_later == watched + 1
        # That version saw none of what had happened to old rows since its first sync.
        assert by_an_older_version >= watched + 1
