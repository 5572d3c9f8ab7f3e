"""Rows as they leave the connector: lines of the Airbyte protocol, written where the rows are made.

A message object per record, counted, serialised and printed by itself, is most of what a record costs in the CDK, whose
serializer also leaves out every field that is null: "no longer has a value" would look like "says nothing about it".
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson
from airbyte_cdk.models import AirbyteMessage, AirbyteRecordMessage, AirbyteRecordMessageFileReference, Type

from source_lever_unified.lever.body import written
from source_lever_unified.unified.row import Row


@dataclass(frozen=True)
class Records:
    """Rows of one stream. `lines`: a record message for each, as JSON, with a line feed after each."""

    stream: str
    count: int
    lines: bytes

    def messages(self) -> Iterator[AirbyteMessage]:
        """The same as the CDK's objects."""
        for line in self.lines.splitlines():
            record = orjson.loads(line)["record"]
            file = record.pop("file_reference", None)
            reference = None if file is None else AirbyteRecordMessageFileReference(**file)
            yield AirbyteMessage(type=Type.RECORD, record=AirbyteRecordMessage(**record, file_reference=reference))


def records(
    stream: str, rows: Sequence[Row], files: Mapping[str, AirbyteRecordMessageFileReference] | None = None
) -> Records:
    """`files`: by its id what a row's content was written to."""
    before = orjson.dumps({"type": "RECORD", "record": {"stream": stream, "emitted_at": time.time_ns() // 1_000_000}})
    opening = before[:-2] + b',"data":'
    if not files:
        return Records(stream, len(rows), b"".join([opening + written(row) + b"}}\n" for row in rows]))
    ends = (b',"file_reference":' + orjson.dumps(files[row["id"]]) if row["id"] in files else b"" for row in rows)
    lines = [opening + written(row) + end + b"}}\n" for row, end in zip(rows, ends, strict=True)]
    return Records(stream, len(rows), b"".join(lines))
