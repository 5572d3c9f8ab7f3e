"""What holds for every row of every stream."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from jsonschema import Draft7Validator, FormatChecker

from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.schemas import json_schema

FORMATS = FormatChecker(formats=[])


@FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value) is not None


@cache
def _fields(stream: type[LeverStream]) -> frozenset[str]:
    return frozenset(json_schema(stream)["properties"])


@cache
def _validator(stream: type[LeverStream]) -> Draft7Validator:
    return Draft7Validator(json_schema(stream), format_checker=FORMATS)


def assert_sound(stream: type[LeverStream], row: Mapping[str, Any]) -> None:
    """The row holds every field, fits its schema as JSON, and has an id and a time."""
    as_json = orjson.loads(orjson.dumps(row))
    _validator(stream).validate(as_json)
    assert row.keys() == _fields(stream)
    assert row["id"]
    assert row["changed_at"]
