"""The dbt package on what the demo syncs, in DuckDB and in Postgres: built, tested, and compared with the sandbox.

Started by run.sh. Not called test_*.py, because `make test` runs where dbt is not installed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml
from dbt_package.duckdb_marts import FILE, duckdb_marts
from dbt_package.project import PACKAGE, Project, Said
from dbt_package.warehouses import DuckDB, Postgres, Psql, Rows, Warehouse
from demo import HIRED, OPPORTUNITIES, SEED, change_some_data
from destination import COLUMNS
from postgres_server import binaries, running_postgres
from true_rows import true_ids

from connector import Connector
from lever_sandbox import Account, Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import PostingStream

ABROAD = "America/New_York"
"""The time zone of the sessions: what is UTC must be so by itself."""

MARTS = {model["name"]: model for model in yaml.safe_load((PACKAGE / "models/marts/marts.yml").read_text())["models"]}
NEVER_BURIED = {
    stream.name for stream in STREAMS if issubclass(stream, PostingStream) and stream.also_named_by is not None
}
"""Streams whose rows stay when nothing in Lever names them any more."""

NUMBERS = {
    "hires": "select count(*) from lever__hires",
    "active candidates": "select count(*) from lever__opportunity_enhanced where status = 'ACTIVE'",
    "candidates in stages": "select count(*) from lever__stage_history where is_current",
    "applications in stages": "select sum(applications_now) from lever__funnel",
    "open opportunities by posting": "select sum(count_open_opportunities) from lever__posting_enhanced",
    "people": "select count(*) from lever__person",
    "signed offers": "select count(*) from lever__offer_enhanced where is_accepted",
    "interviews that were not canceled": (
        "select count(distinct interview_id) from lever__interview_enhanced where not is_canceled"
    ),
    "interviewees by posting": "select sum(count_interviewees) from lever__posting_enhanced",
    "hires against requisitions": "select sum(count_hires) from lever__requisition_enhanced",
}
"""What a number is, and the query that finds it in the marts."""


def true_numbers(account: Account) -> dict[str, int]:
    """The same numbers out of Lever's own objects."""
    everybody = account.find_opportunities()
    applications = [found for found in map(account.application, everybody) if found is not None]
    hired = {reason["id"] for reason in account.archive_reasons() if reason["type"] == "hired"}
    hires = [one for one in applications if one["archived"] and one["archived"]["reason"] in hired]
    active = account.find_opportunities(archived=False)
    applied = account.find_opportunities(archived=False, has_application=True)
    stages = {stage["id"] for stage in account.stages()}
    signed = [offer for one in everybody for offer in account.offers(one) if offer["status"] == "signed"]
    held = [
        (one, interview) for one in everybody for interview in account.interviews(one) if not interview["canceledAt"]
    ]
    return {
        "hires": len(hires),
        "active candidates": len(active),
        "candidates in stages": sum(1 for one in active if account.opportunity(one)["stageChanges"]),
        "applications in stages": sum(1 for one in applied if account.opportunity(one)["stage"] in stages),
        "open opportunities by posting": len(applied),
        "people": len({account.opportunity(one)["contact"] for one in everybody}),
        "signed offers": len(signed),
        "interviews that were not canceled": len(held),
        "interviewees by posting": len({(one, job) for one, interview in held for job in interview["postings"]}),
        "hires against requisitions": sum(1 for one in hires if one["requisitionForHire"]),
    }


@dataclass
class Sync:
    """What a destination has got by the end of a sync, and what was in Lever then."""

    name: str
    rows: Rows
    ids: dict[str, list[str]]
    numbers: dict[str, int]


