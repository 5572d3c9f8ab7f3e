"""Airbyte's standard tests, as the CDK brings them, run against a sandbox.

`make test` runs the connector in this process, `make image-test` those marked `image_tests` on the image.
`acceptance-test-config.yml` says which configs they use.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput
from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.standard_tests import SourceTestSuiteBase, docker_base

from lever_sandbox import Sandbox
from source_lever_unified import SourceLeverUnified


@pytest.fixture(autouse=True)
def configs_of_the_sandbox(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files name the sandbox's usual port; here every test has a sandbox of its own on whatever port is free."""
    as_written = ConnectorTestScenario.get_config_dict

    def get_config_dict(
        scenario: ConnectorTestScenario, *, connector_root: Path, empty_if_missing: bool
    ) -> dict[str, Any]:
        config = as_written(scenario, connector_root=connector_root, empty_if_missing=empty_if_missing)
        addresses = {"api_url": sandbox.api_url, "auth_url": sandbox.auth_url}
        return {**config, **{name: address for name, address in addresses.items() if name in config}}

    monkeypatch.setattr(ConnectorTestScenario, "get_config_dict", get_config_dict)


@pytest.fixture(autouse=True)
def containers_on_the_hosts_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox listens on the host's loopback, and the connector speaks plain http to nothing else."""
    as_written = docker_base.run_docker_airbyte_command

    def run_docker_airbyte_command(command: list[str], *, raise_if_errors: bool = False) -> EntrypointOutput:
        docker, run, *arguments = command
        return as_written([docker, run, "--network", "host", *arguments], raise_if_errors=raise_if_errors)

    monkeypatch.setattr(docker_base, "run_docker_airbyte_command", run_docker_airbyte_command)


# Where the public registry cannot be reached. It has no version of this connector to compare the spec with anyway.
@pytest.mark.filterwarnings("ignore:Skipping the spec backward-compatibility check:UserWarning")
class TestAirbyteStandards(SourceTestSuiteBase):
    connector = SourceLeverUnified
