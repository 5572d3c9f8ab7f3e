"""`make demo`: a whole life of a connection in a minute, without a Lever account.

Starts the sandbox, runs check, discover, a full sync, changes some data, runs an incremental sync, loads all records
into a local DuckDB file as a destination would, and shows what is there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb
from destination import load

from connector import Connector, Output
from lever_sandbox import Sandbox

OPPORTUNITIES = 1200
FOLDER = Path(__file__).parent.parent / "build" / "demo"
DATABASE = FOLDER / "lever.duckdb"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    with Sandbox(opportunities=OPPORTUNITIES, seed=11) as sandbox:
        print(f"A sandbox that answers as Lever does, with {OPPORTUNITIES} opportunities, at {sandbox.api_url}\n")
        connector = Connector(
            FOLDER,
            {
                "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
                "api_url": sandbox.api_url,
                # Lever itself allows 10; the sandbox is asked to hurry.
                "requests_per_second": 400,
                "lookback_minutes": 0,
            },
            installed=True,
        )
        check = step("check", connector.check)
        print(f"  {check.connection_status['status']}")
        discover = step("discover", connector.discover)
        streams = [stream["name"] for stream in discover.of_type("CATALOG")[0]["streams"]]
        print(f"  {len(streams)} streams")

        full = step("read, the first time (a full sync)", lambda: connector.read(streams))
        print(f"  {sum(full.counts.values())} records with {sandbox.requests.total} requests")
        print("\nMeanwhile in Lever:")
        for change in change_some_data(sandbox):
            print(f"  {change}")
        sandbox.reset_requests()
        changes = step(
            "read again, with the state of the first (incremental)", lambda: connector.read(streams, full.states)
        )
        print(f"  {sum(changes.counts.values())} records with {sandbox.requests.total} requests")

    with duckdb.connect(str(DATABASE)) as database:
        for stream in streams:
            load(database, stream, [*full.records[stream], *changes.records[stream]], FOLDER)
        show_streams(database, streams, full, changes)
        show_funnel(database)
    print(f"\nThe records are in {DATABASE.relative_to(Path.cwd())}: open it with DuckDB.")


def step(what: str, run: Callable[[], Output]) -> Output:
    print(f"$ {what}")
    began = time.monotonic()
    output = run()
    if output.exit_code != 0:
        sys.exit(f"  failed: {output.error_messages}")
    print(f"  {time.monotonic() - began:.1f} s")
    return output


def change_some_data(sandbox: Sandbox) -> Iterable[str]:
    account = sandbox.account
    open_ones = account.find_opportunities(archived=False, has_application=True, updated=True)
    moved, hired, rejected, deleted, tagged = open_ones[:5]
    account.move_stage(moved, "offer")
    yield "an application moved to the stage Offer"
    account.archive(hired, hired=True)
    yield "a candidate was hired"
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


def show_funnel(database: duckdb.DuckDBPyConnection) -> None:
    print("\nHow far applications got (every stage an application has entered):")
    found = database.execute(
        """
        select stages.name, count(distinct changes.application_id) as applications
        from application_stage_changes changes
        join application_stages stages on stages.id = changes.stage_id
        where changes.application_id is not null
        group by stages.name, stages.global_index
        order by stages.global_index
        """
    ).fetchall()
    most = max(count for _, count in found)
    for name, count in found:
        print(f"  {name:24}{count:>6}  {'█' * round(40 * count / most)}")
    outcomes = database.execute(
        "select outcome, count(*) from applications where remote_deleted_at is null group by all order by 2 desc"
    ).fetchall()
    print("  outcome: " + ", ".join(f"{outcome} {count}" for outcome, count in outcomes))


if __name__ == "__main__":
    main()
