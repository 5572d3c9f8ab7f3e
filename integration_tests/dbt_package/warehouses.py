"""The databases in which the package is built: each takes what a connection brought, and answers queries."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb
import orjson
from destination import COLUMNS, load
from postgres_server import USER

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""By stream, in the order in which they arrived."""


class Warehouse(Protocol):
    target: str
    """As profiles.yml calls it."""

    environment: Mapping[str, str]
    """What profiles.yml needs to know."""

    variables: Mapping[str, Any]
    """What the package needs to know."""

    def load(self, rows: Rows) -> None: ...

    def texts(self, query: str) -> list[list[str]]:
        """The rows of a query, as text."""
        ...


class DuckDB:
    """Tables and models in one schema."""

    target = "duckdb"
    variables: Mapping[str, Any] = {"lever_not_synced": []}

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.file = folder / "lever.duckdb"
        self.environment: Mapping[str, str] = {"LEVER_DUCKDB": str(self.file)}

    def load(self, rows: Rows) -> None:
        with duckdb.connect(str(self.file)) as database:
            for stream in rows:
                load(database, stream, rows[stream], self._folder)

    def texts(self, query: str) -> list[list[str]]:
        # Closed again: DuckDB lets one process at a time write, and dbt is another.
        with duckdb.connect(str(self.file), read_only=True) as database:
            return [[str(value) for value in row] for row in database.execute(query).fetchall()]


@dataclass(frozen=True)
class Psql:
    """The client of a server on loopback."""

    binaries: Path
    port: int

    def rows(self, script: str) -> list[list[str]]:
        """Runs a script; the rows of all its queries, as text."""
        done = subprocess.run(
            [
                *(self.binaries / "psql", "--host=127.0.0.1", f"--port={self.port}", f"--username={USER}"),
                *("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\x1f"),
                *("--set=ON_ERROR_STOP=1", "--file=-"),
            ],
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr}")
        return [line.split("\x1f") for line in done.stdout.splitlines()]


class Postgres:
    """Tables in a schema of their own with a prefix, models in another one."""

    target = "postgres"
    variables: Mapping[str, Any] = {"lever_schema": "airbyte", "lever_table_prefix": "hiring_", "lever_not_synced": []}

    _TYPES: Mapping[str, str] = {
        "text": "varchar",
        "integer": "bigint",
        "number": "decimal(38, 9)",
        "boolean": "boolean",
        "timestamp": "timestamptz",
        "json": "jsonb",
        "any": "jsonb",
    }

    def __init__(self, psql: Psql, folder: Path) -> None:
        self._psql = psql
        self._folder = folder
        self.environment: Mapping[str, str] = {"LEVER_POSTGRES_PORT": str(psql.port)}

    def load(self, rows: Rows) -> None:
        self._psql.rows(
            "create schema if not exists airbyte;\n" + "\n".join(self._table(stream, rows[stream]) for stream in rows)
        )

    def texts(self, query: str) -> list[list[str]]:
        return self._psql.rows(f"set search_path = analytics;\n{query};")

    def _table(self, stream: str, rows: Sequence[Mapping[str, Any]]) -> str:
        """Of each id the newest row, and of equally new ones the last that arrived.

        Emptied, not made anew: views stand on it. Without statistics, which a server gathers by itself after a while,
        Postgres joins row by row.
        """
        file = self._folder / f"{stream}.jsonl"
        file.write_bytes(b"\n".join(orjson.dumps({**row, "arrival": number}) for number, row in enumerate(rows)))
        table = f"airbyte.hiring_{stream}"
        columns = ", ".join(f'"{name}" {self._TYPES[kind]}' for name, kind in COLUMNS[stream].items())
        # JSON has no such bytes in it: each line is one value.
        return f"""
            create table if not exists {table} ({columns});
            truncate {table};
            create temp table arrived (line jsonb);
            \\copy arrived from '{file}' with (format csv, delimiter e'\\x01', quote e'\\x02')
            insert into {table}
            select distinct on (line ->> 'id') (jsonb_populate_record(null::{table}, line)).*
            from arrived
            order by line ->> 'id', (line ->> 'changed_at')::timestamptz desc, (line ->> 'arrival')::bigint desc;
            drop table arrived;
            analyze {table};
        """
