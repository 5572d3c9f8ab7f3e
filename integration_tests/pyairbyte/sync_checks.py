"""What a user of PyAirbyte gets: the example reads a sandbox twice, and its tables are compared with the truth.

Started by run.sh. Not called test_*.py, because `make test` runs where PyAirbyte is not installed.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import airbyte as ab  # in .venv-pyairbyte
import duckdb
import pyairbyte_sync as example  # in examples
import pytest
from airbyte.caches import DuckDBCache  # in .venv-pyairbyte
from pyairbyte.sandbox_process import SandboxProcess, running_sandbox

Json = dict[str, Any]

HERE = Path(__file__).parent
CURRENT_VIEWS = HERE.parent.parent / "docs" / "sql" / "current_views.sql"
DUCKDB_TYPES = {
    "string": "VARCHAR",
    "date-time": "TIMESTAMP",
    "integer": "BIGINT",
    "number": "DECIMAL(38,9)",
    "boolean": "BOOLEAN",
    "object": "JSON",
    "array": "JSON",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pyairbyte")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(opportunities=120) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def config(sandbox: SandboxProcess) -> Json:
    """Without lookback, so that the second read says exactly what happened since the first."""
    return {
        "credentials": {"auth_type": "Api Key", "api_key": example.SANDBOX_KEY},
        "api_url": sandbox.api_url,
        "requests_per_second": 1000,
        "lookback_minutes": 0,
    }


@pytest.fixture(scope="module")
def overheard(folder: Path) -> Path:
    """The connector's command, with all that it says to PyAirbyte written to a file named as the subcommand."""
    command = folder / "overheard-connector"
    command.write_text(
        f'#!/usr/bin/env bash\nset -o pipefail\n"{os.environ["CONNECTOR"]}" "$@" | tee -a "{folder}/$1.jsonl"\n'
    )
    command.chmod(0o755)
    return command


@pytest.fixture(scope="module")
def source(config: Json, overheard: Path) -> ab.Source:
    return example.lever_source(config, str(overheard))


@dataclass
class Changes:
    """What happened in Lever between the two reads; Lever's ids."""

    renamed_user: str
    moved: str
    deleted: str
    created: str
    removed_tag: str

    @classmethod
    def make(cls, sandbox: SandboxProcess) -> Changes:
        moved, deleted = sandbox.do("find_opportunities", archived=False, has_application=True, limit=2)
        changes = cls(
            renamed_user=sandbox.do("users")[0]["id"],
            moved=moved,
            deleted=deleted,
            created=sandbox.do("create_opportunity", name="Ada Lovelace"),
            removed_tag="short-lived",
        )
        sandbox.do("rename_user", user_id=changes.renamed_user, name="Grace Hopper")
        sandbox.do("move_stage", opportunity_id=moved, stage_id="offer")
        sandbox.do("delete_opportunity", opportunity_id=deleted)
        sandbox.do("remove_account_tag", text=changes.removed_tag)
        return changes


@dataclass
class Read:
    """One read: what the example says arrived, what the connector sent, what is in Lever and in the tables after."""

    arrived: dict[str, int]
    sent: dict[str, list[Json]]
    in_lever: dict[str, int]
    in_tables: dict[str, int]


@dataclass
class Synced:
    first: Read
    changes: Changes
    second: Read
    database: duckdb.DuckDBPyConnection

    def row(self, stream: str, remote_id: str) -> Json:
        (row,) = self.rows(f"select * from {stream} where remote_id = '{remote_id}'")
        return row

    def rows(self, query: str) -> list[Json]:
        result = self.database.execute(query)
        names = [column[0] for column in result.description]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


@pytest.fixture(scope="module")
def synced(sandbox: SandboxProcess, source: ab.Source, folder: Path) -> Iterator[Synced]:
    database = folder / "lever.duckdb"
    cache = DuckDBCache(db_path=database, cache_dir=folder / "cache")

    def read() -> Read:
        said = folder / "read.jsonl"
        said.unlink(missing_ok=True)
        arrived = example.read(source, cache)
        in_tables = {stream: len(cache[stream]) for stream in source.get_available_streams()}
        in_lever = {stream: count for stream, count in sandbox.counts().items() if stream in in_tables}
        return Read(arrived, records(said), in_lever, in_tables)

    sandbox.do("add_account_tag", text="short-lived")
    first = read()
    changes = Changes.make(sandbox)
    second = read()
    cache.close()
    with duckdb.connect(str(database)) as connection:
        yield Synced(first, changes, second, connection)


