"""`dbt/models/staging`: the current rows of each stream as a dbt model, with what is known of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from docs.generator.references import EXCEPTIONS, REFERENCES
from docs.generator.schema_fields import kind_of
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import BelongsTo, HangsOn, LeverStream, NamedBy
from source_lever_unified.streams.schemas import json_schema

Json = dict[str, Any]

FOLDER = Path(__file__).parent.parent.parent / "dbt" / "models" / "staging"

_HEAD = "Written by `python -m docs.generator`. Change that, not this file."

_PROVEN = frozenset(
    {(stream.name, stream.hangs_on.field) for stream in STREAMS if stream.hangs_on is not None}
    | {(stream.named_by.stream, stream.named_by.field) for stream in STREAMS if stream.named_by is not None}
    | {(stream.name, stream.belongs_to.field) for stream in STREAMS if stream.belongs_to is not None}
)
"""Fields whose rows are there by what the models are: those that a row hangs on, and those that keep a row alive."""


def staging_files() -> Mapping[Path, Callable[[], str]]:
    models = {FOLDER / f"{_model(stream.name)}.sql": partial(staging_model, stream) for stream in STREAMS}
    return {**models, FOLDER / "sources.yml": sources, FOLDER / "staging.yml": properties}


def staging_model(stream: type[LeverStream]) -> str:
    columns = "\n".join(
        f'    ("{name}", "{kind_of(schema)}"),' for name, schema in json_schema(stream)["properties"].items()
    )
    rules = "".join(
        f',\n    {word}={{"stream": "{rule.stream}", "field": "{rule.field}"}}' for word, rule in _rules(stream)
    )
    return (
        f"{{# {_HEAD} #}}\n{{% set columns = [\n{columns}\n] %}}\n\n"
        f'{{{{ lever_unified.current_rows(\n    "{stream.name}",\n    columns{rules}\n) }}}}\n'
    )


def _rules(stream: type[LeverStream]) -> Iterator[tuple[str, HangsOn | NamedBy | BelongsTo]]:
    if stream.hangs_on is not None:
        yield "hangs_on", stream.hangs_on
    if stream.named_by is not None:
        yield "named_by", stream.named_by
    if stream.belongs_to is not None:
        yield "belongs_to", stream.belongs_to


def sources() -> str:
    """The tables that a destination writes."""
    tables = [
        {
            "name": stream.name,
            "identifier": f"{{{{ var('lever_table_prefix') }}}}{stream.name}",
            "description": stream.description(),
        }
        for stream in STREAMS
    ]
    return _yaml(
        {
            "sources": [
                {
                    "name": "lever",
                    "description": "The tables of an Airbyte connection with source-lever-unified, append + deduped.",
                    "database": "{{ var('lever_database') or target.database }}",
                    "schema": "{{ var('lever_schema') or target.schema }}",
                    "tables": tables,
                }
            ]
        }
    )


def properties() -> str:
    """Descriptions and tests of all columns."""
    return _yaml({"models": [_properties(stream) for stream in STREAMS]})


def _properties(stream: type[LeverStream]) -> Json:
    return {
        "name": _model(stream.name),
        "description": f"{stream.description()} The rows that are still true.",
        "columns": [
            _without_empty(
                {
                    "name": name,
                    "description": schema.get("description", ""),
                    "data_tests": [*_tests(stream.name, name, schema)],
                }
            )
            for name, schema in json_schema(stream)["properties"].items()
        ],
    }


def _without_empty(items: Json) -> Json:
    return {key: value for key, value in items.items() if value}


def _tests(stream: str, column: str, schema: Mapping[str, Any]) -> Iterator[str | Json]:
    reference = next((one for one in REFERENCES if (one.stream, one.path) == (stream, column)), None)
    if column == "id":
        yield "unique"
    if column in ("id", "changed_at") or (reference is not None and reference.always):
        yield "not_null"
    if "enum" in schema:
        yield {"accepted_values": {"arguments": {"values": [value for value in schema["enum"] if value is not None]}}}
    if (
        reference is not None
        and not reference.is_list
        and ((stream, column) in _PROVEN or reference.target not in EXCEPTIONS)
    ):
        yield {
            "relationships": {
                "arguments": {"to": f"ref('{_model(reference.target)}')", "field": "id"},
                "config": {
                    "enabled": f"{{{{ '{stream}' not in var('lever_not_synced') "
                    f"and '{reference.target}' not in var('lever_not_synced') }}}}"
                },
            }
        }


def _model(stream: str) -> str:
    return f"stg_lever__{stream}"


def _yaml(content: Json) -> str:
    return f"# {_HEAD}\n" + yaml.safe_dump({"version": 2, **content}, sort_keys=False, width=118, allow_unicode=True)
