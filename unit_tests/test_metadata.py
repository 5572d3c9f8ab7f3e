"""metadata.yaml, the Dockerfile and pyproject.toml say the same things."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
import yaml
from airbyte_cdk.models.connector_metadata import ConnectorLanguage, MetadataFile

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yaml").read_text())["data"]
    return content


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text()


def project_value(key: str) -> str:
    """One text of pyproject's [project] table, without tomllib: Python 3.10 has none."""
    (table,) = re.findall(r"^\[project\]\n(.*?)^\[", (ROOT / "pyproject.toml").read_text(), re.DOTALL | re.MULTILINE)
    (value,) = re.findall(rf'^{key} = "(.*)"$', table, re.MULTILINE)
    return str(value)


def test_metadata_is_valid_for_the_cdk() -> None:
    parsed = MetadataFile.from_file(ROOT / "metadata.yaml").data

    assert parsed.language is ConnectorLanguage.PYTHON
    assert parsed.dockerRepository == "airbyte/source-lever-unified"


@pytest.mark.parametrize(
    "key",
    [
        "name",
        "definitionId",
        "connectorType",
        "dockerRepository",
        "dockerImageTag",
        "license",
        "documentationUrl",
        "githubIssueLabel",
        "connectorSubtype",
        "releaseStage",
        "supportLevel",
        "maxSecondsBetweenMessages",
    ],
)
def test_metadata_has_what_the_registry_requires(metadata: dict[str, Any], key: str) -> None:
    assert metadata[key]


def test_definition_id_is_a_random_uuid(metadata: dict[str, Any]) -> None:
    assert UUID(metadata["definitionId"]).version == 4


def test_version_is_the_packages(metadata: dict[str, Any]) -> None:
    assert metadata["dockerImageTag"] == project_value("version")


def test_licence_is_the_packages_and_its_text_is_there(metadata: dict[str, Any]) -> None:
    assert metadata["license"] == project_value("license") == "MIT"
    assert (ROOT / "LICENSE").read_text().startswith("MIT License\n")


def test_package_name_is_the_packages(metadata: dict[str, Any]) -> None:
    assert metadata["remoteRegistries"]["pypi"]["packageName"] == project_value("name")


def test_base_image_is_the_dockerfiles_default(metadata: dict[str, Any], dockerfile: str) -> None:
    (default,) = re.findall(r"^ARG BASE_IMAGE=(.+)$", dockerfile, re.MULTILINE)

    assert metadata["connectorBuildOptions"]["baseImage"] == default


def test_image_labels_are_the_metadatas(metadata: dict[str, Any], dockerfile: str) -> None:
    labels = dict(re.findall(r"^LABEL (\S+?)=(\S+)$", dockerfile, re.MULTILINE))

    assert labels == {
        "io.airbyte.name": metadata["dockerRepository"],
        "io.airbyte.version": metadata["dockerImageTag"],
    }


def test_allowed_hosts_are_levers(metadata: dict[str, Any]) -> None:
    assert set(metadata["allowedHosts"]["hosts"]) == {
        "api.lever.co",
        "api.sandbox.lever.co",
        "api.eu.lever.co",
        "auth.lever.co",
        "sandbox-lever.auth0.com",
    }


def test_suggested_streams_exist(metadata: dict[str, Any]) -> None:
    streams = {path.stem for path in (ROOT / "source_lever_unified" / "schemas").glob("*.json")}

    assert set(metadata["suggestedStreams"]["streams"]) <= streams


def test_icon_is_a_square_svg(metadata: dict[str, Any]) -> None:
    icon = ElementTree.parse(ROOT / metadata["icon"]).getroot()

    assert icon.tag == "{http://www.w3.org/2000/svg}svg"
    assert icon.get("width") == icon.get("height")
    assert icon.get("viewBox") == f"0 0 {icon.get('width')} {icon.get('height')}"