def messages(said: Path, kind: str) -> list[Json]:
    return [message for message in map(json.loads, said.read_text().splitlines()) if message["type"] == kind]


def records(said: Path) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = defaultdict(list)
    for message in messages(said, "RECORD"):
        found[message["record"]["stream"]].append(message["record"]["data"])
    return found


def properties(source: ab.Source, stream: str) -> dict[str, Json]:
    """But those that may hold any JSON, of which PyAirbyte makes what it likes."""
    found: dict[str, Json] = source.get_stream_json_schema(stream)["properties"]
    return {name: schema for name, schema in found.items() if not _is_any(schema)}


def _is_any(schema: Json) -> bool:
    return isinstance(schema["type"], list) and len(set(schema["type"]) - {"null"}) > 1


def lever_ids(rows: list[Json]) -> set[str]:
    return {row["remote_id"] for row in rows}


@pytest.mark.usefixtures("source")
def test_given_a_key_that_works_when_checked_then_it_succeeds(folder: Path) -> None:
    checks = messages(folder / "check.jsonl", "CONNECTION_STATUS")

    assert {message["connectionStatus"]["status"] for message in checks} == {"SUCCEEDED"}


def test_given_a_wrong_key_when_checked_then_pyairbyte_says_why(config: Json, overheard: Path) -> None:
    wrong = {**config, "credentials": {"auth_type": "Api Key", "api_key": "no-such-key"}}

    with pytest.raises(ab.exceptions.AirbyteConnectorCheckFailedError, match="does not accept these credentials"):
        example.lever_source(wrong, str(overheard))


def test_given_a_key_that_may_not_read_everything_then_the_example_selects_and_reads_the_rest(
    config: Json, sandbox: SandboxProcess, tmp_path: Path
) -> None:
    sandbox.add_key("limited", denied=["opportunities"])
    config = {**config, "credentials": {"auth_type": "Api Key", "api_key": "limited"}}

    source = example.lever_source(config, os.environ["CONNECTOR"])
    result = source.read(DuckDBCache(db_path=tmp_path / "some.duckdb", cache_dir=tmp_path))

    selected = set(source.get_selected_streams())
    assert {"jobs", "users", "tags"} <= selected
    assert selected.isdisjoint({"candidates", "applications", "interviews", "offers"})
    assert {stream: len(rows) for stream, rows in result.items()} == {
        stream: count for stream, count in sandbox.counts().items() if stream in selected
    }


def test_given_the_source_when_listed_then_it_has_all_streams(source: ab.Source, sandbox: SandboxProcess) -> None:
    streams = source.get_available_streams()

    assert len(streams) == 36
    assert set(streams) == set(sandbox.counts()) - {"eeo_responses"}
    assert set(source.get_selected_streams()) == set(streams)


def test_given_a_first_read_then_the_tables_hold_what_is_in_lever(synced: Synced) -> None:
    # Deleted notes and forms come as tombstones, and a person with each of their candidacies.
    living = {
        stream: len({row["id"] for row in synced.first.sent.get(stream, ()) if not row["remote_deleted_at"]})
        for stream in synced.first.in_lever
    }
    assert living == synced.first.in_lever
    assert synced.first.in_tables == synced.first.arrived


def test_given_changes_when_read_again_then_only_they_arrive(synced: Synced) -> None:
    changes, sent = synced.changes, synced.second.sent

    assert lever_ids(sent["users"]) == {changes.renamed_user}
    assert lever_ids(sent["tags"]) == {changes.removed_tag}
    assert lever_ids(sent["candidates"]) == {changes.moved, changes.deleted, changes.created}
    untouched = {"jobs", "job_postings", "application_stages", "rejection_reasons", "screening_questions"}
    assert untouched.isdisjoint(sent)
    assert synced.second.arrived == {stream: len(sent.get(stream, ())) for stream in synced.first.arrived}


