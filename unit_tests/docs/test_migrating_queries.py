"""The queries on the page for whoever comes from another product find what they say they find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import duckdb
import pytest

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.schemas import json_schema
from unit_tests.docs.migration_tables import OVERVIEW

COMPARE, CARRY_OVER, OLD_NAMES = re.findall(r"```sql\n(.*?)```", OVERVIEW.read_text(), re.DOTALL)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Views of current rows, as empty as in a new account, and what somebody had before."""
    with duckdb.connect() as database:
        for stream in STREAMS:
            columns = ", ".join(f'"{name}" varchar' for name in json_schema(stream)["properties"])
            database.execute(f"create table current_{stream.name} ({columns})")
        database.execute("create schema lever_before")
        database.execute("create table lever_before.opportunities (id varchar)")
        database.execute("create table my_shortlist (opportunity_id varchar, stars integer)")
        yield database


def put(warehouse: duckdb.DuckDBPyConnection, table: str, *rows: Mapping[str, object]) -> None:
    for row in rows:
        places = ", ".join("?" for _ in row)
        warehouse.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))


def test_given_both_ways_then_the_comparison_finds_what_only_one_of_them_has(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    put(warehouse, "lever_before.opportunities", {"id": "both"}, {"id": "deleted"})
    put(
        warehouse,
        "current_candidates",
        {"id": "11111111", "remote_id": "both"},
        {"id": "22222222", "remote_id": "never-updated"},
    )

    found = warehouse.execute(COMPARE).fetchall()

    assert sorted(found) == [("deleted", False, True), ("never-updated", True, False)]


def test_given_a_table_with_levers_ids_then_its_rows_get_the_unified_ones(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    put(
        warehouse,
        "my_shortlist",
        {"opportunity_id": "known", "stars": 3},
        {"opportunity_id": "deleted", "stars": 1},
    )
    put(warehouse, "current_candidates", {"id": "11111111", "remote_id": "known"})

    found = warehouse.execute(CARRY_OVER).fetchall()

    assert sorted(found) == [("deleted", 1, None), ("known", 3, "11111111")]


def test_given_the_view_with_the_old_names_then_an_old_query_finds_levers_ids(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    put(warehouse, "current_application_stages", {"id": "99999999", "remote_id": "offer"})
    put(
        warehouse,
        "current_candidates",
        {"id": "11111111", "remote_id": "known", "full_name": "Ada Lovelace", "stage_id": "99999999"},
    )
    warehouse.execute(OLD_NAMES)

    found = warehouse.execute("select id, name from opportunities where stage = 'offer'").fetchall()

    assert found == [("known", "Ada Lovelace")]
