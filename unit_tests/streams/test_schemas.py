from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.schemas import SCHEMAS, json_schema, schema_text

each_stream = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All properties at all levels, with their paths."""
    for name, prop in schema.get("properties", {}).items():
        yield f"{path}.{name}", prop
        yield from properties(prop, f"{path}.{name}")
    if "items" in schema:
        yield from properties(schema["items"], f"{path}[]")


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    yield schema
    for prop in schema.get("properties", {}).values():
        yield from subschemas(prop)
    if "items" in schema:
        yield from subschemas(schema["items"])


def test_the_streams_are_those_of_the_documentation_in_its_order() -> None:
    assert [stream.name for stream in STREAMS] == [
        "users",
        "jobs",
        "job_postings",
        "job_hiring_team_members",
        "job_application_stages",
        "job_screening_questions",
        "screening_questions",
        "departments",
        "offices",
        "requisitions",
        "requisition_jobs",
        "requisition_fields",
        "candidates",
        "contacts",
        "applications",
        "candidate_tags",
        "candidate_sources",
        "application_stage_changes",
        "interviews",
        "interview_team_members",
        "interview_panels",
        "scorecards",
        "scorecard_answers",
        "scorecard_templates",
        "offers",
        "notes",
        "attachments",
        "candidate_experiences",
        "candidate_educations",
        "referrals",
        "profile_forms",
        "profile_form_answers",
        "eeo_responses",
        "application_stages",
        "rejection_reasons",
        "tags",
        "sources",
    ]


@each_stream
def test_the_committed_file_is_what_the_model_says(stream: type[LeverStream]) -> None:
    committed = (SCHEMAS / f"{stream.name}.json").read_text(encoding="utf-8")
    assert committed == schema_text(stream), "run: python -m source_lever_unified.streams.schemas"


def test_there_is_no_schema_without_a_model() -> None:
    assert sorted(path.stem for path in SCHEMAS.glob("*.json")) == sorted(stream.name for stream in STREAMS)


@each_stream
def test_a_schema_is_draft_07_and_open(stream: type[LeverStream]) -> None:
    schema = json_schema(stream)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for subschema in subschemas(schema):
        if "properties" in subschema:
            assert subschema["additionalProperties"] is True


@each_stream
def test_model_and_every_property_at_every_level_are_described(stream: type[LeverStream]) -> None:
    assert json_schema(stream)["description"]
    undescribed = [path for path, prop in properties(json_schema(stream)) if not prop.get("description")]
    assert undescribed == []


@each_stream
def test_there_are_no_references_and_no_unions(stream: type[LeverStream]) -> None:
    text = json.dumps(json_schema(stream))
    for key in ("$ref", "$defs", "anyOf", "oneOf", "allOf", '"title": "', "prefixItems"):
        assert key not in text


@each_stream
def test_only_id_and_changed_at_are_never_null(stream: type[LeverStream]) -> None:
    fields = json_schema(stream)["properties"]
    assert [name for name, field in fields.items() if "null" not in field["type"]] == ["id", "changed_at"]


@each_stream
def test_times_are_timestamps_with_a_timezone(stream: type[LeverStream]) -> None:
    for path, prop in properties(json_schema(stream)):
        if path.endswith(("_at", "_date")) or "format" in prop:
            assert prop["format"] == "date-time", path
            assert prop["airbyte_type"] == "timestamp_with_timezone", path


@each_stream
def test_arrays_have_typed_items_and_enums_allow_null(stream: type[LeverStream]) -> None:
    for path, prop in properties(json_schema(stream)):
        if "array" in prop["type"] and "object" not in prop["type"]:
            assert prop["items"]["type"], path
        if "enum" in prop:
            assert (None in prop["enum"]) is ("null" in prop["type"]), path
