"""JSON schemas out of the TypedDicts, in the form Airbyte expects: nullable types as lists, no references, no
unions.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from typing_extensions import get_type_hints, is_typeddict

JsonSchema = dict[str, Any]

_PRIMITIVES: Mapping[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
_ANYTHING = ["null", "string", "number", "boolean", "object", "array"]


def row_schema(row: type, description: str) -> JsonSchema:
    """Draft-07 schema of a row."""
    head: JsonSchema = {"$schema": "http://json-schema.org/draft-07/schema#", "description": description}
    return head | _object(row)


def _object(row: type) -> JsonSchema:
    hints = get_type_hints(row, include_extras=True)
    return {
        "type": "object",
        "additionalProperties": True,
        "properties": {name: _schema(hint) for name, hint in hints.items()},
    }


def _schema(hint: Any) -> JsonSchema:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[0], args[1:])
    if origin in (Union, types.UnionType):
        return _union([_schema(arg) for arg in args])
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin is list:
        return {"type": "array", "items": _schema(args[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": True}
    if is_typeddict(hint):
        return _object(hint)
    if hint is Any:
        return {"type": _ANYTHING}
    return {"type": _PRIMITIVES[hint]}


def _annotated(hint: Any, notes: tuple[Any, ...]) -> JsonSchema:
    schema: JsonSchema = {}
    for note in notes:
        if isinstance(note, FieldInfo):
            if note.description:
                schema["description"] = note.description
            if isinstance(note.json_schema_extra, dict):
                schema |= note.json_schema_extra
    return schema | _schema(hint)


def _union(variants: list[JsonSchema]) -> JsonSchema:
    """One schema for `X | None` and for unions of primitives, null first."""
    kinds = [variant["type"] for variant in variants]
    merged: JsonSchema = {"type": sorted(kinds, key=lambda kind: kind != "null")}
    for variant in variants:
        merged |= {key: value for key, value in variant.items() if key != "type"}
    if "enum" in merged and "null" in kinds:
        merged["enum"] = [*merged["enum"], None]
    return merged
