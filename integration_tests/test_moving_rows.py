"""Lever sorts opportunities by stage rank and time of advance, so rows move while the list is being read."""

from __future__ import annotations

import pytest

from connector import ConnectTo
from lever_sandbox import Sandbox


@pytest.mark.parametrize("before_page", [2, 3, 5, 8])
def test_given_an_opportunity_that_moves_behind_the_reader_when_listed_then_it_comes_now_or_next_time(
    sandbox: Sandbox, connect_to: ConnectTo, before_page: int
) -> None:
    account = sandbox.account
    last = account.find_opportunities(stage="offer", archived=False)
    late = (last or account.find_opportunities(archived=False))[-1]
    sandbox.before(r"/v1/opportunities\?", lambda: account.move_stage(late, "lead-new"), nth=before_page)
    connector = connect_to(sandbox, num_workers=1)

    first = connector.read(["candidates", "applications"])
    second = connector.read(["candidates", "applications"], first.states)

    rows = [row for out in (first, second) for row in out.records["candidates"] if row["remote_id"] == late]
    lead_stage = next(
        row["stage_id"]
        for row in first.records["candidates"]
        if row["remote_data"]["/opportunities"]["stage"] == "lead-new"
    )
    assert rows
    assert rows[-1]["stage_id"] == lead_stage


def test_given_rows_that_move_all_the_time_when_listed_then_two_syncs_bring_every_one(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    moving = iter(account.find_opportunities(archived=False)[::-1])
    sandbox.before(r"/v1/opportunities\?", lambda: account.move_stage(next(moving), "lead-new"), repeat=True)
    connector = connect_to(sandbox, num_workers=1)

    first = connector.read(["candidates"])
    sandbox.clear_hooks()
    second = connector.read(["candidates"], first.states)

    got = {row["remote_id"] for out in (first, second) for row in out.records["candidates"]}
    assert got == set(account.find_opportunities())


def test_given_an_opportunity_created_while_listing_when_synced_then_it_comes_now_or_next_time(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    created: list[str] = []
    sandbox.before(
        r"/v1/opportunities\?", lambda: created.append(sandbox.account.create_opportunity(name="Late Comer")), nth=4
    )
    connector = connect_to(sandbox, num_workers=1)

    first = connector.read(["candidates"])
    second = connector.read(["candidates"], first.states)

    got = {row["remote_id"] for out in (first, second) for row in out.records["candidates"]}
    assert set(created) <= got
