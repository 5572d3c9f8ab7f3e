"""What a user of PyAirbyte gets in PostgreSQL: the rows that are in Lever, after a first read and after changes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import airbyte as ab  # in .venv-pyairbyte
import pytest
from airbyte.caches import PostgresCache  # in .venv-pyairbyte
from pyairbyte.postgres_server import USER, binaries, running_postgres
from pyairbyte.sandbox_process import SandboxProcess, running_sandbox

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = DOCS / "integrations" / "sources" / "lever-unified.md"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    found = binaries()
    if found is None:
        pytest.skip("there is no PostgreSQL here (Debian's package `postgresql` brings one)")
    with running_postgres(found) as port:
        yield port


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(opportunities=60) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def source(sandbox: SandboxProcess) -> ab.Source:
    config: dict[str, Any] = {
        "credentials": {"api_key": "sandbox-key"},
        "api_url": sandbox.api_url,
        "requests_per_second": 1000,
        "lookback_minutes": 0,
    }
    source = ab.get_source("source-lever-unified", local_executable=os.environ["CONNECTOR"], config=config)
    source.select_streams([stream for stream in source.get_available_streams() if not holds_any_json(source, stream)])
    return source


def holds_any_json(source: ab.Source, stream: str) -> bool:
    """PyAirbyte gives a column whose values have several types that of a text, and PostgreSQL then refuses objects."""
    types = [schema["type"] for schema in source.get_stream_json_schema(stream)["properties"].values()]
    return any(isinstance(one, list) and len({*one} - {"null"}) > 1 for one in types)


@pytest.fixture(scope="module")
def cache(port: int, tmp_path_factory: pytest.TempPathFactory) -> PostgresCache:
    return PostgresCache(
        host="127.0.0.1",
        port=port,
        username=USER,
        password="",
        database="postgres",
        schema_name="lever",
        cache_dir=tmp_path_factory.mktemp("cache"),
    )


@pytest.fixture(scope="module")
def synced(source: ab.Source, cache: PostgresCache) -> PostgresCache:
    source.read(cache)
    return cache


def test_given_the_streams_that_postgres_cannot_hold_then_they_are_those_that_the_page_leaves_out(
    source: ab.Source,
) -> None:
    (sentence,) = re.findall(r"PostgreSQL cache cannot hold (.*?):", PAGE.read_text(), re.DOTALL)

    left_out = {*source.get_available_streams()} - {*source.get_selected_streams()}
    assert set(re.findall(r"`(\w+)`", sentence)) == left_out


def test_given_a_first_read_then_the_views_of_its_tables_hold_what_is_in_lever(
    synced: PostgresCache, sandbox: SandboxProcess, source: ab.Source
) -> None:
    create_views(synced, source)

    assert current(synced, source) == in_lever(sandbox, source)


def test_given_changes_when_read_again_then_the_views_follow_them(
    synced: PostgresCache, sandbox: SandboxProcess, source: ab.Source
) -> None:
    moved, deleted = sandbox.do("find_opportunities", archived=False, has_application=True, limit=2)
    sandbox.do("move_stage", opportunity_id=moved, stage_id="offer")
    sandbox.do("delete_opportunity", opportunity_id=deleted)
    created = sandbox.do("create_opportunity", name="Ada Lovelace")

    source.read(synced)

    (found,) = synced.run_sql_query(f"select full_name from lever.current_candidates where remote_id = '{created}'")
    assert found["full_name"] == "Ada Lovelace"
    assert current(synced, source) == in_lever(sandbox, source)


def create_views(cache: PostgresCache, source: ab.Source) -> None:
    """Those of the streams that were read; none of them needs one of the others."""
    for statement in (DOCS / "sql" / "current_views.sql").read_text().split(";"):
        found = re.search(r"create or replace view current_(\w+)", statement)
        if found and found[1] in source.get_selected_streams():
            cache.execute_sql(f"set search_path to lever;{statement}")


def current(cache: PostgresCache, source: ab.Source) -> dict[str, int]:
    return {
        stream: cache.run_sql_query(f"select count(distinct id) as rows from lever.current_{stream}")[0]["rows"]
        for stream in source.get_selected_streams()
    }


def in_lever(sandbox: SandboxProcess, source: ab.Source) -> dict[str, int]:
    counts = sandbox.counts()
    return {stream: counts[stream] for stream in source.get_selected_streams()}
