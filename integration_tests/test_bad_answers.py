"""An answer that cannot be read is asked for again. It is never taken for an empty page."""

from __future__ import annotations

from typing import Any

import pytest

from connector import ConnectTo
from lever_sandbox import Sandbox

STREAMS = ["candidates", "tags"]

BAD_PAGES: list[dict[str, Any]] = [
    {"data": {}, "hasNext": False},
    {"data": [None, {"name": "no key"}], "hasNext": False},
    {"data": []},
    {"data": [], "hasNext": False, "next": "more"},
    {"data": [], "hasNext": "true", "next": "more"},
]


@pytest.mark.parametrize("kind", ["cut_json", "truncated_body", "not_json", "no_data", "drop"])
@pytest.mark.parametrize("path", [r"/v1/opportunities\?", r"/v1/tags"])
def test_given_a_spoiled_page_when_read_then_it_is_asked_for_again_and_nothing_is_missing(
    sandbox: Sandbox, connect_to: ConnectTo, kind: str, path: str
) -> None:
    fault = sandbox.faults.add(kind, path, times=1, skip=0 if "tags" in path else 3)

    read = connect_to(sandbox, impatient=True).read(STREAMS)

    assert fault.fired == 1
    assert read.exit_code == 0
    expected = sandbox.account.expected_counts(confidential=False)
    assert read.counts == {stream: expected[stream] for stream in STREAMS}
    assert "WARN: Lever: " in read.logs


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_given_a_passing_failure_when_read_then_it_is_asked_for_again(
    sandbox: Sandbox, connect_to: ConnectTo, status: int
) -> None:
    sandbox.faults.add("status", r"/v1/opportunities\?", times=1, status=status)

    # How long it waits for each of them: unit_tests/lever.
    read = connect_to(sandbox, impatient=status != 429).read(["candidates"])

    assert read.exit_code == 0
    assert read.counts == {"candidates": sandbox.account.expected_counts(confidential=False)["candidates"]}
    assert f"HTTP {status}" in read.logs


@pytest.mark.parametrize("body", BAD_PAGES)
def test_given_a_bad_page_when_read_then_it_is_asked_for_again_and_nothing_is_missing(
    sandbox: Sandbox, connect_to: ConnectTo, body: dict[str, Any]
) -> None:
    fault = sandbox.faults.add("status", r"/v1/tags", times=1, status=200, body=body)

    read = connect_to(sandbox, impatient=True).read(["tags"])

    assert fault.fired == 1
    assert read.exit_code == 0
    assert read.counts == {"tags": sandbox.account.expected_counts(confidential=False)["tags"]}


def test_given_bad_pages_that_go_on_when_read_then_the_streams_fail_loudly_without_tombstones_and_others_are_complete(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    streams = ["tags", "users", "application_stages", "rejection_reasons", "candidates", "jobs"]
    connector = connect_to(sandbox, impatient=True)
    first = connector.read(streams)
    for path, body in zip([r"/v1/tags", r"/v1/users", r"/v1/stages", r"/v1/postings\?"], BAD_PAGES, strict=False):
        sandbox.faults.add("status", path, times=None, status=200, body=body)
    sandbox.faults.add("missing_next", r"/v1/opportunities\?", times=None)

    second = connector.read(streams, first.states)

    assert second.exit_code != 0
    assert second.statuses == {**dict.fromkeys(streams, "INCOMPLETE"), "rejection_reasons": "COMPLETE"}
    assert second.counts == {}
    for endpoint in ("/tags", "/users", "/stages", "/postings", "/opportunities"):
        assert f"an answer for {endpoint} that cannot be used: " in second.error_messages


def test_given_a_page_that_leads_back_to_itself_when_read_then_it_ends_as_a_failure(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    page = {"data": [{"id": "u", "name": "U"}], "hasNext": True, "next": "again"}
    sandbox.faults.add("status", r"/v1/users", times=None, status=200, body=page)

    read = connect_to(sandbox, impatient=True).read(["users"])

    assert read.exit_code != 0
    assert read.counts == {}
    assert "`next` leads back to a page that was read before" in read.error_messages


def test_given_unknown_extra_keys_and_missing_optional_ones_when_read_then_no_record_is_lost(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.faults.add("extra_keys", times=None)
    sandbox.faults.add("missing_keys", times=None)

    read = connect_to(sandbox).read(["candidates", "applications", "users"])

    expected = sandbox.account.expected_counts(confidential=False)
    assert read.exit_code == 0
    assert read.counts == {stream: expected[stream] for stream in ("candidates", "applications", "users")}


def test_given_a_list_that_is_refused_when_synced_again_then_no_tombstone_is_made(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, key="plain-key")
    first = connector.read(["tags"])
    sandbox.faults.add("forbidden", r"/v1/tags", times=None)

    second = connector.read(["tags"], first.states)

    assert second.statuses == {"tags": "INCOMPLETE"}
    assert second.counts == {}


def test_given_rows_without_a_key_among_others_when_read_then_they_are_skipped_with_a_warning(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    page = {"data": [{"text": "kept"}, {"count": 3}, None], "hasNext": False}
    sandbox.faults.add("status", r"/v1/tags", times=None, status=200, body=page)

    read = connect_to(sandbox).read(["tags"])

    assert read.exit_code == 0
    assert [row["remote_id"] for row in read.records["tags"]] == ["kept"]
    assert "WARN: Lever: 2 of 3 rows in a page of /tags have no `text`." in read.logs
