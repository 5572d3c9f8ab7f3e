"""The connector's page has the sections that Airbyte asks for, and says what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from docs.generator.requests import requests_of
from source_lever_unified.spec import connector_specification
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from unit_tests.docs.pages import DOCS, rows, section

PAGE = DOCS / "integrations" / "sources" / "lever-unified.md"
SPEC = connector_specification().connectionSpecification
PERMISSIONS = {row[0]: row for row in rows(section(PAGE, "## Prerequisites"))}


def test_given_the_page_then_its_headings_are_in_airbytes_order() -> None:
    headings = re.findall(r"^#+ .+$", PAGE.read_text(), re.MULTILINE)

    assert headings == [
        "# Lever Unified",
        "## Prerequisites",
        "## Setup guide",
        "## Set up Lever Unified",
        "### For Airbyte Cloud:",
        "### For Airbyte Open Source:",
        "## Set up the Lever Unified connector in Airbyte",
        "## Supported sync modes",
        "## Supported Streams",
        "### Performance considerations",
        "## Data type map",
        "## Limitations & Troubleshooting",
        "## Tutorials",
        "## Changelog",
    ]


def required_titles(schema: dict[str, Any]) -> Iterator[str]:
    for name in schema.get("required", ()):
        yield schema["properties"][name]["title"]
        yield from required_titles(schema["properties"][name])
    for kind in schema.get("oneOf", ()):
        yield from required_titles(kind)


@pytest.mark.parametrize("title", required_titles(SPEC))
def test_given_a_required_field_of_the_spec_then_it_is_among_the_prerequisites(title: str) -> None:
    assert f"**{title}**" in section(PAGE, "## Prerequisites")


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_what_a_stream_asks_for_then_the_permissions_are_listed_with_their_scopes(
    stream: type[LeverStream],
) -> None:
    for request in requests_of(stream):
        assert PERMISSIONS[request.endpoint.permission][1] == f"`{request.endpoint.scope}`"


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_a_stream_then_it_is_listed_with_the_permission_of_its_list(stream: type[LeverStream]) -> None:
    assert f"`{stream.name}`" in PERMISSIONS[stream.endpoint.permission][2]


def test_given_the_registry_then_the_supported_streams_are_its_streams_in_order() -> None:
    listed = [row[0] for row in rows(section(PAGE, "## Supported Streams")) if row[0].startswith("[")]

    assert listed == [f"[{stream.name}](../../streams.md#{stream.name})" for stream in STREAMS]
