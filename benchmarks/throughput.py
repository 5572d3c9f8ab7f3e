"""How many records a second, when neither Lever nor the network is what one waits for."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measured_process import Connector, Run, run, write_json
from benchmarks.results import Line, Section
from benchmarks.sandbox_process import SandboxProcess
from benchmarks.syncs import LISTING_STREAMS, NO_LIMIT

PEER = str(Path(__file__).with_name("cdk_peer.py"))
AIM = 0.8


def measure(opportunities: int, rounds: int) -> Section:
    """The best of some rounds in turn: whatever else the machine does can only slow a run down."""
    ours: list[Run] = []
    concurrent: list[Run] = []
    sequential: list[Run] = []
    with SandboxProcess(opportunities) as sandbox, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        connector = Connector(folder, sandbox.api_url, requests_per_second=NO_LIMIT)
        with (folder / "messages.jsonl").open("wb") as messages:
            connector.read(LISTING_STREAMS, keep=messages)
        catalog = connector.catalog(LISTING_STREAMS, "full_refresh")

        def peer(*, concurrently: bool) -> Run:
            config = {
                "messages": str(folder / "messages.jsonl"),
                "schemas": connector.schemas,
                "concurrent": concurrently,
            }
            path = write_json(folder / "peer.json", config)
            return run([sys.executable, PEER, "read", "--config", path, "--catalog", catalog])

        for _ in range(rounds):
            ours.append(connector.read(LISTING_STREAMS))
            concurrent.append(peer(concurrently=True))
            sequential.append(peer(concurrently=False))
    best = max(ours, key=lambda one: one.records_per_second)
    best_peer = max(concurrent, key=lambda one: one.records_per_second)
    best_sequential = max(sequential, key=lambda one: one.records_per_second)
    share = best.records_per_second / best_peer.records_per_second
    lines = [
        Line(
            f"the connector, {best.records:,} records of {best.record_bytes / best.records:.0f} bytes",
            f"{best.records_per_second:,.0f} records/s",
            beside=f"{max(one.records_per_second_from_start for one in ours):,.0f} records/s with start-up",
        ),
        Line("a CDK ConcurrentSource with the same records ready", f"{best_peer.records_per_second:,.0f} records/s"),
        Line("the connector beside it", f"{share:.0%}", f"{AIM:.0%}", reached=share >= AIM),
        Line(
            "a CDK AbstractSource, one stream after another",
            f"{best_sequential.records_per_second:,.0f} records/s",
            beside=f"the connector: {best.records_per_second / best_sequential.records_per_second:.0%} of it",
        ),
        Line(
            "CPU of the connector, start-up included",
            f"{min(one.cpu_seconds for one in ours):.1f} s",
            beside=f"{best.records / opportunities * 1000:,.0f} records come from the 10 pages a second Lever permits",
        ),
    ]
    note = (
        f"The listing streams of {opportunities:,} opportunities, no limit, no latency; from the first record to the "
        f"last on stdout; the best of {rounds}. The peers do nothing but emit what they hold in memory, through the "
        "CDK's stock entrypoint: no HTTP, no parsing, no mapping."
    )
    return Section("Records per second", lines, note)
