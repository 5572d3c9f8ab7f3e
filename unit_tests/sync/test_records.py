"""Rows leave as lines of the Airbyte protocol."""

from __future__ import annotations

import json
from collections import defaultdict

from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteStateMessage,
    AirbyteStateType,
    AirbyteStreamState,
    StreamDescriptor,
    Type,
)

from source_lever_unified.run import Entrypoint
from source_lever_unified.sync.records import records


def test_given_rows_then_each_is_a_record_message_on_a_line_of_its_own() -> None:
    said = records("tags", [{"id": "a", "name": "two\nlines"}, {"id": "b", "name": None}])

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
    said = records("tags", [{"id": "a", "name": None}])

    (message,) = said.messages()

    assert message.record is not None
    assert (message.record.stream, message.record.data) == ("tags", {"id": "a", "name": None})


def test_given_no_rows_then_there_is_nothing_to_say() -> None:
    assert (records("tags", []).count, records("tags", []).lines) == (0, b"")


def test_given_records_before_a_state_when_counted_then_the_state_says_how_many() -> None:
    descriptor = StreamDescriptor(name="tags")
    state = AirbyteStateMessage(AirbyteStateType.STREAM, AirbyteStreamState(stream_descriptor=descriptor))
    counts: defaultdict[object, float] = defaultdict(float)

    Entrypoint.handle_record_counts(records("tags", [{"id": "a"}, {"id": "b"}]), counts)  # type: ignore[arg-type]
    Entrypoint.handle_record_counts(AirbyteMessage(Type.STATE, state=state), counts)  # type: ignore[arg-type]

    assert state.sourceStats is not None
    assert state.sourceStats.recordCount == 2
