"""An answer that cannot be read is asked for again. It is never taken for an empty page."""

from __future__ import annotations

import pytest

from connector import ConnectTo
from lever_sandbox import Sandbox

STREAMS = ["candidates", "tags"]


@pytest.mark.parametrize("kind", ["cut_json", "truncated_body", "not_json", "no_data", "drop"])
@pytest.mark.parametrize("path", [r"/v1/opportunities\?", r"/v1/tags"])
def test_given_a_spoiled_page_when_read_then_it_is_asked_for_again_and_nothing_is_missing(
    sandbox: Sandbox, connect_to: ConnectTo, kind: str, path: str
) -> None:
    fault = sandbox.faults.add(kind, path, times=1, skip=0 if "tags" in path else 3)

    read = connect_to(sandbox).read(STREAMS)

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

    read = connect_to(sandbox).read(["candidates"])

    assert read.exit_code == 0
    assert read.counts == {"candidates": sandbox.account.expected_counts(confidential=False)["candidates"]}
    assert f"HTTP {status}" in read.logs


def test_given_has_next_without_next_when_read_then_the_stream_fails_loudly_and_others_are_complete(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.faults.add("missing_next", r"/v1/opportunities\?", times=None)

    read = connect_to(sandbox).read(STREAMS)

    assert read.exit_code != 0
    assert read.statuses == {"candidates": "INCOMPLETE", "tags": "COMPLETE"}
    assert "`hasNext` without `next`" in read.error_messages
    assert "synced_at" not in read.state_of("candidates") if "candidates" in read.counts else True


def test_given_unknown_extra_keys_and_missing_optional_ones_when_read_then_no_record_is_lost(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.faults.add("extra_keys", times=None)
    sandbox.faults.add("missing_keys", times=None)

    read = connect_to(sandbox).read(["candidates", "applications", "users"])

    expected = sandbox.account.expected_counts(confidential=False)
    assert read.exit_code == 0
    assert read.counts == {stream: expected[stream] for stream in ("candidates", "applications", "users")}


def test_given_a_list_that_fails_half_way_when_synced_again_then_no_tombstone_is_made(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, key="plain-key")
    first = connector.read(["tags", "users"])
    sandbox.faults.add("forbidden", r"/v1/tags", times=None)
    sandbox.faults.add("missing_next", r"/v1/users", times=None)

    second = connector.read(["tags", "users"], first.states)

    assert second.statuses == {"tags": "INCOMPLETE", "users": "INCOMPLETE"}
    assert second.counts == {}
