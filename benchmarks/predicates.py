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
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads
from source_lever_unified.sync.economy import Economy
from source_lever_unified.sync.page_rows import ITEMS_PER_BATCH
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.likelihood import signs
from source_lever_unified.unified.opportunity import read_opportunity

AIM = 0.02
_REPEATED = 5
"""What takes hundredths of a second is measured so many times as often as what takes seconds."""


def measure(opportunities: int, rounds: int) -> Section:
    """The best of some rounds: whatever else the machine does can only slow one down."""
    with SandboxProcess(opportunities) as sandbox, tempfile.TemporaryDirectory() as folder:
        connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT)
        start_up = min(connector.check().cpu_seconds for _ in range(rounds))
        listing = min(connector.read(LISTING_STREAMS).cpu_seconds for _ in range(rounds)) - start_up
        account = Account(synced_at=sandbox.now_ms)
        items = _opportunities(sandbox.api_url)
    lines = [Line("reading the list, for the listing streams", f"{listing / len(items) * 1e6:.0f} µs")]
    for mode in get_args(ChildReads):
        if mode != COMPLETE:
            seconds = min(_cpu_seconds(items, account, mode) for _ in range(_REPEATED * rounds))
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
        f"CPU per opportunity, over {len(items):,} of the sandbox's; the best of {_REPEATED * rounds}. Of the list: "
        f"the command's, less that of `check`, the best of {rounds}. Lever permits 1,000 opportunities a second."
    )
    return Section("What leaving out costs", lines, note)


_OMISSIONS = {
    endpoint: stream.omission(endpoint)
    for stream in STREAMS
    if issubclass(stream, OpportunityChild)
    for endpoint in stream.endpoints()
}


def _opportunities(api_url: str) -> list[LeverObject]:
    found: list[LeverObject] = []
    offset = None
    while True:
        params = {"limit": "100", "expand": "applications", **({"offset": offset} if offset else {})}
        response = requests.get(f"{api_url}/opportunities", params=params, auth=("sandbox-key", ""), timeout=60)
        response.raise_for_status()
        page = response.json()
        found += page["data"]
        offset = page.get("next")
        if not offset:
            return found


def _cpu_seconds(items: Sequence[LeverObject], account: Account, mode: ChildReads) -> float:
    """In batches as the connector makes them, so that each was just read when it is looked at."""
    economy = Economy(mode, _OMISSIONS, signs, logging.getLogger("airbyte"))
    endpoints = frozenset(_OMISSIONS)
    seconds = 0.0
    for start in range(0, len(items), ITEMS_PER_BATCH):
        batch = items[start : start + ITEMS_PER_BATCH]
        read = [item for lever in batch if (item := read_opportunity(lever, account)) is not None]
        began = time.process_time()
        for item in read:
            economy.to_ask(endpoints, mode, item.id, economy.signs(item, account))
        seconds += time.process_time() - began
    return seconds
