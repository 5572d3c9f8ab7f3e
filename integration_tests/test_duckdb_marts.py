"""`dbt/duckdb/marts.sql`, for those who have no dbt, stands on whatever streams were synced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml
from destination import COLUMNS

PACKAGE = Path(__file__).parent.parent / "dbt"
MARTS = {
    model["name"]: [column["name"] for column in model["columns"]]
    for model in yaml.safe_load((PACKAGE / "models" / "marts" / "marts.yml").read_text())["models"]
}


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """No stream was synced at all."""
    with duckdb.connect() as database:
        database.execute((PACKAGE / "duckdb" / "marts.sql").read_text())
        yield database


def columns(database: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    return [row[0] for row in database.execute(f"describe {view}").fetchall()]


@pytest.mark.parametrize("mart", MARTS)
def test_given_no_tables_when_the_file_is_run_then_the_mart_stands_with_its_columns_and_is_empty(
    database: duckdb.DuckDBPyConnection, mart: str
) -> None:
    assert columns(database, mart) == MARTS[mart]
    assert database.execute(f"select * from {mart}").fetchall() == []


@pytest.mark.parametrize("stream", COLUMNS)
def test_given_a_stream_then_its_staging_view_has_the_columns_of_its_rows(
    database: duckdb.DuckDBPyConnection, stream: str
) -> None:
    assert columns(database, f"stg_lever__{stream}") == list(COLUMNS[stream]), "run `make dbt-marts`"
