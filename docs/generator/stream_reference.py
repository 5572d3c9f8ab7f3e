"""`docs/streams.md`: every stream and every field."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docs.generator.markdown import bullets, page, paragraph, table
from docs.generator.references import LEADING_NOWHERE, REFERENCES
from docs.generator.requests import requests_of
from docs.generator.schema_fields import SchemaField, fields_of
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import (
    ChildStream,
    LeverStream,
    OpportunityChild,
    OpportunityStream,
    PostingForm,
    PostingStream,
    SnapshotStream,
    WindowedStream,
)
from source_lever_unified.streams.schemas import json_schema
from source_lever_unified.sync.watch import MOST_PARENTS
from source_lever_unified.unified.json_schema import row_schema
from source_lever_unified.unified.row import RemoteRow

_COMMON: Mapping[str, Any] = row_schema(RemoteRow, "")["properties"]

_HOW: Mapping[type[LeverStream], str] = {
    SnapshotStream: "small list",
    WindowedStream: "windows",
    OpportunityStream: "list",
    PostingStream: "list",
    ChildStream: "list, and a request per item",
}

_REQUESTS: Mapping[type[LeverStream], str] = {
    SnapshotStream: "1 per 100 rows at every sync.",
    WindowedStream: "First sync: 1 per 100 rows, and 1 per year since 2012. Later: 1 per 100 rows of the last 30 days, "
    "at least 1. More where Lever refuses pages of 100, or a year at once.",
    OpportunityStream: "First sync: 1 per 100 opportunities, fewer than 30 for cutting the list into windows, and the "
    "list of sources, to estimate the time left. Later: 1 per 100 changed opportunities, at least 1.",
    PostingStream: "First sync: 1 per 100 postings, and 1 for those that only employees see. Later: 1 per 100 changed "
    "postings, at least 1, and again that 1.",
    OpportunityChild: "The list of opportunities, and 1 per opportunity read; later also 1 per watched opportunity.",
    PostingForm: "The list of postings, and 1 per posting read; once a day 1 per open posting.",
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
    "**Windows**: rows that never change. The first sync reads everything, or what was made since the `start_date`, in "
    "a window for each year. Later ones look 30 days further back than the last one began, and send what was not there "
    "then.",
    "**List** (`/opportunities`, `/postings`): the first sync reads everything, or with a `start_date` everything "
    "created or updated since. Later ones read what was updated since the last completed sync *began*, less "
    "`lookback_minutes`. A row may come twice that way; none is missed because its `updatedAt` is null or because it "
    "changed while the list was being read.",
    "**List, and a request per item**: Lever has interviews, feedback, offers, notes, documents and forms only below "
    "an opportunity or a posting. "
    "They are read for every item that the list yields, once for all streams made from them, and again by themselves "
    f"while they may change without their parent: below at most {MOST_PARENTS:,} parents, and of an opportunity until "
    f"nothing has changed for {(OpportunityChild.forget_after_ms or 0) // DAY_MS} days.",
)


def stream_reference() -> str:
    return page(
        "# Streams",
        *map(paragraph, _INTRODUCTION),
        table(("Stream", "One row is", "Read as", "From"), map(_overview, STREAMS)),
        "## How streams are read",
        paragraph(
            "There are four ways. Each list is asked for once per sync, however many of the selected streams are made "
            "from it."
        ),
        bullets(_WAYS),
        "## Common fields",
        paragraph(
            "Not repeated below. Rows that Lever has no object for (a tag on a candidate, a user in a hiring team) "
            "have the first four only. Any field but `id` and `changed_at` may be null."
        ),
        table(_FIELD_HEADER, [_field_row("", SchemaField(name, schema)) for name, schema in _COMMON.items()]),
        *(block for stream in STREAMS for block in _section(stream)),
    )


def _overview(stream: type[LeverStream]) -> tuple[str, str, str, str]:
    row = stream.description().partition(". ")[0].rstrip(".")
    return f"[{stream.name}](#{stream.name})", row, _of_kind(_HOW, stream), f"`{stream.endpoint.path}`"


def _of_kind(words: Mapping[type[LeverStream], str], stream: type[LeverStream]) -> str:
    return next(word for kind, word in words.items() if issubclass(stream, kind))


def _section(stream: type[LeverStream]) -> Iterator[str]:
    yield f"## {stream.name}"
    yield paragraph(stream.description())
    yield from map(paragraph, _remarks(stream))
    yield bullets(_facts(stream))
    properties = json_schema(stream)["properties"]
    common = [name for name, schema in _COMMON.items() if properties.get(name) == schema]
    yield f"Common fields: {', '.join(f'`{name}`' for name in common)}."
    own = [field for field in fields_of(stream) if field.path not in common]
    yield table(_FIELD_HEADER, [_field_row(stream.name, field) for field in own])


def _remarks(stream: type[LeverStream]) -> Iterator[str]:
    """What the docstrings of its kinds and its own say besides what it is."""
    for kind in reversed(stream.__mro__):
        if issubclass(kind, LeverStream) and kind is not LeverStream:
            yield from inspect.cleandoc(vars(kind)["__doc__"] or "").split("\n\n")[1:]


def _facts(stream: type[LeverStream]) -> Iterator[str]:
    if stream.opt_in:
        yield f"**Only with** `{stream.opt_in}: true`; otherwise it is not in the catalog"
    yield f"**Asks for**: {', '.join(f'`{request}`' for request in requests_of(stream))}"
    required = [request.endpoint for request in requests_of(stream) if request.required]
    either = stream.endpoints() if issubclass(stream, ChildStream) and stream.needs_one_of else ()
    yield f"**Permission**: {' and '.join(filter(None, [*_permissions(required), ' or '.join(_permissions(either))]))}"
    also = stream.also_named_by if issubclass(stream, PostingStream) else None
    for need in [*stream.needs, *([] if also is None else [also])]:
        if not need.required:
            endpoint = need.small_list.endpoint
            yield f"**Without `{endpoint.path}`** (permission {endpoint.permission}): {need.without}"
    yield f"**Key**: {stream.known_by}"
    if ends := list(_deletions(stream)):
        yield f"**Deletions**: {' '.join(ends)}"
    besides = "" if also is None else f" Besides, at every sync, {_of_kind(_REQUESTS, SnapshotStream)}"
    sublists = stream.endpoints() if issubclass(stream, ChildStream) else (stream.endpoint,)
    requests = _of_kind(_REQUESTS, stream).replace("1 per opportunity", f"{len(sublists)} per opportunity")
    yield f"**Requests**: {requests}{besides.removesuffix(' at every sync.')}"
    if documented := [f"[`{endpoint.path}`]({endpoint.docs})" for endpoint in sublists if endpoint.docs]:
        yield f"**In Lever's documentation**: {', '.join(documented)}"


def _permissions(endpoints: Iterable[Endpoint]) -> list[str]:
    permissions = dict.fromkeys((endpoint.permission, endpoint.scope) for endpoint in endpoints)
    return [f"{name} (OAuth: `{scope}`)" for name, scope in permissions]


def _deletions(stream: type[LeverStream]) -> Iterator[str]:
    if issubclass(stream, (OpportunityStream, PostingStream)) and stream.deletions is not None:
        yield (
            f"Lever's feed `{stream.deletions.path}` (permission {stream.deletions.permission}), from the second sync "
            "on. It is 1 request; a key that may not read it gets one warning."
        )
    if stream.belongs_to is not None:
        yield (
            f"None of its own: it is true while its row of `{stream.belongs_to.stream}` is "
            "([views](deletions-and-current-rows.md#the-views))."
        )
    if stream.hangs_on is not None:
        (parent,) = [parent.model for parent in STREAMS if parent.name == stream.hangs_on.stream]
        yield (
            "[Generation rule](deletions-and-current-rows.md#the-generation-rule): a row older than its "
            f"{parent} is no longer true."
        )


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
    if f"{stream}.{field.path}" in LEADING_NOWHERE:
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
