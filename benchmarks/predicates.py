"""What it costs to tell from an opportunity's own record which of its sub-lists need not be asked for."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import requests

from benchmarks.measured_process import Connector
from benchmarks.results import Line, Section
from benchmarks.sandbox_process import SandboxProcess
from benchmarks.syncs import LISTING_STREAMS, NO_LIMIT
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads
from source_lever_unified.sync.economy import Economy
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.likelihood import Signs
from source_lever_unified.unified.opportunity import Opportunity, read_opportunity

AIM = 0.02


def measure(opportunities: int, rounds: int) -> Section:
    """The best of some rounds: whatever else the machine does can only slow one down."""
    with SandboxProcess(opportunities) as sandbox, tempfile.TemporaryDirectory() as folder:
        connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT)
        start_up = min(connector.check().cpu_seconds for _ in range(rounds))
        listing = min(connector.read(LISTING_STREAMS).cpu_seconds for _ in range(rounds)) - start_up
        account = Account(synced_at=sandbox.now_ms)
        items = _opportunities(sandbox.api_url, account)
    lines = [Line("reading the list, for the listing streams", f"{listing / len(items) * 1e6:.0f} µs")]
    for mode in get_args(ChildReads):
        if mode != COMPLETE:
            seconds = min(_cpu_seconds(items, account, mode) for _ in range(rounds))
            share = seconds / listing
            lines.append(
                Line(
                    f"`{mode}`: which of {len(_OMISSIONS)} sub-lists to ask for",
                    f"{seconds / len(items) * 1e6:.1f} µs, {share:.1%}",
                    f"{AIM:.0%}",
                    f"{share / len(_OMISSIONS):.1%} for each of the {len(_OMISSIONS)}",
                    reached=share < AIM,
                )
            )
    note = (
        f"CPU per opportunity, over {len(items):,} of the sandbox's; the best of {rounds}. Of the list: the command's, "
        "less that of `check`. Lever permits 1,000 opportunities a second."
    )
    return Section("What leaving out costs", lines, note)


_OMISSIONS = {
    endpoint: stream.omission(endpoint)
    for stream in STREAMS
    if issubclass(stream, OpportunityChild)
    for endpoint in stream.endpoints()
}


def _opportunities(api_url: str, account: Account) -> list[Opportunity]:
    found: list[Opportunity | None] = []
    offset = None
    while True:
        params = {"limit": "100", "expand": "applications", **({"offset": offset} if offset else {})}
        response = requests.get(f"{api_url}/opportunities", params=params, auth=("sandbox-key", ""), timeout=60)
        response.raise_for_status()
        page = response.json()
        found += [read_opportunity(lever, account) for lever in page["data"]]
        offset = page.get("next")
        if not offset:
            return [one for one in found if one is not None]


def _cpu_seconds(items: Sequence[Opportunity], account: Account, mode: ChildReads) -> float:
    economy = Economy(mode, _OMISSIONS, Signs, logging.getLogger("airbyte"))
    endpoints = frozenset(_OMISSIONS)
    began = time.process_time()
    for item in items:
        economy.to_ask(endpoints, mode, economy.look(item, account))
    return time.process_time() - began
