"""The version stands in pyproject.toml. Every other place that has to name it names the same."""

from __future__ import annotations

import re
from importlib.metadata import version as installed_version
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "integrations" / "sources" / "lever-unified.md"
(VERSION,) = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)


def found(file: Path, pattern: str) -> list[str]:
    return re.findall(pattern, file.read_text(), re.MULTILINE)


PLACES = {
    "metadata.yaml": [yaml.safe_load((ROOT / "metadata.yaml").read_text())["data"]["dockerImageTag"]],
    "the image's label": found(ROOT / "Dockerfile", r"^LABEL io\.airbyte\.version=(.+)$"),
    "the newest entry of CHANGELOG.md": found(ROOT / "CHANGELOG.md", r"^## (.+)$")[:1],
    "the newest entry of the page for Airbyte": found(PAGE, r"^\| (\d+\.\d+\.\d+\S*) \|")[:1],
    "the commands of the page for Airbyte": found(PAGE, r"^ +`docker build --tag \S+:(\S+) \.`$"),
    "the tag to enter in Airbyte": found(PAGE, r"^ +tag `(.+)`\.$"),
    "the installed package": [installed_version("airbyte-source-lever-unified")],
}


@pytest.mark.parametrize("place", PLACES)
def test_given_the_version_of_the_package_then_it_is_the_same_everywhere(place: str) -> None:
    assert PLACES[place] == [VERSION]


def test_given_the_version_then_it_is_semantic_and_a_candidate_only_with_a_progressive_rollout() -> None:
    (candidate,) = re.findall(r"^\d+\.\d+\.\d+(-rc\.\d+)?$", VERSION)
    releases = yaml.safe_load((ROOT / "metadata.yaml").read_text())["data"]["releases"]

    assert releases["rolloutConfiguration"]["enableProgressiveRollout"] is bool(candidate)


def test_given_a_new_major_version_then_it_is_declared_as_breaking_with_a_guide() -> None:
    major = VERSION.partition(".")[0]
    releases = yaml.safe_load((ROOT / "metadata.yaml").read_text())["data"]["releases"]
    declared = {version.partition(".")[0] for version in releases.get("breakingChanges", {})}

    assert declared == {str(number) for number in range(1, int(major) + 1)}
    assert not declared or PAGE.with_name("lever-unified-migrations.md").exists()


def test_given_the_two_changelogs_then_they_have_the_same_versions() -> None:
    assert found(ROOT / "CHANGELOG.md", r"^## (.+)$") == found(PAGE, r"^\| (\d+\.\d+\.\d+\S*) \|")
