from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.sync.engine import Engine, Message, StreamRun
from source_lever_unified.sync.records import Records, Row
from source_lever_unified.sync.snapshot import Snapshot, fingerprint


def tag(text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"id of {text}", "remote_id": text, "name": text, "changed_at": "now", "remote_data": None, **more}


def buried(remote_id: str, at: int) -> Row:
    return {"id": f"id of {remote_id}", "remote_id": remote_id, "remote_deleted_at": at}


def sync(
    rows: list[dict[str, Any]], state: Mapping[str, Any] | None, logger: logging.Logger, *, full_refresh: bool = False
) -> tuple[list[str], dict[str, Any]]:
    """What was emitted, `-` before tombstones, and the state."""
    run = StreamRun("tags", full_refresh=full_refresh, state=state)
    engine = Engine([run], 1, logger)
    Snapshot(engine, run, lambda: rows, buried, started_at=1).start()
    emitted = [
        message.record.data
        for records in engine.messages()
        if isinstance(records, Records)
        for message in records.messages()
        if message.record is not None
    ]
    assert run.final_state is not None
    return [("-" if row.get("remote_deleted_at") else "") + row["remote_id"] for row in emitted], run.final_state()


def test_given_no_state_then_every_row_comes(logger: logging.Logger) -> None:
    emitted, _ = sync([tag("a"), tag("b")], None, logger)

    assert emitted == ["a", "b"]


def test_given_the_state_of_the_same_rows_then_nothing_comes(logger: logging.Logger) -> None:
    _, state = sync([tag("a")], None, logger)

    assert sync([tag("a")], state, logger) == ([], state)


def test_given_new_changed_and_missing_rows_then_exactly_these_come(logger: logging.Logger) -> None:
    _, state = sync([tag("same"), tag("changed"), tag("gone")], None, logger)

    emitted, after = sync([tag("same"), tag("changed", name="other"), tag("new")], state, logger)

    assert emitted == ["changed", "new", "-gone"]
    assert sync([tag("same"), tag("changed", name="other"), tag("new")], after, logger)[0] == []


def test_given_only_the_clock_or_the_raw_payload_moved_then_it_is_the_same_row() -> None:
    assert fingerprint(tag("a")) == fingerprint(tag("a", changed_at="later", remote_data={"/tags": {"count": 7}}))
    assert fingerprint(tag("a")) != fingerprint(tag("a", name="A"))


def test_given_a_full_refresh_then_everything_comes_and_nothing_is_buried(logger: logging.Logger) -> None:
    _, state = sync([tag("a"), tag("gone")], None, logger)

    assert sync([tag("a")], state, logger, full_refresh=True)[0] == ["a"]


def test_given_a_list_that_breaks_off_then_nothing_is_buried_and_no_state_is_saved(logger: logging.Logger) -> None:
    run = StreamRun("tags", state={"rows": {"a": "12345678", "b": "12345678"}})
    engine = Engine([run], 1, logger)

    def broken() -> Any:
        yield tag("a")
        raise AirbyteTracedException(message="cut off", internal_message="cut off")

    Snapshot(engine, run, broken, buried, started_at=1).start()
    messages: list[Message] = []
    with pytest.raises(AirbyteTracedException, match="cut off"):
        messages.extend(engine.messages())

    assert not [message for message in messages if isinstance(message, Records) or message.state is not None]
