"""Read a Lever account into DuckDB with PyAirbyte: everything first, then what changed.

    LEVER_API_KEY=... python examples/pyairbyte_sync.py --database lever.duckdb

Without a key it reads the sandbox that `python -m lever_sandbox` starts in `integration_tests`. Accounts hosted in
the EU need `--api-url https://api.eu.lever.co/v1`.

Needs Python 3.10 to 3.12, `pip install airbyte`, and the connector's command: on PATH, or in `--executable` when it
is installed in another virtual environment. Streams that the key may not read are left out.
"""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

# PyAirbyte need not ask Airbyte's registry for a connector that is installed here. It also stops its telemetry.
os.environ.setdefault("AIRBYTE_OFFLINE_MODE", "1")

import airbyte as ab
from airbyte.caches import DuckDBCache
from readable_streams import unreadable_streams

SANDBOX_KEY = "sandbox-key"
SANDBOX_URL = "http://127.0.0.1:8719/v1"


def lever_source(config: dict[str, Any], executable: str = "source-lever-unified") -> ab.Source:
    """The connector with all streams selected that the key may read. Raises when Lever does not accept the config."""
    source = ab.get_source("source-lever-unified", local_executable=executable, config=config)
    source.check()
    unreadable = unreadable_streams(config, executable)
    source.select_streams([stream for stream in source.get_available_streams() if stream not in unreadable])
    return source


def read(source: ab.Source, cache: DuckDBCache) -> dict[str, int]:
    """Bring the tables up to date. Gives how many rows arrived, by stream.

    The cache remembers where its last read stopped, so only the first read of a database is a full one.
    """
    started_ms = time.time_ns() // 1_000_000
    result = source.read(cache)
    arrived = f"epoch_ms(_airbyte_extracted_at) >= {started_ms}"
    return {stream: len(rows.with_filter(arrived)) for stream, rows in result.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Read a Lever account into DuckDB, twice.")
    parser.add_argument("--api-key", default=os.environ.get("LEVER_API_KEY"), help="default: $LEVER_API_KEY")
    parser.add_argument("--api-url", default=os.environ.get("LEVER_API_URL"), help="default: $LEVER_API_URL")
    parser.add_argument("--executable", default="source-lever-unified", help="the connector's command, or its path")
    parser.add_argument("--database", help="a DuckDB file for this account alone: it also holds the sync's state")
    options = parser.parse_args()

    config: dict[str, Any] = {"credentials": {"auth_type": "Api Key", "api_key": options.api_key or SANDBOX_KEY}}
    if options.api_url:
        config["api_url"] = options.api_url
    elif not options.api_key:
        config["api_url"] = SANDBOX_URL
    database = options.database or ("lever.duckdb" if options.api_key else "lever_sandbox.duckdb")

    source = lever_source(config, options.executable)
    streams = source.get_selected_streams()
    print(f"{len(streams)} streams: {', '.join(streams)}")

    cache = DuckDBCache(db_path=database)
    first = read(source, cache)
    second = read(source, cache)
    print(f"{'stream':<28}{'first read':>12}{'second read':>12}")
    for stream in streams:
        print(f"{stream:<28}{first[stream]:>12}{second[stream]:>12}")


if __name__ == "__main__":
    main()
