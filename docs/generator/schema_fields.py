"""The fields of a stream's schema, nested ones included, by path: `stage.id`, `email_addresses[].type`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.schemas import json_schema


@dataclass(frozen=True)
class SchemaField:
    path: str
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def is_nested(self) -> bool:
        return "." in self.path


def fields_of(stream: type[LeverStream]) -> Iterator[SchemaField]:
    """Every field in the schema's order, each followed by what is nested in it."""
    yield from _fields(json_schema(stream), "")


def _fields(schema: Mapping[str, Any], prefix: str) -> Iterator[SchemaField]:
    for name, field in schema.get("properties", {}).items():
        yield SchemaField(prefix + name, field)
        yield from _fields(field, f"{prefix}{name}.")
        yield from _fields(field.get("items", {}), f"{prefix}{name}[].")


def values_at(row: Mapping[str, Any], path: str) -> Iterator[Any]:
    """What is not null at `path` of a row: of a list the items, of a nested list those of all its items."""
    head, _, rest = path.partition(".")
    value = row.get(head.removesuffix("[]"))
    for item in value if isinstance(value, list) else [value]:
        if rest and isinstance(item, Mapping):
            yield from values_at(item, rest)
        elif not rest and item is not None:
            yield item


_KINDS = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}


def kind_of(schema: Mapping[str, Any]) -> str:
    """What a column of a table holds: text, integer, number, boolean, timestamp, json (objects and lists), or any."""
    if schema.get("format") == "date-time":
        return "timestamp"
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    kind, *others = [kind for kind in kinds if kind != "null"]
    return "any" if others else _KINDS.get(kind, "json")


def columns_of(stream: type[LeverStream]) -> dict[str, str]:
    """The kind of each column of a stream's table."""
    return {name: kind_of(schema) for name, schema in json_schema(stream)["properties"].items()}