def test_given_changes_when_read_again_then_the_tables_show_them(synced: Synced) -> None:
    changes = synced.changes

    assert synced.row("users", changes.renamed_user)["full_name"] == "Grace Hopper"
    moved = synced.row("candidates", changes.moved)
    (application,) = synced.rows(f"select * from applications where candidate_id = '{moved['id']}'")
    assert json.loads(application["stage"])["name"] == "Offer"
    (standing,) = synced.rows(
        "select stage_id from application_stage_changes"
        f" where candidate_id = '{moved['id']}' and left_at is null and remote_deleted_at is null"
    )
    assert standing["stage_id"] == application["current_stage_id"] == moved["stage_id"]
    assert synced.row("candidates", changes.created)["full_name"] == "Ada Lovelace"


def test_given_deletions_when_read_again_then_the_rows_stay_and_say_so(synced: Synced) -> None:
    candidate = synced.row("candidates", synced.changes.deleted)
    tag = synced.row("tags", synced.changes.removed_tag)

    assert candidate["remote_deleted_at"] is not None
    assert candidate["full_name"] is None
    assert tag["remote_deleted_at"] is not None
    assert len(synced.rows("select * from candidates where remote_deleted_at is not null")) == 1


def test_given_changes_when_read_again_then_the_current_views_hold_what_is_in_lever(synced: Synced) -> None:
    synced.database.execute(CURRENT_VIEWS.read_text())

    current = {
        stream: synced.rows(f"select count(distinct id) as rows from current_{stream}")[0]["rows"]
        for stream in synced.second.in_lever
    }

    assert current == synced.second.in_lever


def test_given_rows_that_come_again_then_the_tables_hold_each_once(synced: Synced) -> None:
    # PyAirbyte keeps all rows of one batch: a person comes with each of their candidacies.
    for stream in synced.first.arrived.keys() - {"contacts"}:
        ids = Counter(row["id"] for row in synced.rows(f"select id from {stream}"))
        assert ids.most_common(1)[0][1] == 1, stream


def test_given_a_schema_then_its_table_has_a_column_of_the_right_type_for_every_field(
    synced: Synced, source: ab.Source
) -> None:
    for stream in synced.first.arrived:
        columns = synced.rows(f"select column_name, column_type from (describe {stream})")
        types = {column["column_name"]: column["column_type"] for column in columns}
        assert {name: types.get(name) for name in properties(source, stream)} == {
            name: duckdb_type(schema) for name, schema in properties(source, stream).items()
        }, stream


def test_given_two_reads_then_the_tables_hold_every_value_as_it_was_sent(synced: Synced, source: ab.Source) -> None:
    for stream in synced.first.arrived:
        schemas = properties(source, stream)
        sent = {row["id"]: row for read in (synced.first, synced.second) for row in read.sent.get(stream, ())}
        stored = {row["id"]: row for row in synced.rows(f"select * from {stream}")}
        assert stored.keys() == sent.keys(), stream
        for key, row in sent.items():
            assert row.keys() >= schemas.keys(), stream
            expected = {name: as_stored(row[name], duckdb_type(schema)) for name, schema in schemas.items()}
            got = {name: comparable(stored[key][name], duckdb_type(schema)) for name, schema in schemas.items()}
            assert got == expected, f"{stream} {key}"


def duckdb_type(schema: Json) -> str:
    (kind,) = set(schema["type"]) - {"null"} if isinstance(schema["type"], list) else {schema["type"]}
    return DUCKDB_TYPES[schema.get("format", kind)]


def as_stored(value: Any, column_type: str) -> Any:
    """The value as it should sit in a column: times in UTC without saying so, numbers with 9 digits of fraction."""
    if value is None:
        return None
    if column_type == "TIMESTAMP":
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    if column_type.startswith("DECIMAL"):
        return Decimal(str(value))
    return value


def comparable(stored: Any, column_type: str) -> Any:
    return json.loads(stored) if column_type == "JSON" and stored is not None else stored
