"""The console script as it is installed: every command here starts it, imports and all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from commands import INSTALLED
from connector import Connector, ConnectTo, configured_catalog
from lever_sandbox import STREAMS, Sandbox

HIRING_CONFIGS = [
    {"auth_type": "Api Key", "api_key": "sandbox-key"},
    {
        "auth_type": "Client",
        "client_id": "sandbox-client",
        "client_secret": "sandbox-secret",
        "refresh_token": "sandbox-refresh-token",
    },
]


@pytest.fixture
def connect_to(connect_to: ConnectTo) -> ConnectTo:
    def connect(sandbox: Sandbox, **settings: Any) -> Connector:
        return replace(connect_to(sandbox, **settings), installed=True)

    return connect


def test_given_spec_then_one_specification_comes(connector: Connector) -> None:
    output = connector.spec()

    (spec,) = output.of_type("SPEC")
    assert output.exit_code == 0
    assert set(spec["connectionSpecification"]["properties"]) >= {"credentials", "environment", "start_date"}


def test_given_the_module_when_run_then_it_is_the_same_command(connector: Connector) -> None:
    module = subprocess.run(
        [sys.executable, "-m", "source_lever_unified", "spec"], capture_output=True, text=True, check=True
    )

    assert [json.loads(line) for line in module.stdout.splitlines()] == connector.spec().messages


def test_given_discover_then_every_stream_has_its_key_cursor_and_a_valid_schema(connector: Connector) -> None:
    (catalog,) = connector.discover().of_type("CATALOG")

    assert {stream["name"] for stream in catalog["streams"]} <= set(STREAMS)
    for stream in catalog["streams"]:
        Draft7Validator.check_schema(stream["json_schema"])
        assert stream["source_defined_primary_key"] == [["id"]]
        assert stream["default_cursor_field"] == ["changed_at"]
        assert stream["source_defined_cursor"] is True
        assert stream["supported_sync_modes"] == ["full_refresh", "incremental"]


@pytest.mark.parametrize("credentials", HIRING_CONFIGS, ids=["key", "oauth"])
def test_given_a_config_of_source_lever_hiring_then_check_and_read_work(
    sandbox: Sandbox, tmp_path: Path, credentials: dict[str, str]
) -> None:
    """Only the addresses are added, which lead to the sandbox instead of Lever."""
    connector = Connector(
        tmp_path,
        {
            "credentials": credentials,
            "environment": "Sandbox",
            "start_date": "2025-06-01T00:00:00Z",
            "api_url": sandbox.api_url,
            "auth_url": sandbox.auth_url,
        },
        installed=True,
    )

    check = connector.check()
    rotated = check.of_type("CONTROL")
    if rotated:
        connector.config = rotated[-1]["connectorConfig"]["config"]
    read = connector.read(["users", "candidates"])

    assert check.connection_status["status"] == "SUCCEEDED"
    assert bool(rotated) == (credentials["auth_type"] == "Client")
    assert read.exit_code == 0
    assert read.counts["candidates"] > 0


def test_given_sigterm_when_reading_then_it_ends_soon_and_the_checkpoints_are_out(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, requests_per_second=20)
    connector.check()
    catalog = connector.folder / "catalog.json"
    catalog.write_text(json.dumps(configured_catalog(["offers"])))
    lines: list[str] = []
    with subprocess.Popen(
        [INSTALLED, "read", "--config", str(connector.folder / "config.json"), "--catalog", str(catalog)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if len([one for one in lines if '"RECORD"' in one]) == 1:
                process.send_signal(signal.SIGTERM)

    assert process.returncode == -signal.SIGTERM  # what PyAirbyte takes for no failure
    assert all(json.loads(line) for line in lines)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_given_threads_that_log_when_reading_then_every_line_is_whole(
    sandbox: Sandbox, connect_to: ConnectTo, unbuffered: str
) -> None:
    """Images often set PYTHONUNBUFFERED, with which Python writes to a pipe in pieces."""
    connector = connect_to(sandbox)
    connector.environment |= {"PYTHONUNBUFFERED": unbuffered, "LOG_LEVEL": "debug"}

    read = connector.read(["candidates", "applications"])

    assert read.exit_code == 0
    assert read.counts["candidates"] == sandbox.account.expected_counts(confidential=False)["candidates"]
