"""Every field of every schema is filled in some row; the page on unfilled fields names the others, with reasons."""

from __future__ import annotations

import pytest

from connector import Connector, Output, config_for
from docs.generator.schema_fields import fields_of, values_at
from docs.generator.unfilled_fields import LEVER_HAS_NONE, NOT_IN_THE_SANDBOX, ONLY_WHEN_DELETED
from lever_sandbox import Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream

DOCUMENTED = {*LEVER_HAS_NONE, *NOT_IN_THE_SANDBOX, *ONLY_WHEN_DELETED}


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Output:
    with Sandbox(opportunities=450, seed=13) as sandbox:
        config = config_for(sandbox, include_confidential=True, include_eeo_responses=True, account_key="north")
        return Connector(tmp_path_factory.mktemp("coverage"), config).read([stream.name for stream in STREAMS])


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_a_field_then_some_row_fills_it_or_the_page_on_unfilled_fields_says_why_not(
    synced: Output, stream: type[LeverStream]
) -> None:
    rows = [row for row in synced.records[stream.name] if not row["remote_deleted_at"]]
    empty = {
        field.path
        for field in fields_of(stream)
        if all(value in ([], {}, "") for row in rows for value in values_at(row, field.path))
    }

    assert {f"{stream.name}.{path}" for path in empty} == {
        name for name in DOCUMENTED if name.startswith(f"{stream.name}.")
    }


def test_given_the_page_on_unfilled_fields_then_it_names_fields_that_exist() -> None:
    fields = {f"{stream.name}.{field.path}" for stream in STREAMS for field in fields_of(stream)}

    assert fields >= DOCUMENTED
