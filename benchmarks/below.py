"""What is asked for below opportunities by each `child_reads`, and how soon what is newest has arrived."""

from __future__ import annotations

import io
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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

FAST, SLOW = 1.75, 1.2
"""Candidates of a year, beside the year before."""

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
    fast, slow = (_arrivals(opportunities, growth) for growth in (FAST, SLOW))
    lines = [
        Line(
            f"after {percent} % of the rows below candidates",
            fast.there_after(percent),
            slow.there_after(percent),
            f"{percent} % if they came in no order",
        )
        for percent in (2, 5, 10, 15, 20)
    ]
    lines.append(
        Line(
            "the last of them has come after",
            f"{fast.whole_after:.1%} of the rows",
            f"{slow.whole_after:.1%} of the rows",
            f"they are {fast.share:.1%} and {slow.share:.1%} of the rows",
        )
    )
    note = (
        f"How many of the rows below those candidates that were created in the last {NEWEST_DAYS} days have arrived, "
        f"in a first sync of all streams below {opportunities:,} candidates. The last quarter of a company whose "
        f"candidates grow by {FAST - 1:.0%} a year is {fast.candidates:.1%} of them, more than a tenth; of "
        f"one that grows by {SLOW - 1:.0%} it is {slow.candidates:.1%}. Windows over the time of creation "
        "are read from the newest on; inside one, Lever orders by stage."
    )
    columns = ("", f"growing by {FAST - 1:.0%}", f"growing by {SLOW - 1:.0%}", "beside it")
    return Section("What matters first comes first", lines, note, columns)


@dataclass(frozen=True)
class _Arrivals:
    """`newest`: of each row below candidates, in the order of arrival, whether it is of the last quarter."""

    newest: Sequence[bool]
    candidates: float
    """The share of candidates that are."""

    @property
    def share(self) -> float:
        return sum(self.newest) / len(self.newest)

    @property
    def whole_after(self) -> float:
        return (len(self.newest) - self.newest[::-1].index(True)) / len(self.newest)

    def there_after(self, percent: int) -> str:
        there = sum(self.newest[: len(self.newest) * percent // 100]) / sum(self.newest)
        return f"{there:.0%} of at most {min(1, percent / 100 / self.share):.0%}"


def _arrivals(opportunities: int, growth: float) -> _Arrivals:
    with SandboxProcess(opportunities, growth=growth) as sandbox, tempfile.TemporaryDirectory() as folder:
        kept = io.BytesIO()
        connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT)
        connector.read(["candidates", *SUBLISTS], keep=kept)
        since = to_iso(sandbox.now_ms - NEWEST_DAYS * DAY_MS)
    rows = [json.loads(line)["record"] for line in kept.getvalue().splitlines()]
    candidates = [row["data"] for row in rows if row["stream"] == "candidates"]
    newest = {row["id"] for row in candidates if (row["remote_created_at"] or "") >= since}
    below = [row["data"]["candidate_id"] in newest for row in rows if "candidate_id" in row["data"]]
    return _Arrivals(below, len(newest) / len(candidates))
