"""A first sync brings everything the key may read, once, and joinable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from connector import Connector, ConnectTo, Output, config_for
from lever_sandbox import STREAMS as ALL_STREAMS
from lever_sandbox import Sandbox

SCHEMAS = Path(__file__).parent.parent / "source_lever_unified" / "schemas"
STREAMS = sorted(path.stem for path in SCHEMAS.glob("*.json"))


@pytest.fixture(scope="module")
def account() -> Iterator[Sandbox]:
    with Sandbox(opportunities=1200, seed=3) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def synced(account: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Output:
    config = config_for(account, include_confidential=True, include_eeo_responses=True)
    return Connector(tmp_path_factory.mktemp("full"), config).read(STREAMS)


def test_given_1200_opportunities_when_synced_then_every_stream_is_complete(synced: Output) -> None:
    assert synced.exit_code == 0
    assert synced.statuses == dict.fromkeys(STREAMS, "COMPLETE")


@pytest.mark.parametrize("stream", STREAMS)
def test_given_1200_opportunities_when_synced_then_each_row_arrives_exactly_once(
    account: Sandbox, synced: Output, stream: str
) -> None:
    arrived = {row["id"] for row in synced.records[stream] if not row["remote_deleted_at"]}

    expected = account.account.expected_counts(confidential=True, streams=[stream])
    assert len(arrived) == expected[stream]
    # A person comes with each of the candidacies.
    assert synced.repeated(stream) == [] or stream == "contacts"


def test_given_candidacies_of_one_person_when_synced_then_the_contact_says_the_same_each_time(synced: Output) -> None:
    said: dict[str, list[dict[str, object]]] = {}
    for row in synced.records["contacts"]:
        said.setdefault(row["id"], []).append({**row, "changed_at": None})

    assert any(len(rows) > 1 for rows in said.values())
    assert all(row == rows[0] for rows in said.values() for row in rows)


def test_given_rows_without_updated_at_when_synced_then_they_arrive(account: Sandbox, synced: Output) -> None:
    never_updated = set(account.account.find_opportunities(updated=False, confidential=None))

    assert len(never_updated) > 100
    assert never_updated <= {row["remote_id"] for row in synced.records["candidates"]}


@pytest.mark.parametrize("stream", STREAMS)
def test_given_a_row_then_it_is_valid_against_its_published_schema(synced: Output, stream: str) -> None:
    validator = Draft7Validator(json.loads((SCHEMAS / f"{stream}.json").read_text()))

    for row in synced.records[stream]:
        validator.validate(row)


@pytest.mark.parametrize("stream", STREAMS)
def test_given_a_row_then_every_field_of_its_schema_is_there_and_the_keys_are_not_null(
    synced: Output, stream: str
) -> None:
    fields = set(json.loads((SCHEMAS / f"{stream}.json").read_text())["properties"])

    for row in synced.records[stream]:
        assert set(row) == fields
        assert row["id"]
        assert row["changed_at"]


def test_given_what_lever_lists_as_deleted_then_it_comes_as_tombstones_without_content_and_nothing_else_does(
    synced: Output,
) -> None:
    buried = {stream: [row for row in synced.records[stream] if row["remote_deleted_at"]] for stream in STREAMS}

    assert {stream for stream, rows in buried.items() if rows} == {
        "scorecards",
        "scorecard_answers",
        "notes",
        "profile_forms",
        "profile_form_answers",
    }
    for rows in buried.values():
        for row in rows:
            filled = {key for key, value in row.items() if value is not None}
            assert filled <= {"id", "remote_id", "changed_at", "remote_deleted_at", "account_key"}
            assert row["changed_at"] == row["remote_deleted_at"]


def test_given_a_plain_key_when_synced_then_confidential_records_stay_out(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    read = connect_to(account, key="plain-key").read(["candidates", "applications"])

    expected = account.account.expected_counts(confidential=False, streams=["candidates", "applications"])
    assert read.counts == {stream: expected[stream] for stream in ("candidates", "applications")}
    assert not any(row["confidential"] for row in read.records["candidates"])


def test_given_a_full_refresh_when_synced_with_a_finished_state_then_everything_comes_again(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox)
    first = connector.read(["candidates", "users"], mode="full_refresh")

    second = connector.read(["candidates", "users"], first.states, mode="full_refresh")

    assert second.counts == first.counts


def test_given_the_registry_then_every_stream_of_the_sandboxs_truth_is_known() -> None:
    assert set(STREAMS) <= set(ALL_STREAMS)
