"""Lever's rate limit and a distant server: how much of what is permitted gets used."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import usual_way
from benchmarks.measured_process import Connector
from benchmarks.results import Line, Section
from benchmarks.sandbox_process import Requests, SandboxProcess
from benchmarks.syncs import LISTING_STREAMS

RPS = 10
LATENCY_MS = 300
AIM = 0.95


@dataclass(frozen=True)
class Limited:
    opportunities: int
    seconds: float
    """Of the whole command, start-up included."""

    requests: Requests

    @property
    def share(self) -> float:
        """Of what the bucket permitted from the first request to the last, its burst of 20 included."""
        return self.requests.used / self.requests.permitted

    @property
    def share_without_burst(self) -> float:
        return self.requests.used / self.requests.permitted_without_burst


@dataclass(frozen=True)
class RateLimit:
    everything: Limited
    listing: Limited
    usual_way: Limited

    def section(self) -> Section:
        lines = []
        for what, run in (("all streams", self.everything), ("listing streams", self.listing)):
            requests = run.requests
            lines += [
                Line(
                    f"{what}, N = {run.opportunities:,}: {requests.total:,} requests",
                    f"{requests.seconds:.1f} s",
                    beside=f"{requests.total / RPS:.1f} s at {RPS} a second; with start-up {run.seconds:.1f} s",
                ),
                Line(
                    f"{what}: share of the permitted requests, burst of 20 counted",
                    f"{run.share:.1%}",
                    f"{AIM:.0%}",
                    f"{run.share_without_burst:.1%} of {RPS} a second",
                    reached=run.share >= AIM,
                ),
                Line(f"{what}: refused (429)", str(requests.refused), "0", "", requests.refused == 0),
            ]
        usual = self.usual_way
        n = self.everything.opportunities
        scale = n / usual.opportunities
        lines += [
            Line(
                f"the usual way, N = {usual.opportunities}: {usual.requests.total} requests",
                f"{usual.requests.seconds:.1f} s",
                beside=f"{usual.share_without_burst:.0%} of {RPS} a second",
            ),
            Line(
                f"the usual way, scaled per opportunity to N = {n}",
                f"{usual.requests.seconds * scale:.0f} s",
                beside=f"{usual.requests.seconds * scale / self.everything.requests.seconds:.1f} times as long as "
                f"all streams above, with {usual.requests.total * scale / self.everything.requests.total:.1f} times "
                "the requests, for four streams",
            ),
        ]
        note = (
            f"Sandbox: {RPS} requests a second, burst of 20, every answer after {LATENCY_MS} ms. The connector with "
            "its default settings. From the first request to the last. The usual way: pages of 50 opportunities, then "
            f"one request per opportunity for each of {', '.join(usual_way.SUBLISTS)}, one after another."
        )
        return Section("The rate limit, filled", lines, note)


def measure(*, everything: int, listing: int, usual: int) -> RateLimit:
    """With so many opportunities each."""
    with SandboxProcess(everything, rps=RPS, latency_ms=LATENCY_MS) as sandbox:
        all_streams = _limited(sandbox, None)
        sandbox.reset_requests()
        found = usual_way.read(sandbox.api_url, usual)
        requests = sandbox.requests()
    with SandboxProcess(listing, rps=RPS, latency_ms=LATENCY_MS) as sandbox:
        return RateLimit(all_streams, _limited(sandbox, LISTING_STREAMS), Limited(found, requests.seconds, requests))


def _limited(sandbox: SandboxProcess, streams: Sequence[str] | None) -> Limited:
    with tempfile.TemporaryDirectory() as folder:
        connector = Connector(Path(folder), sandbox.api_url)
        sandbox.reset_requests()
        run = connector.read(streams)
        return Limited(sandbox.counts("candidates")["candidates"], run.seconds, sandbox.requests())


def chart(measured: RateLimit, path: Path) -> None:
    """Requests in each second, of all streams and of the usual way."""
    import matplotlib as mpl  # takes a second, and only `make bench` installs it

    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 3.5), layout="constrained")
    for run, label, colour in (
        (measured.everything, f"all streams, {measured.everything.opportunities} opportunities", "tab:blue"),
        (measured.usual_way, f"the usual way, {measured.usual_way.opportunities} opportunities", "tab:orange"),
    ):
        arrivals = run.requests.arrivals_ms
        per_second = [0] * (arrivals[-1] // 1000 + 1)
        for at in arrivals:
            per_second[at // 1000] += 1
        # The last second is cut off by the end, and would look like a fall.
        axes.stairs(per_second[:-1], label=label, color=colour, linewidth=1.6)
    axes.axhline(RPS, color="grey", linestyle="--", linewidth=1, label=f"Lever's limit: {RPS} a second, bursts of 20")
    axes.set_xlabel("seconds since the first request")
    axes.set_ylabel("requests per second")
    axes.set_ylim(0, 28)
    axes.set_title(f"Every answer after {LATENCY_MS} ms")
    axes.legend(loc="upper right")
    figure.savefig(path, dpi=110)
