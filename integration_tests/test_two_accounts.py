"""Tables of two accounts, put together as docs/accounts.md says."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from connector import ConnectTo, Json
from lever_sandbox import Sandbox

PAGE = Path(__file__).parent.parent / "docs" / "accounts.md"
STREAMS = ["users", "jobs", "candidates", "applications", "application_stages"]
ACCOUNTS = {"lever_us": "acme-us", "lever_eu": "acme-eu"}


@pytest.fixture
def rows(sandbox: Sandbox, connect_to: ConnectTo) -> dict[str, dict[str, list[Json]]]:
    """By schema. Even if Lever gave out the same ids in both accounts."""
    return {
        schema: dict(connect_to(sandbox, account_key=key).read(STREAMS).records) for schema, key in ACCOUNTS.items()
    }


def test_given_two_accounts_with_keys_of_their_own_then_no_id_is_in_both(
    rows: dict[str, dict[str, list[Json]]],
) -> None:
    for stream in STREAMS:
        us, eu = ({row["id"] for row in account[stream]} for account in rows.values())
        assert us
        assert us.isdisjoint(eu)


def test_given_the_view_of_the_page_then_it_has_the_rows_of_both_and_says_whose_they_are(
    rows: dict[str, dict[str, list[Json]]],
) -> None:
    (view,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(), re.DOTALL)
    with duckdb.connect() as database:
        for schema, account in rows.items():
            database.execute(f"create schema {schema}")
            database.execute(f"create table {schema}.current_candidates (id text, account_key text)")
            database.executemany(
                f"insert into {schema}.current_candidates values (?, ?)",
                [(row["id"], row["account_key"]) for row in account["candidates"]],
            )
        database.execute(view)
        counts = database.execute(
            "select account_key, count(*), count(distinct id) from all_candidates group by 1"
        ).fetchall()

    expected = {ACCOUNTS[schema]: len(account["candidates"]) for schema, account in rows.items()}
    assert {key: (count, ids) for key, count, ids in counts} == {key: (count, count) for key, count in expected.items()}
