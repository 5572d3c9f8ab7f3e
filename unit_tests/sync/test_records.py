"""Rows leave as lines of the Airbyte protocol."""

from __future__ import annotations

import json
from typing import Any

from airbyte_cdk.models import AirbyteRecordMessageFileReference

from source_lever_unified.sync.records import records


def test_given_rows_then_each_is_a_record_message_on_a_line_of_its_own() -> None:
    rows: list[Any] = [{"id": "a", "name": "two\nlines"}, {"id": "b", "name": None}]
    said = records("tags", rows)

    lines = [json.loads(line) for line in said.lines.split(b"\n")[:-1]]
    assert said.lines.endswith(b"\n")
    assert said.count == len(lines) == 2
    assert [line["type"] for line in lines] == ["RECORD", "RECORD"]
    assert [line["record"]["stream"] for line in lines] == ["tags", "tags"]
    assert all(isinstance(line["record"]["emitted_at"], int) for line in lines)
    assert [line["record"]["data"] for line in lines] == [
        {"id": "a", "name": "two\nlines"},
        {"id": "b", "name": None},
    ]


def test_given_rows_then_their_messages_are_those_of_the_lines() -> None:
    rows: list[Any] = [{"id": "a", "name": None}]
    said = records("tags", rows)

    (message,) = said.messages()

    assert message.record is not None
    assert (message.record.stream, message.record.data) == ("tags", {"id": "a", "name": None})


def test_given_files_of_some_rows_then_their_records_refer_to_them() -> None:
    rows: list[Any] = [{"id": "a"}, {"id": "b"}]
    file = AirbyteRecordMessageFileReference("/staging/b.pdf", "b.pdf", 3)

    said = records("attachments", rows, {"b": file})

    first, second = (json.loads(line)["record"] for line in said.lines.splitlines())
    assert "file_reference" not in first
    assert second["data"] == {"id": "b"}
    assert second["file_reference"] == {
        "staging_file_url": "/staging/b.pdf",
        "source_file_relative_path": "b.pdf",
        "file_size_bytes": 3,
    }
    assert [message.record and message.record.file_reference for message in said.messages()] == [None, file]


def test_given_no_rows_then_there_is_nothing_to_say() -> None:
    assert (records("tags", []).count, records("tags", []).lines) == (0, b"")
