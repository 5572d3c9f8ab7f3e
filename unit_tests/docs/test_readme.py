"""The tables of the README say what the code does."""

from __future__ import annotations

import json

import pytest

from docs.generator.requests import requests_of
from source_lever_unified.spec import connector_specification
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from unit_tests.docs.pages import ROOT, rows, section

README = ROOT / "README.md"
SPEC = connector_specification().connectionSpecification
CONFIGURATION = {row[0].strip("`"): row[1] for row in rows(section(README, "## Configuration"))}


def test_given_the_spec_then_the_configuration_table_has_its_properties_in_order() -> None:
    assert list(CONFIGURATION) == sorted(SPEC["properties"], key=lambda name: SPEC["properties"][name]["order"])


@pytest.mark.parametrize("name", SPEC["properties"])
def test_given_a_property_then_the_table_has_its_default(name: str) -> None:
    if name in SPEC["required"]:
        assert CONFIGURATION[name] == "required"
    elif "default" in SPEC["properties"][name]:
        assert CONFIGURATION[name] == f"`{json.dumps(SPEC['properties'][name]['default'])}`"
    else:
        assert CONFIGURATION[name] == "none"


def test_given_the_registry_then_the_table_of_streams_has_each_in_order() -> None:
    listed = [row[0] for row in rows(section(README, "## Streams"))]

    assert listed == [f"`{stream.name}`" for stream in STREAMS]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_given_a_stream_then_the_table_names_the_permissions_it_cannot_do_without(stream: type[LeverStream]) -> None:
    required = {request.endpoint.permission for request in requests_of(stream) if request.required}
    (cell,) = [row[2] for row in rows(section(README, "## Streams")) if row[0] == f"`{stream.name}`"]

    assert set(cell.partition(";")[0].split(", ")) == required
