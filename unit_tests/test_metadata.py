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

from source_lever_unified.spec import DOCUMENTATION_URL
from source_lever_unified.streams import STREAMS

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


def test_keys_are_those_of_airbytes_model(metadata: dict[str, Any]) -> None:
    """Its model of `data` takes no others."""
    assert set(metadata) <= {
        *("ab_internal", "allowedHosts", "connectorBuildOptions", "connectorSubtype", "connectorTestSuitesOptions"),
        *("connectorType", "definitionId", "dockerImageTag", "dockerRepository", "documentationUrl", "erdUrl"),
        *("externalDocumentationUrls", "githubIssueLabel", "icon", "license", "maxSecondsBetweenMessages", "name"),
        *("registryOverrides", "releaseStage", "releases", "remoteRegistries", "suggestedStreams", "supportLevel"),
        "tags",
    }


def test_tags_name_the_language_and_the_kind_of_cdk(metadata: dict[str, Any]) -> None:
    tags = dict(tag.split(":") for tag in metadata["tags"])

    assert tags == {"language": "python", "cdk": "python"}


def test_levels_are_among_airbytes(metadata: dict[str, Any]) -> None:
    assert metadata["ab_internal"]["sl"] in {100, 200, 300}
    assert metadata["ab_internal"]["ql"] in {100, 200, 300, 400, 500, 600}
    assert (metadata["supportLevel"], metadata["releaseStage"]) == ("community", "alpha")


def test_base_image_is_pinned_by_its_digest(metadata: dict[str, Any]) -> None:
    assert re.fullmatch(
        r"docker\.io/airbyte/python-connector-base:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}",
        metadata["connectorBuildOptions"]["baseImage"],
    )


def test_external_pages_are_of_kinds_that_airbyte_knows(metadata: dict[str, Any]) -> None:
    for page in metadata["externalDocumentationUrls"]:
        assert page["url"].startswith("https://")
        assert page["type"] in {
            *("api_deprecations", "api_reference", "api_release_history", "authentication_guide", "openapi_spec"),
            *("permissions_scopes", "rate_limits", "status_page"),
        }


def test_page_is_where_airbyte_looks_for_it(metadata: dict[str, Any]) -> None:
    path = metadata["documentationUrl"].removeprefix("https://docs.airbyte.com/")

    assert (ROOT / "docs" / f"{path}.md").read_text().startswith(f"# {metadata['name']}\n")
    assert metadata["documentationUrl"] == DOCUMENTATION_URL


def test_test_suites_are_there(metadata: dict[str, Any]) -> None:
    suites = {suite["suite"] for suite in metadata["connectorTestSuitesOptions"]}

    assert suites == {"unitTests", "integrationTests"}
    assert (ROOT / "unit_tests").is_dir()
    assert (ROOT / "integration_tests").is_dir()


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
    assert set(metadata["suggestedStreams"]["streams"]) <= {stream.name for stream in STREAMS}


def test_icon_is_a_square_svg(metadata: dict[str, Any]) -> None:
    icon = ElementTree.parse(ROOT / metadata["icon"]).getroot()

    assert icon.tag == "{http://www.w3.org/2000/svg}svg"
    assert icon.get("width") == icon.get("height")
    assert icon.get("viewBox") == f"0 0 {icon.get('width')} {icon.get('height')}"
