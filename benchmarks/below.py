"""What is asked for below opportunities by each `child_reads`, and how soon what is newest has arrived."""

from __future__ import annotations

import io
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import get_args

from benchmarks.measured_process import Connector
from benchmarks.results import Line, Section, duration
from benchmarks.sandbox_process import SandboxProcess
from benchmarks.syncs import NO_LIMIT, SUBLISTS
from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads

SIZES = (1_000, 10_000, 100_000)
NEWEST_DAYS = 90
"""What a dashboard of the last quarter shows."""

_KINDS = sorted({path for paths in SUBLISTS.values() for path in paths})


def by_mode(opportunities: int) -> Section:
    asked: dict[ChildReads, Counter[str]] = {}
    with SandboxProcess(opportunities) as sandbox, tempfile.TemporaryDirectory() as folder:
        n = sandbox.counts("candidates")["candidates"]
        for mode in get_args(ChildReads):
            sandbox.reset_requests()
            connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT, child_reads=mode)
            connector.read()
            asked[mode] = Counter(sandbox.requests().by_endpoint)
    lines = []
    for kind in [*_KINDS, ""]:
        requests = {mode: sum(asked[mode][path] for path in _KINDS if kind in ("", path)) for mode in asked}
        lines.append(
            Line(
                kind.rpartition("/")[2] or "all kinds",
                f"{requests[COMPLETE]:,}",
                " · ".join(f"{count:,}" for mode, count in requests.items() if mode != COMPLETE),
                "; ".join(_at_size(requests, n, size) for size in SIZES),
            )
        )
    note = (
        f"Requests of a first sync of all streams below N = {n:,} opportunities of the sandbox's company, and how long "
        "Lever's 10 requests a second make them last in accounts of other sizes: `complete`, `skip_untouched`, "
        "`skip_unlikely`. One in 20 of what would be left out is asked for all the same. How much a mode saves depends "
        "on the account; `check` says it for yours."
    )
    columns = ("", "complete", "untouched · unlikely", "hours")
    return Section("Requests by mode and kind", lines, note, columns)


def _at_size(requests: dict[ChildReads, int], n: int, size: int) -> str:
    return f"{size:,}: " + ", ".join(duration(count * size / n / 10) for count in requests.values())


def newest_first(opportunities: int) -> Section:
    """The rows below candidates in the order in which they arrive; each takes a request, so that is time."""
    with SandboxProcess(opportunities) as sandbox, tempfile.TemporaryDirectory() as folder:
        kept = io.BytesIO()
        connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT)
        connector.read(["candidates", *SUBLISTS], keep=kept)
        since = to_iso(sandbox.now_ms - NEWEST_DAYS * DAY_MS)
    rows = [json.loads(line)["record"] for line in kept.getvalue().splitlines()]
    candidates = [row["data"] for row in rows if row["stream"] == "candidates"]
    newest = {row["id"] for row in candidates if (row["remote_created_at"] or "") >= since}
    below = [row["data"]["candidate_id"] in newest for row in rows if "candidate_id" in row["data"]]
    total, share = sum(below), sum(below) / len(below)
    whole_after = (len(below) - below[::-1].index(True)) / len(below)
    lines = [
        Line(
            f"after {percent} % of the rows below candidates",
            f"{sum(below[: len(below) * percent // 100]) / total:.0%}",
            beside=f"at most {min(1, percent / 100 / share):.0%}; {percent} % if they came in no order",
        )
        for percent in (2, 5, 10, 15, 20)
    ]
    lines.append(
        Line("the last of them has come after", f"{whole_after:.1%}", beside=f"they are {share:.1%} of the rows")
    )
    note = (
        f"How many of the rows below those of {len(candidates):,} candidates that were created in the last "
        f"{NEWEST_DAYS} days have arrived, in a first sync of all streams below candidates: of the last quarter, which "
        f"here is {len(newest) / len(candidates):.1%} of the account. Windows over the time of creation are read from "
        "the newest on; inside one, Lever orders by stage."
    )
    return Section("What matters first comes first", lines, note)
