"""The marts of `dbt/duckdb/marts.sql` over the tables of a DuckDB file, which is only read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

MARTS_SQL = Path(__file__).parents[3] / "dbt" / "duckdb" / "marts.sql"

STREAM = re.compile(r"^create table if not exists (\w+)", re.MULTILINE)

USED = (
    "lever__application_enhanced",
    "lever__funnel",
    "lever__hires",
    "lever__interviewer_load",
    "lever__offer_enhanced",
    "lever__opportunity_enhanced",
    "lever__posting_enhanced",
    "lever__stage_history",
)

NEEDED = {"applications", "candidates"}
"""Without them nothing else hangs on anything. Other streams may be missing: their charts say so."""


class NoReport(Exception):
    """Says what is wrong with the file, and what to do."""


@dataclass(frozen=True)
class Account:
    """The marts with the rows of one account only."""

    key: str | None
    """The `account_key` of the connection; None where none is set."""
    as_of: datetime
    """In UTC, without saying so, as all times of the marts."""
    _database: duckdb.DuckDBPyConnection
    _schema: str

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """By name of the column."""
        self._database.execute(f"use {self._schema}")
        found = self._database.execute(query, parameters)
        names = [column[0] for column in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


@contextmanager
def opened(file: Path, schema: str, as_of: datetime) -> Iterator[list[Account]]:
    """The accounts whose rows are in the file, by their keys."""
    if not file.exists():
        raise NoReport(f"There is no file {file}.")
    with duckdb.connect(":memory:") as database:
        try:
            database.execute(f"attach '{_quoted(str(file))}' as lever (read_only)")
        except duckdb.Error as error:
            raise NoReport(f"{file} cannot be opened as a DuckDB database: {error}") from error
        _copy_marts(database, file, schema)
        keys = database.execute(
            "select distinct account_key from marts.lever__opportunity_enhanced order by account_key nulls first"
        ).fetchall()
        yield [_account(database, number, key, as_of) for number, (key,) in enumerate(keys or [(None,)])]


def _copy_marts(database: duckdb.DuckDBPyConnection, file: Path, schema: str) -> None:
    """Views upon views are computed once here, rather than with every chart."""
    tables = database.execute(
        "select table_schema, table_name from information_schema.tables where table_catalog = 'lever'"
    ).fetchall()
    marts_sql = MARTS_SQL.read_text(encoding="utf-8")
    # Nothing but the streams: the marts themselves may be there as well.
    streams = {name for of_schema, name in tables if of_schema == schema} & set(STREAM.findall(marts_sql))
    lacking = NEEDED - streams
    if lacking:
        homes = sorted({of_schema for of_schema, name in tables if name in NEEDED} - {schema})
        advice = f"There are some in: {', '.join(homes)} (--schema)." if homes else "Sync these streams first."
        names = " and ".join(sorted(lacking))
        raise NoReport(f"{file} lacks {names} in the schema {schema}. {advice}")
    database.execute("create schema synced")
    database.execute("use synced")
    for stream in streams:
        database.execute(f'create view "{stream}" as select * from lever."{schema}"."{stream}"')
    try:
        database.execute(marts_sql)
        database.execute("create schema marts")
        for mart in USED:
            database.execute(f"create table marts.{mart} as from {mart}")
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ConversionException) as error:
        raise NoReport(
            f"The tables of {file} do not fit the marts of this version: {error}\n"
            "If another version of the connector filled them, reset the stream of that table and sync it again."
        ) from error


def _account(database: duckdb.DuckDBPyConnection, number: int, key: str | None, as_of: datetime) -> Account:
    schema = f"memory.account_{number}"
    database.execute(f"create schema {schema}")
    literal = "null" if key is None else f"'{_quoted(key)}'"
    for mart in USED:
        database.execute(
            f"create view {schema}.{mart} as from memory.marts.{mart} where account_key is not distinct from {literal}"
        )
    return Account(key, as_of, database, schema)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
