"""Full and incremental syncs of accounts of several sizes, without any limit: what they ask, hold and say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured_process import Connector, Run
from benchmarks.results import Line, Section, duration, lever_seconds
from benchmarks.sandbox_process import Requests, SandboxProcess
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild, OpportunityStream

LISTING_STREAMS = tuple(stream.name for stream in STREAMS if issubclass(stream, OpportunityStream))
"""They come from the pages of opportunities alone."""

SUBLISTS = {
    stream.name: {endpoint.path for endpoint in stream.endpoints()}
    for stream in STREAMS
    if issubclass(stream, OpportunityChild)
}
"""Of each stream of children, what it asks for per opportunity. Forms of postings are watched once a day only."""

KINDS = len(set[str]().union(*SUBLISTS.values()))
READ_WHOLE = ("users", "tags", "sources", "requisitions")
"""Lists that Lever cannot filter, and that may fill more than a page."""

NO_LIMIT = 1_000_000
RSS_LIMIT_MIB = 160
MOST_GROWTH = 1.15


@dataclass(frozen=True)
class Sync:
    opportunities: int
    postings: int
    eeo_responses: int
    run: Run
    requests: Requests

    @property
    def watched(self) -> int:
        """Requests that watched parents cost the next sync: those of two streams of one sub-list are asked once."""
        by_sublist: dict[str, set[str]] = {}
        for state in self.run.states:
            stream = state["stream"]
            for sublist in SUBLISTS.get(stream["stream_descriptor"]["name"], ()):
                by_sublist.setdefault(sublist, set()).update(stream["stream_state"].get("watch", ()))
        return sum(map(len, by_sublist.values()))


@dataclass(frozen=True)
class Account:
    """What was measured with one account. `further_pages`: of the lists that are always read whole."""

    further_pages: int

    everything: Sync
    listing: Sync
    unchanged: Sync
    """All streams once more, nothing having changed."""


def measure(sizes: Iterable[int]) -> list[Account]:
    return [_measure(size) for size in sizes]


def _measure(size: int) -> Account:
    with SandboxProcess(size) as sandbox, tempfile.TemporaryDirectory() as folder:
        counts = sandbox.counts("candidates", "jobs", "eeo_responses", *READ_WHOLE)
        connector = Connector(Path(folder), sandbox.api_url, requests_per_second=NO_LIMIT, include_eeo_responses=True)

        def sync(streams: Iterable[str] | None = None, after: Run | None = None) -> Sync:
            sandbox.reset_requests()
            run = connector.read(streams, None if after is None else after.states)
            return Sync(counts["candidates"], counts["jobs"], counts["eeo_responses"], run, sandbox.requests())

        listing = sync(LISTING_STREAMS)
        everything = sync()
        further_pages = sum((counts[stream] - 1) // 100 for stream in READ_WHOLE)
        return Account(further_pages, everything, listing, sync(after=everything.run))


def requests_section(accounts: list[Account]) -> Section:
    lines = []
    for account in accounts:
        full, listing, unchanged = account.everything, account.listing, account.unchanged
        n, p, e = full.opportunities, full.postings, full.eeo_responses
        lines += [
            _requests(f"all streams, N = {n:,}, P = {p:,}, E = {e:,}", full, _most(n, p, e, account.further_pages)),
            _requests(f"listing streams only, N = {n:,}", listing, n / 100 + 40),
            _requests(
                f"all streams again, nothing changed, {full.watched:,} watched",
                unchanged,
                20 + full.watched + account.further_pages,
            ),
        ]
    repeated = sum(
        len(sync.requests.repeated)
        for account in accounts
        for sync in (account.everything, account.listing, account.unchanged)
    )
    lines.append(Line("identical requests within a sync", str(repeated), "0", "0", repeated == 0))
    note = (
        f"At most: N/100 + {KINDS}N + P/100 + P + E/100 + 70 (`eeo_responses` is among all streams), and the pages "
        f"after the first of {', '.join(READ_WHOLE)}, which Lever cannot filter; N/100 + 40 ({len(LISTING_STREAMS)} "
        "streams); 20, those pages, and one per watched parent and sub-list."
    )
    return Section("Requests", lines, note, ("", "requests", "at most", "so it lasts at least"))


def _most(n: int, p: int, e: int, further_pages: int) -> float:
    return n / 100 + KINDS * n + p / 100 + p + e / 100 + further_pages + 70


def _requests(what: str, sync: Sync, limit: float) -> Line:
    total = sync.requests.total
    return Line(what, f"{total:,}", f"{limit:,.0f}", lever_seconds(total), total <= limit)


def memory_section(accounts: list[Account]) -> Section:
    lines = []
    for what, syncs in (
        ("all streams", [account.everything for account in accounts]),
        ("listing streams", [account.listing for account in accounts]),
    ):
        small, large = syncs[0], syncs[-1]
        for sync in syncs:
            rss = sync.run.peak_rss_mib
            lines.append(
                Line(
                    f"peak RSS, {what}, N = {sync.opportunities:,}",
                    f"{rss:.0f} MiB",
                    f"{RSS_LIMIT_MIB} MiB",
                    f"{sync.run.record_bytes / 2**20:,.0f} MiB of records went through",
                    rss <= RSS_LIMIT_MIB,
                )
            )
        growth = large.run.peak_rss_mib / small.run.peak_rss_mib
        times = large.opportunities / small.opportunities
        lines.append(
            Line(
                f"growth of it, {what}",
                f"{growth - 1:+.0%}",
                f"{MOST_GROWTH - 1:+.0%}",
                f"{times:.0f} times the account",
                growth <= MOST_GROWTH,
            )
        )
    for account in accounts:
        run = account.everything.run
        lines.append(
            Line(
                f"state messages, all streams, N = {account.everything.opportunities:,}",
                f"{run.state_messages:,}",
                beside=f"largest {run.largest_state_bytes:,} bytes, at the end {run.largest_last_state_bytes:,}",
            )
        )
        run = account.listing.run
        lines.append(
            Line(
                f"state messages, listing streams, N = {account.listing.opportunities:,}",
                f"{run.state_messages:,}",
                "2 KB at the end",
                f"largest {run.largest_state_bytes:,} bytes, at the end {run.largest_last_state_bytes:,}",
                run.largest_last_state_bytes <= 2048,
            )
        )
    return Section("Memory and state", lines, columns=("", "measured", "at most", ""))


COST_SIZES = (1_000, 10_000, 100_000, 1_000_000)


def cost_section(accounts: list[Account], share: float | None) -> Section:
    """`share`: of the rate that is filled when Lever's limit holds, None when that was not measured.

    Below some seconds start-up counts; above that, requests do.
    """
    small, large = accounts[0], accounts[-1]
    filled = 1.0 if share is None else share
    lines = []
    for size in COST_SIZES:
        everything = _extrapolated(size, small.everything, large.everything)
        listing = _extrapolated(size, small.listing, large.listing)
        unchanged = _extrapolated(size, small.unchanged, large.unchanged)
        lines.append(
            Line(
                f"{size:,}",
                f"{everything:,.0f}: {duration(everything / 10 / filled)}",
                f"{listing:,.0f}: {duration(listing / 10 / filled)}",
                f"{unchanged:,.0f}: {duration(unchanged / 10 / filled)}",
            )
        )
    measured = " and ".join(f"{account.everything.opportunities:,}" for account in (small, large))
    note = (
        f"Requests: the line through those measured with N = {measured}. Seconds: these at 10 requests a second, "
        + ("all of them used." if share is None else f"{share:.1%} of them used, as measured above.")
        + " An unchanged account of a size beyond 5,000 watched entries costs no more than 10,000 requests."
    )
    return Section(
        "Cost of a sync by size", lines, note, ("N", "all streams", "listing streams", "all streams, nothing changed")
    )


def _extrapolated(size: int, small: Sync, large: Sync) -> float:
    per_opportunity = (large.requests.total - small.requests.total) / (large.opportunities - small.opportunities)
    return max(0.0, small.requests.total + per_opportunity * (size - small.opportunities))
