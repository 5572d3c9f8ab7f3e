"""`make demo`: a whole life of a connection in a minute, without a Lever account.

Starts the sandbox, runs check, discover, a full sync, changes some data, runs an incremental sync, loads all records
into a local DuckDB file as a destination would, and shows what is there: in short here, in a page of charts besides.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from destination import load
from sync_section import LEVER_LIMIT, Sync, sync_section

from connector import Connector, Output
from lever_sandbox import Sandbox
from lever_sandbox.clock import DAY
from reporting.hiring.report import hiring_report

OPPORTUNITIES = 1200
HIRED = 3
"""How many of them are hired between the two syncs."""
SEED = 11
FOLDER = Path(__file__).parent.parent / "build" / "demo"
DATABASE = FOLDER / "lever.duckdb"
REPORT = FOLDER / "report.html"

HURRIED = 400
"""Requests per second of the full sync. Lever allows 10, at which nobody would wait for the end of a demo."""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    with Sandbox(opportunities=OPPORTUNITIES, seed=SEED, now=last_midnight()) as sandbox:
        sandbox.account.now = None  # What changes from here on, changes now.
        print(f"A sandbox that answers as Lever does, with {OPPORTUNITIES} opportunities, at {sandbox.api_url}\n")
        config: dict[str, Any] = {
            "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
            "api_url": sandbox.api_url,
            "lookback_minutes": 0,
        }
        hurried = Connector(FOLDER, {**config, "requests_per_second": HURRIED}, installed=True)
        check, _ = step("check", hurried.check)
        print(f"  {check.connection_status['status']}")
        discover, _ = step("discover", hurried.discover)
        streams = [stream["name"] for stream in discover.of_type("CATALOG")[0]["streams"]]
        print(f"  {len(streams)} streams")

        sandbox.reset_requests()
        full, seconds = step("read, the first time (a full sync)", lambda: hurried.read(streams))
        full_sync = counted_sync(sandbox, full, seconds)
        print("\nMeanwhile in Lever:")
        happened = list(change_some_data(sandbox))
        for change in happened:
            print(f"  {change}")
        sandbox.reset_requests()
        sandbox.settings.rps = LEVER_LIMIT
        patient = Connector(FOLDER, config, installed=True)
        changes, seconds = step(
            "read again, with the state of the first (incremental), at Lever's limit",
            lambda: patient.read(streams, full.states),
        )
        second_sync = counted_sync(sandbox, changes, seconds)

    with duckdb.connect(str(DATABASE)) as database:
        for stream in streams:
            load(database, stream, [*full.records[stream], *changes.records[stream]], FOLDER)
        show_streams(database, streams, full, changes)
    further = [sync_section(full_sync, second_sync, happened)]
    REPORT.write_text(hiring_report(DATABASE, further=further), encoding="utf-8")
    print(f"\nThe records are in {DATABASE.relative_to(Path.cwd())}: open it with DuckDB.")
    print(f"Charts of them, in a browser: {REPORT.relative_to(Path.cwd())}")


def last_midnight() -> int:
    """The instant, in UTC, that the data look back from, so that the report's last months are not empty.

    Not the present one, so that the demo is the same all day.
    """
    return time.time_ns() // 1_000_000 // DAY * DAY


def step(what: str, run: Callable[[], Output]) -> tuple[Output, float]:
    """What it gave, and the seconds it took."""
    print(f"$ {what}")
    began = time.monotonic()
    output = run()
    if output.exit_code != 0:
        sys.exit(f"  failed: {output.error_messages}")
    seconds = time.monotonic() - began
    print(f"  {seconds:.1f} s")
    return output, seconds


def counted_sync(sandbox: Sandbox, output: Output, seconds: float) -> Sync:
    refused = sandbox.requests.by_status.get(429, 0)
    sync = Sync(seconds, sandbox.requests.summary(arrivals=False)["per_second"], output.counts, refused)
    print(f"  {sync.all_rows} records with {sync.requests} requests")
    return sync


def change_some_data(sandbox: Sandbox) -> Iterable[str]:
    account = sandbox.account
    hired = account.find_opportunities(
        stage="offer", archived=False, has_application=True, has_offers=True, limit=HIRED
    )
    open_ones = account.find_opportunities(archived=False, has_application=True, updated=True)
    moved, rejected, deleted, tagged = [one for one in open_ones if one not in hired][:4]
    account.move_stage(moved, "offer")
    yield "an application moved to the stage Offer"
    for opportunity in hired:
        account.set_offer_status(account.offers(opportunity)[-1]["id"], "signed")
        account.archive(opportunity, hired=True)
    yield f"{len(hired)} candidates signed their offers and were hired"
    account.archive(rejected)
    yield "another was turned down"
    account.delete_opportunity(deleted)
    yield "a candidate asked to be forgotten, and was deleted"
    account.add_tag(tagged, "silver medalist")
    yield "somebody got the tag 'silver medalist'"
    account.rename_user(account.users()[0]["id"], "Ada Lovelace")
    yield "a user changed her name"


def show_streams(database: duckdb.DuckDBPyConnection, streams: Sequence[str], full: Output, changes: Output) -> None:
    print(f"\n{'stream':28}{'full sync':>10}{'changes':>10}{'in table':>10}{'deleted':>10}")
    for stream in streams:
        in_table, deleted = database.execute(f"select count(*), count(remote_deleted_at) from {stream}").fetchone() or (
            0,
            0,
        )
        full_count, change_count = full.counts.get(stream, 0), changes.counts.get(stream, 0)
        print(f"{stream:28}{full_count:>10}{change_count:>10}{in_table:>10}{deleted:>10}")


if __name__ == "__main__":
    main()
