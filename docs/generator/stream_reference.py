"""`docs/streams.md`: every stream and every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docs.generator.markdown import bullets, page, paragraph, table
from docs.generator.references import PERSONS, REFERENCES
from docs.generator.schema_fields import SchemaField, fields_of
from docs.generator.stream_notes import NOTES
from source_lever_unified.models import json_schema
from source_lever_unified.models.json_schema import row_schema
from source_lever_unified.models.row import RemoteRow
from source_lever_unified.streams.declarations import ChildStream, ListedStream, SnapshotStream, Stream
from source_lever_unified.streams.registry import STREAMS

_COMMON: Mapping[str, Any] = row_schema(RemoteRow)["properties"]

_HOW = {
    SnapshotStream: "small list",
    ListedStream: "list",
    ChildStream: "list, and a request per item",
}

_INTRODUCTION = (
    "All streams have the primary key `id` and the cursor field `changed_at`, and sync in full refresh or "
    "incrementally. The cursor is kept by the connector: it is not the newest `changed_at` but the time at which a "
    "sync began.",
    "Which ids join with what: [entity-diagram.md](entity-diagram.md). Rows that are still true, as SQL views: "
    "[deletions-and-current-rows.md](deletions-and-current-rows.md). Fields that Lever never fills: "
    "[unfilled-fields.md](unfilled-fields.md).",
)

_WAYS = (
    "**Small list**: read whole at every sync and compared with what was sent before, by a fingerprint per row in the "
    "state.",
    "**List** (`/opportunities`, `/postings`): the first sync reads everything, or with a `start_date` everything "
    "created or updated since. Later ones read what was updated since the last completed sync *began*, less "
    "`lookback_minutes`. A row may come twice that way; none is missed because its `updatedAt` is null or because it "
    "changed while the list was being read.",
    "**List, and a request per item**: Lever has interviews, offers and forms only below an opportunity or a posting. "
    "They are read for every item that the list yields, once for all streams made from them, and again by themselves "
    "while they may change without their parent.",
)


def stream_reference() -> str:
    return page(
        "# Streams",
        *map(paragraph, _INTRODUCTION),
        table(("Stream", "One row is", "Read as", "From"), map(_overview, STREAMS)),
        "## How streams are read",
        paragraph(
            "There are three ways. Each list is asked for once per sync, however many of the selected streams are made "
            "from it."
        ),
        bullets(_WAYS),
        "## Common fields",
        paragraph(
            "Not repeated below. Rows that Lever has no object for (a tag on a candidate, a user in a hiring team) "
            "have the first three only. Any field but `id` and `changed_at` may be null."
        ),
        table(_FIELD_HEADER, [_field_row("", SchemaField(name, schema)) for name, schema in _COMMON.items()]),
        *(block for stream in STREAMS for block in _section(stream)),
    )


def _overview(stream: Stream) -> tuple[str, str, str, str]:
    row = NOTES[stream.name].row
    return f"[{stream.name}](#{stream.name})", row, _HOW[type(stream)], f"`{stream.endpoint}`"


def _section(stream: Stream) -> Iterator[str]:
    note = NOTES[stream.name]
    yield f"## {stream.name}"
    yield paragraph(json_schema(stream.name)["description"])
    yield bullets(
        [
            f"**Made of**: {', '.join(f'`{endpoint}`' for endpoint in note.endpoints)}",
            f"**Key**: {note.key}",
            f"**Changes**: {note.changes}",
            f"**Deletions**: {note.deletions}",
            f"**Requests**: {note.requests}",
        ]
    )
    properties = json_schema(stream.name)["properties"]
    common = [name for name, schema in _COMMON.items() if properties.get(name) == schema]
    yield f"Common fields: {', '.join(f'`{name}`' for name in common)}."
    own = [field for field in fields_of(stream.name) if field.path not in common]
    yield table(_FIELD_HEADER, [_field_row(stream.name, field) for field in own])


_FIELD_HEADER = ("Field", "Type", "Meaning")

_TARGETS = {f"{reference.stream}.{reference.path}": reference.target for reference in REFERENCES}


def _field_row(stream: str, field: SchemaField) -> tuple[str, str, str]:
    meaning = [str(field.schema.get("description", ""))]
    enum = field.schema.get("enum") or field.schema.get("items", {}).get("enum", ())
    words = [word for word in enum if word is not None]
    if not all(word in meaning[0] for word in words):
        meaning.append(f"One of {', '.join(f'`{word}`' for word in words)}.")
    target = _TARGETS.get(f"{stream}.{field.path}")
    if target is not None:
        meaning.append(f"Joins with [{target}](#{target}).")
    if f"{stream}.{field.path}" in PERSONS:
        meaning.append("Joins with no stream.")
    return f"`{field.path}`", _type(field.schema), " ".join(filter(None, meaning))


def _type(schema: Mapping[str, Any]) -> str:
    """A type in words, without null: that any field may be null is said once, above all tables."""
    if schema.get("format") == "date-time":
        return "timestamp"
    declared = schema["type"]
    types = [kind for kind in (declared if isinstance(declared, list) else [declared]) if kind != "null"]
    if len(types) > 2:
        return "any JSON"
    if types == ["array"]:
        return f"list of {_type(schema['items']).replace(' or ', 's or ')}s"
    return " or ".join(types)