@pytest.fixture(scope="module")
def syncs(tmp_path_factory: pytest.TempPathFactory) -> list[Sync]:
    """The demo's life of a connection: a full sync, changes in Lever, an incremental sync."""
    folder = tmp_path_factory.mktemp("syncs")

    def sync(name: str, rows: Rows, account: Account) -> Sync:
        return Sync(name, rows, {stream: true_ids(account, stream) for stream in COLUMNS}, true_numbers(account))

    with Sandbox(opportunities=OPPORTUNITIES, seed=SEED) as sandbox:
        connector = Connector(
            folder,
            {
                "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
                "api_url": sandbox.api_url,
                "requests_per_second": 1000,
                "include_eeo_responses": True,
            },
        )
        full = connector.read(COLUMNS)
        assert full.exit_code == 0, full.error_messages
        first = sync("full", {stream: full.records[stream] for stream in COLUMNS}, sandbox.account)
        assert list(change_some_data(sandbox))
        take_off_a_tag(sandbox.account)
        changes = connector.read(COLUMNS, full.states)
        assert changes.exit_code == 0, changes.error_messages
        both = {stream: [*full.records[stream], *changes.records[stream]] for stream in COLUMNS}
        return [first, sync("incremental", both, sandbox.account)]


def take_off_a_tag(account: Account) -> None:
    """Lever never mentions it again: only the rule of what is still true leaves the row out."""
    tagged = next(one for one in account.find_opportunities(archived=True) if account.opportunity(one)["tags"])
    account.remove_tag(tagged, account.opportunity(tagged)["tags"][0])


@dataclass
class Build:
    """What dbt said, and what the models then held."""

    said: Said
    ids: dict[str, list[str]]
    numbers: dict[str, int]


