"""The image, driven as the platform drives it. `run.sh` builds it and then runs these tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from readme import block
from shell import typed

from connector import Json, Output, configured_catalog
from lever_sandbox import Sandbox
from lever_sandbox.documents import content

pytestmark = pytest.mark.image_tests

ROOT = Path(__file__).parents[2]
STREAMS = sorted(path.stem for path in (ROOT / "source_lever_unified" / "schemas").glob("*.json"))
#: The slowest run, a first read of the small account below, takes some seconds.
TIMEOUT_S = 300


@pytest.fixture(scope="module")
def image() -> str:
    if "CONNECTOR_IMAGE" not in os.environ:
        pytest.skip("CONNECTOR_IMAGE names no image; run.sh builds one")
    return os.environ["CONNECTOR_IMAGE"]


@pytest.fixture(scope="module")
def account() -> Iterator[Sandbox]:
    with Sandbox(opportunities=300) as running:
        yield running


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that containers see as /secrets; pytest's own folders are closed to their user."""
    folder = tmp_path_factory.mktemp("secrets")
    folder.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def connector(image: str, account: Sandbox, mounted: Path) -> ImageConnector:
    return ImageConnector(image, mounted, config_for(account, "sandbox-key"))


@pytest.fixture(scope="module")
def first_read(connector: ImageConnector) -> Output:
    return connector.read()


def config_for(account: Sandbox, key: str) -> Json:
    return {
        "credentials": {"auth_type": "Api Key", "api_key": key},
        "api_url": account.api_url,
        "requests_per_second": 1000,
        "include_eeo_responses": True,
    }


