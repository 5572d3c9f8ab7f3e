from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.sync.engine import Message
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.records import Records
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.snapshot import Snapshot, WholeList, fingerprint
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import NOW, SimpleStream, engine_of, keys, row, sent_rows, states


@dataclass(eq=False)
class Tags(SimpleStream):
    """The rows are the items themselves."""

    @staticmethod
    def rows(items: Iterable[Any], account: Any) -> list[Row]:  # noqa: ARG004
        return list(items)


def tag(text: str, **more: Any) -> Any:
    return row(text, name=text, **more)


def sync(
    items: list[Any], state: Mapping[str, Any] | None = None, *, full_refresh: bool = False, complete: bool = True
) -> tuple[list[str], dict[str, Any]]:
    """What was emitted, `-` before tombstones, and the state."""
    stream = Selected(Tags("tags"), full_refresh, state)
    engine = engine_of([stream])
    Snapshot(engine, stream, lambda: WholeList(items, complete), lambda: None, SyncTimes(NOW, 0)).start()
    messages = list(engine.messages())
    return keys(sent_rows(messages)), states(messages)[-1]  # type: ignore[arg-type]


def test_given_no_state_then_every_row_comes() -> None:
    assert sync([tag("a"), tag("b")])[0] == ["a", "b"]


def test_given_the_state_of_the_same_rows_then_nothing_comes() -> None:
    _, state = sync([tag("a")])

    assert sync([tag("a")], state) == ([], state)


def test_given_new_changed_and_missing_rows_then_exactly_these_come() -> None:
    _, state = sync([tag("same"), tag("changed"), tag("gone")])

    emitted, after = sync([tag("same"), tag("changed", size=2), tag("new")], state)

    assert emitted == ["changed", "new", "-gone"]
    assert sync([tag("same"), tag("changed", size=2), tag("new")], after)[0] == []


def test_given_a_list_in_which_rows_lacked_their_key_then_what_is_missing_may_be_there_and_is_remembered() -> None:
    _, state = sync([tag("same"), tag("unrecognised")])

    emitted, after = sync([tag("same"), tag("new")], state, complete=False)

    assert emitted == ["new"]
    assert sync([tag("same"), tag("new"), tag("unrecognised")], after)[0] == []
    assert sync([tag("same"), tag("new")], after)[0] == ["-unrecognised"]


def test_given_only_the_clock_or_the_raw_payload_moved_then_it_is_the_same_row() -> None:
    assert fingerprint(tag("a")) == fingerprint(tag("a", changed_at=NOW, remote_data={"/tags": {"count": 7}}))
    assert fingerprint(tag("a")) != fingerprint(tag("a", size=1))


def test_given_a_full_refresh_then_everything_comes_and_nothing_is_buried() -> None:
    _, state = sync([tag("a"), tag("gone")])

    assert sync([tag("a")], state, full_refresh=True)[0] == ["a"]


def test_given_a_list_that_breaks_off_then_nothing_is_buried_and_no_state_is_saved() -> None:
    stream = Selected(Tags("tags"), state={"rows": {"a": "12345678", "b": "12345678"}})
    engine = engine_of([stream])

    def broken() -> WholeList:
        raise AirbyteTracedException(message="cut off", internal_message="cut off")

    Snapshot(engine, stream, broken, lambda: None, SyncTimes(NOW, 0)).start()
    messages: list[Message] = []
    with pytest.raises(AirbyteTracedException, match="cut off"):
        messages.extend(engine.messages())

    assert not [message for message in messages if isinstance(message, Records) or message.state is not None]