@dataclass
class Built:
    warehouse: Warehouse
    project: Project
    builds: dict[str, Build]


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, syncs: list[Sync]
) -> Iterator[Built]:
    """`dbt build` after each sync."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "duckdb":
        yield build_after_each(syncs, DuckDB(folder), folder)
    else:
        found = binaries()
        assert found is not None, "no Postgres server here: install Debian's package postgresql, or put initdb on PATH"
        with running_postgres(found, time_zone=ABROAD) as port:
            yield build_after_each(syncs, Postgres(Psql(found, port), folder), folder)


def build_after_each(syncs: list[Sync], warehouse: Warehouse, folder: Path) -> Built:
    project = Project.installed(folder / "project", warehouse.environment)
    builds = {}
    for sync in syncs:
        warehouse.load(sync.rows)
        said = project.run("build", "--target", warehouse.target, variables=warehouse.variables)
        print(f"\n{warehouse.target}, after the {sync.name} sync: {said.closing_line or said.text}")
        ids = {
            stream: sorted(row[0] for row in warehouse.texts(f"select id from stg_lever__{stream}"))
            for stream in COLUMNS
        }
        numbers = {name: int(warehouse.texts(query)[0][0]) for name, query in NUMBERS.items()}
        builds[sync.name] = Build(said, ids, numbers)
    return Built(warehouse, project, builds)


@pytest.mark.parametrize("name", ["full", "incremental"])
def test_given_a_sync_when_built_then_every_model_and_every_test_passes_without_a_warning(
    built: Built, name: str
) -> None:
    said = built.builds[name].said

    assert said.succeeded, said.text
    assert "WARN=0 ERROR=0 SKIP=0" in said.closing_line
    assert "Deprecat" not in said.text, said.text


@pytest.mark.parametrize("name", ["full", "incremental"])
def test_given_a_sync_when_built_then_the_staging_models_hold_what_is_in_lever(
    built: Built, syncs: list[Sync], name: str
) -> None:
    (sync,) = [sync for sync in syncs if sync.name == name]
    shown = built.builds[name].ids

    assert {stream: ids for stream, ids in shown.items() if stream not in NEVER_BURIED} == {
        stream: ids for stream, ids in sync.ids.items() if stream not in NEVER_BURIED
    }
    assert all(set(shown[stream]) >= set(sync.ids[stream]) for stream in NEVER_BURIED)


@pytest.mark.parametrize("name", ["full", "incremental"])
def test_given_a_sync_when_built_then_the_marts_count_what_is_in_lever(
    built: Built, syncs: list[Sync], name: str
) -> None:
    (sync,) = [sync for sync in syncs if sync.name == name]

    assert built.builds[name].numbers == sync.numbers


def test_given_the_changes_then_the_numbers_are_not_those_of_the_full_sync(syncs: list[Sync]) -> None:
    first, second = syncs

    assert second.numbers["hires"] == first.numbers["hires"] + HIRED
    assert second.numbers["active candidates"] < first.numbers["active candidates"]
    assert not set(first.ids["candidate_tags"]) <= set(second.ids["candidate_tags"])


def test_given_the_marts_then_their_columns_are_those_that_are_described(built: Built) -> None:
    found = {
        mart: [
            row[0]
            for row in built.warehouse.texts(
                "select column_name from information_schema.columns "
                f"where table_name = '{mart}' order by ordinal_position"
            )
        ]
        for mart in MARTS
    }

    assert found == {mart: [column["name"] for column in model["columns"]] for mart, model in MARTS.items()}


def test_given_the_models_in_duckdb_then_the_file_for_those_without_dbt_is_not_stale(built: Built) -> None:
    if built.warehouse.target != "duckdb":
        pytest.skip("the file is for DuckDB")

    assert FILE.read_text() == duckdb_marts(built.project.manifest()), "run `make dbt-marts`"


def test_given_the_file_for_those_without_dbt_when_it_is_run_then_it_shows_what_dbt_built(
    built: Built, syncs: list[Sync], tmp_path: Path
) -> None:
    plain = DuckDB(tmp_path)
    plain.load(syncs[-1].rows)
    with duckdb.connect(str(plain.file)) as database:
        database.execute(FILE.read_text())

    for mart, model in MARTS.items():
        keys = f"select {key_of(model)} from {mart} order by 1"
        assert sorted(plain.texts(keys)) == sorted(built.warehouse.texts(keys)), mart


def key_of(model: dict[str, list[dict[str, str]]]) -> str:
    (key,) = [column["name"] for column in model["columns"] if "unique" in column.get("data_tests", ())]
    return key


def test_given_a_sync_of_candidates_alone_when_built_then_all_marts_stand(syncs: list[Sync], tmp_path: Path) -> None:
    """And only the rows of the account that is asked for."""
    warehouse = DuckDB(tmp_path)
    ours = syncs[0].rows["candidates"]
    theirs = [{**row, "id": f"their {row['id']}", "account_key": "it's theirs"} for row in ours[:5]]
    warehouse.load({"candidates": [*ours, *theirs]})
    project = Project.installed(tmp_path / "project", warehouse.environment)

    said = project.run(
        "build",
        variables={
            "lever_account_key": "it's theirs",
            "lever_not_synced": [stream for stream in COLUMNS if stream != "candidates"],
        },
    )

    assert said.succeeded, said.text
    counts = {mart: int(warehouse.texts(f"select count(*) from {mart}")[0][0]) for mart in MARTS}
    assert counts == {**dict.fromkeys(MARTS, 0), "lever__opportunity_enhanced": 5}


def test_given_a_stream_that_does_not_exist_when_it_is_said_not_to_be_synced_then_dbt_names_it(tmp_path: Path) -> None:
    project = Project.installed(tmp_path / "project", {})

    said = project.run("compile", variables={"lever_not_synced": ["interview"]})

    assert not said.succeeded
    assert "lever_not_synced names interview" in said.text


def test_given_the_repository_when_the_package_is_installed_by_git_then_it_is_found_in_its_folder(
    tmp_path: Path,
) -> None:
    """What is committed: the working tree may be ahead."""
    root = PACKAGE.parent
    head = subprocess.run(["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    if head.returncode != 0:
        pytest.skip("no git here, or no repository")
    package = {"git": root.as_uri(), "subdirectory": PACKAGE.name, "revision": head.stdout.strip()}
    project = Project.with_package(tmp_path / "project", package, {})

    installed = project.run("deps")

    assert installed.succeeded, installed.text
    assert "lever_unified" in project.run("ls", "--resource-type", "model", "--quiet").text