def docker_run(image: str, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    name = f"source-lever-unified-{uuid.uuid4().hex[:12]}"
    try:
        return subprocess.run(
            ["docker", "run", "--rm", "--name", name, *options, image, *arguments],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    finally:
        # After a timeout or an interrupt the container outlives the client that started it.
        subprocess.run(["docker", "rm", "--force", name], capture_output=True, check=False)


def output_of(run: subprocess.CompletedProcess[str]) -> Output:
    """Every line on standard output has to be a message: the platform reads nothing else."""
    return Output(run.returncode, [json.loads(line) for line in run.stdout.splitlines()])


class ImageConnector:
    """Runs commands in containers, with its files mounted read-only."""

    def __init__(self, image: str, folder: Path, config: Json) -> None:
        self._image = image
        self._folder = folder
        self._config = config

    def command(self, name: str) -> Output:
        return self._run(name, {"config": self._config})

    def read(self, state: list[Json] | None = None) -> Output:
        files = {"config": self._config, "catalog": configured_catalog(STREAMS)}
        return self._run("read", files if state is None else {**files, "state": state})

    def read_with_files(self, staging: Path) -> Output:
        """Of attachments alone; `staging`: what the container has as Airbyte's staging folder."""
        catalog = configured_catalog(["attachments"], include_files=True)
        mount = ("--volume", f"{staging}:/staging/files")
        return self._run("read", {"config": self._config, "catalog": catalog}, mount)

    def _run(self, command: str, files: dict[str, Any], mounts: tuple[str, ...] = ()) -> Output:
        arguments = [command]
        for name, held in files.items():
            (self._folder / f"{name}.json").write_text(json.dumps(held))
            arguments += [f"--{name}", f"/secrets/{name}.json"]
        # The host's network, because the sandbox listens on its loopback.
        options = ("--network", "host", "--volume", f"{self._folder}:/secrets:ro", *mounts)
        return output_of(docker_run(self._image, *arguments, options=options))


def test_spec_describes_the_config(image: str) -> None:
    output = output_of(docker_run(image, "spec"))

    (spec,) = output.of_type("SPEC")
    assert output.exit_code == 0
    assert "credentials" in spec["connectionSpecification"]["required"]


def test_the_platforms_entry_point_variable_starts_the_connector(image: str) -> None:
    run = docker_run(image, "-c", 'eval "$AIRBYTE_ENTRYPOINT spec"', options=("--entrypoint", "sh"))

    assert len(output_of(run).of_type("SPEC")) == 1


def test_given_a_good_key_then_check_succeeds(connector: ImageConnector) -> None:
    output = connector.command("check")

    assert output.connection_status["status"] == "SUCCEEDED"


def test_given_a_wrong_key_then_check_fails(image: str, account: Sandbox, mounted: Path) -> None:
    output = ImageConnector(image, mounted, config_for(account, "wrong-key")).command("check")

    assert output.connection_status["status"] == "FAILED"


def test_discover_lists_every_stream(connector: ImageConnector) -> None:
    (catalog,) = connector.command("discover").of_type("CATALOG")

    assert sorted(stream["name"] for stream in catalog["streams"]) == STREAMS


def test_given_no_state_then_read_brings_every_row_of_every_stream(account: Sandbox, first_read: Output) -> None:
    # Lever cannot be asked for EEO responses without those to confidential postings.
    expected = account.account.expected_counts(confidential=False)
    expected |= account.account.expected_counts(confidential=True, streams=["eeo_responses"])

    assert first_read.exit_code == 0
    assert first_read.statuses == dict.fromkeys(STREAMS, "COMPLETE")
    # Deleted notes and forms come as tombstones, and a person with each of their candidacies.
    living = {
        stream: len({row["id"] for row in first_read.records[stream] if not row["remote_deleted_at"]})
        for stream in STREAMS
    }
    assert living == {stream: expected[stream] for stream in STREAMS}


def test_given_no_state_then_read_leaves_a_state_for_every_stream(first_read: Output) -> None:
    assert sorted(state["stream"]["stream_descriptor"]["name"] for state in first_read.states) == STREAMS


def test_given_the_state_of_a_first_read_then_a_second_read_brings_little(
    connector: ImageConnector, first_read: Output
) -> None:
    second = connector.read(first_read.states)

    assert second.exit_code == 0
    assert second.statuses == dict.fromkeys(STREAMS, "COMPLETE")
    assert sum(second.counts.values()) < sum(first_read.counts.values()) / 10


def test_given_the_readmes_command_when_typed_then_it_reads(image: str, account: Sandbox, tmp_path: Path) -> None:
    build, _, run = block("bash", "docker build").partition("\n")
    (tag,) = re.findall(r"--tag (\S+) ", build)
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o755)
    (secrets / "config.json").write_text(json.dumps(config_for(account, "sandbox-key")))
    (secrets / "catalog.json").write_text(json.dumps(configured_catalog(["users"])))

    printed = typed(run.replace(f" {tag} ", f" {image} "), tmp_path)

    assert '"RECORD"' in printed


def test_given_files_included_then_they_are_in_airbytes_staging_folder(
    connector: ImageConnector, tmp_path_factory: pytest.TempPathFactory
) -> None:
    staging = tmp_path_factory.mktemp("staging")
    staging.chmod(0o777)

    read = connector.read_with_files(staging)

    found = {
        staging / Path(record["file_reference"]["staging_file_url"]).relative_to("/staging/files"): record["data"]
        for record in read.of_type("RECORD")
        if record.get("file_reference")
    }
    assert read.statuses == {"attachments": "COMPLETE"}
    assert len(found) > 100
    assert {path for path in staging.rglob("*") if path.is_file()} == set(found)
    assert all(path.read_bytes() == content(row["remote_id"], row["size_bytes"]) for path, row in found.items())


def test_the_connector_does_not_run_as_root(image: str) -> None:
    assert docker_run(image, "-u", options=("--entrypoint", "id")).stdout.strip() == "1000"


def test_labels_say_what_the_metadata_says(image: str) -> None:
    inspected = subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=True)
    labels = json.loads(inspected.stdout)[0]["Config"]["Labels"]
    metadata = yaml.safe_load((ROOT / "metadata.yaml").read_text())["data"]

    assert labels["io.airbyte.name"] == metadata["dockerRepository"]
    assert labels["io.airbyte.version"] == metadata["dockerImageTag"]


def test_only_the_connector_and_locked_dependencies_are_installed(image: str) -> None:
    script = (
        "from importlib.metadata import distributions;"
        "print(*sorted(d.name.lower().replace('_', '-') + '==' + d.version for d in distributions()))"
    )
    run = docker_run(image, "-c", script, options=("--entrypoint", "/opt/source-lever-unified/bin/python"))
    installed = set(run.stdout.split())
    locked = {
        f"{name}=={version}"
        for name, version in re.findall(
            r'^\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"$', (ROOT / "poetry.lock").read_text(), re.MULTILINE
        )
    }

    assert {requirement for requirement in installed if requirement.startswith("airbyte-cdk==")}
    assert {requirement.split("==")[0] for requirement in installed - locked} == {"airbyte-source-lever-unified"}
    assert not any(requirement.startswith(("pytest==", "ruff==", "duckdb==")) for requirement in installed)


def test_tests_stay_out(image: str) -> None:
    of_tests = ("-name", "lever_sandbox", "-o", "-name", "unit_tests", "-o", "-name", "integration_tests")
    run = docker_run(image, "/airbyte", "/opt", *of_tests, options=("--entrypoint", "find"))

    assert run.returncode == 0
    assert run.stdout == ""
