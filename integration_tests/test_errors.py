"""What a user reads when something is wrong: what happened, where, what to do."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from connector import Connector, ConnectTo, Output, configured_catalog
from lever_sandbox import Sandbox

NO_TRACEBACK = "Traceback"


def assert_told(output: Output, *words: str) -> None:
    """Every error message is a sentence for a person."""
    assert output.errors
    for word in words:
        assert word in output.error_messages
    for error in output.errors:
        assert NO_TRACEBACK not in error["message"]
        assert "Something went wrong" not in error["message"]


def test_given_a_wrong_key_when_checked_then_it_fails_and_says_what_to_look_at(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    status = connect_to(sandbox, key="wrong-key").check().connection_status

    assert status["status"] == "FAILED"
    assert "does not accept these credentials (401)" in status["message"]
    assert "wrong-key" not in status["message"]


def test_given_a_wrong_key_when_read_then_every_stream_is_incomplete(sandbox: Sandbox, connect_to: ConnectTo) -> None:
    read = connect_to(sandbox, key="wrong-key").read(["candidates", "users"])

    assert read.exit_code != 0
    assert read.statuses == {"candidates": "INCOMPLETE", "users": "INCOMPLETE"}
    assert_told(read, "does not accept these credentials (401)")
    assert {error["failure_type"] for error in read.errors} == {"config_error"}


def test_given_a_host_that_does_not_answer_when_checked_then_it_fails_and_names_the_address(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}/v1"

        status = connect_to(sandbox, api_url=address, impatient=True).check().connection_status

    assert status["status"] == "FAILED"
    assert f"cannot be reached at {address}" in status["message"]


def test_given_a_wrong_config_when_checked_then_it_fails_and_names_the_property(connector: Connector) -> None:
    connector.config["num_workers"] = 0

    status = connector.check().connection_status

    assert status["status"] == "FAILED"
    assert status["message"].startswith("Config error: `num_workers` is wrong")


@pytest.mark.parametrize("command", ["discover", "read"])
def test_given_a_wrong_config_when_used_then_the_exit_code_is_not_zero_and_the_property_is_named(
    connector: Connector, command: str
) -> None:
    connector.config["credentials"] = {"auth_type": "Api Key"}

    output = connector.discover() if command == "discover" else connector.read(["users"])

    assert output.exit_code != 0
    assert_told(output, "`credentials.api_key` is missing")


@pytest.mark.parametrize("content", ["{not json", "[1, 2]", ""])
@pytest.mark.parametrize("command", ["check", "read"])
def test_given_a_config_file_that_is_no_object_when_used_then_the_file_is_named(
    connector: Connector, tmp_path: Path, content: str, command: str
) -> None:
    config = tmp_path / "broken.json"
    config.write_text(content)
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps(configured_catalog(["users"])))

    output = connector.run([command, "--config", str(config), *(["--catalog", str(catalog)] * (command == "read"))])

    assert output.exit_code != 0
    assert_told(output, "broken.json cannot be used")


def test_given_an_unknown_stream_in_the_catalog_when_read_then_it_is_named_and_the_others_are_read(
    connector: Connector,
) -> None:
    read = connector.read(["users", "opportunities"])

    assert read.exit_code != 0
    assert read.statuses == {"users": "COMPLETE", "opportunities": "INCOMPLETE"}
    assert_told(read, "`opportunities`, which this connector does not have")


@pytest.mark.parametrize(
    "blob",
    [
        {"synced_at": "yesterday"},
        {"synced_at": 1.5},
        {"updatedAt": 1700000000000},
        {"reading": {"started_at": "2026-01-01T00:00:00Z"}},
        {"reading": {"started_at": "2026-01-01T00:00:00Z", "open": [{"by": "magic"}]}},
    ],
)
def test_given_a_corrupt_state_when_read_then_the_stream_fails_and_says_to_reset_it(
    connector: Connector, blob: dict[str, object]
) -> None:
    state = {"type": "STREAM", "stream": {"stream_descriptor": {"name": "candidates"}, "stream_state": blob}}

    read = connector.read(["candidates", "users"], [state])

    assert read.exit_code != 0
    assert read.statuses == {"candidates": "INCOMPLETE", "users": "COMPLETE"}
    assert_told(read, "state of the stream candidates cannot be read", "Reset the stream")


def test_given_a_state_file_that_is_not_json_when_read_then_the_file_is_named(
    connector: Connector, tmp_path: Path
) -> None:
    read = connector.read(["users"])
    state = tmp_path / "broken-state.json"
    state.write_text('[{"type": "STREAM",')

    output = connector.run(
        [
            "read",
            "--config",
            str(tmp_path / "config.json"),
            "--catalog",
            str(tmp_path / "catalog.json"),
            "--state",
            str(state),
        ]
    )

    assert read.exit_code == 0
    assert output.exit_code != 0
    assert_told(output, "broken-state.json cannot be used")


def test_given_a_key_without_one_permission_when_read_then_only_its_streams_fail(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    streams = ["candidates", "applications", "interviews", "interview_team_members", "offers"]

    read = connect_to(sandbox, key="no-interviews-key").read(streams)

    assert read.exit_code != 0
    assert read.statuses == {
        "candidates": "COMPLETE",
        "applications": "COMPLETE",
        "offers": "COMPLETE",
        "interviews": "INCOMPLETE",
        "interview_team_members": "INCOMPLETE",
    }
    assert_told(read, "may not read /opportunities/:id/interviews (403)", "interviews:read:admin")
    assert len(read.errors) == 3  # one per stream, and the closing one


def test_given_a_key_without_one_permission_when_checked_then_it_succeeds_and_names_the_streams(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    check = connect_to(sandbox, key="no-interviews-key").check()

    assert check.connection_status["status"] == "SUCCEEDED"
    assert "WARN: Streams that cannot be read: interviews, interview_team_members." in check.logs


def test_given_a_key_that_may_read_nothing_when_checked_then_it_fails(sandbox: Sandbox, connect_to: ConnectTo) -> None:
    status = connect_to(sandbox, key="nothing-key").check().connection_status

    assert status["status"] == "FAILED"
    assert "read nothing that the streams need" in status["message"]


@pytest.mark.parametrize("command", ["check", "read"])
def test_given_confidential_data_without_the_right_when_used_then_the_setting_and_the_right_are_named(
    sandbox: Sandbox, connect_to: ConnectTo, command: str
) -> None:
    connector = connect_to(sandbox, key="plain-key", include_confidential=True)

    if command == "check":
        status = connector.check().connection_status
        assert status["status"] == "FAILED"
        message = status["message"]
    else:
        read = connector.read(["candidates"])
        assert read.exit_code != 0
        message = read.error_messages

    assert "`include_confidential`" in message
    assert "confidential:access:admin" in message


def test_given_debug_logs_when_read_then_neither_the_key_nor_a_persons_data_is_in_them(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, impatient=True)
    connector.environment["LOG_LEVEL"] = "debug"
    sandbox.faults.add("status", r"/v1/opportunities\?", times=1, status=503)
    person = sandbox.account.opportunity(sandbox.account.find_opportunities(archived=False)[0])

    read = connector.read(["candidates"])

    said = json.dumps([message for message in read.messages if message["type"] != "RECORD"])
    assert read.exit_code == 0
    assert "sandbox-key" not in said
    assert person["name"] not in said
    assert person["emails"][0] not in said
