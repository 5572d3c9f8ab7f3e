"""Rows of a small list that bring a time of their own, as requisitions do: when they are dated by it, and when not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.snapshot import Snapshot, WholeList
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import NOW, SimpleStream, engine_of, row, sent_rows, states

LONG_AGO = NOW - 400 * DAY_MS
LATER = NOW + DAY_MS
MUCH_LATER = NOW + 2 * DAY_MS


@dataclass(eq=False)
class Requisitions(SimpleStream):
    dates_itself: bool = True

    @staticmethod
    def rows(items: Iterable[Any], account: Any) -> list[Row]:  # noqa: ARG004
        return list(items)


class Sent(NamedTuple):
    key: str
    changed_at: str
    is_gone: bool


def requisition(key: str, hired: int = 0, changed_at: int = LONG_AGO) -> Row:
    return row(key, changed_at=changed_at, hired=hired)


def sync(
    *items: Row, state: Mapping[str, Any] | None = None, at: int = NOW, complete: bool = True, refresh: bool = False
) -> tuple[list[Sent], dict[str, Any]]:
    stream = Selected(Requisitions("requisitions"), refresh, state)
    engine = engine_of([stream])
    Snapshot(engine, stream, lambda: WholeList(list(items), complete), lambda: None, SyncTimes(at, 0)).start()
    messages = list(engine.messages())
    sent = [
        Sent(one["remote_id"], one["changed_at"], one["remote_deleted_at"] is not None) for one in sent_rows(messages)
    ]
    return sent, states(messages)[-1]


def test_given_a_row_that_nobody_has_seen_then_it_is_dated_by_its_own_time() -> None:
    assert sync(requisition("a"))[0] == [Sent("a", to_iso(LONG_AGO), False)]


def test_given_a_new_row_in_a_later_sync_then_it_is_dated_by_its_own_time_too() -> None:
    _, state = sync(requisition("a"))

    sent, _ = sync(requisition("a"), requisition("b", changed_at=NOW), state=state, at=LATER)

    assert sent == [Sent("b", to_iso(NOW), False)]


def test_given_a_change_that_does_not_move_its_time_then_it_is_dated_by_the_sync_that_saw_it() -> None:
    _, state = sync(requisition("a"))

    assert sync(requisition("a", hired=1), state=state, at=LATER)[0] == [Sent("a", to_iso(LATER), False)]


def test_given_a_row_that_is_gone_then_there_is_one_tombstone() -> None:
    _, state = sync(requisition("a"), requisition("b"))

    sent, after = sync(requisition("a"), state=state, at=LATER)

    assert sent == [Sent("b", to_iso(LATER), True)]
    assert sync(requisition("a"), state=after, at=MUCH_LATER) == ([], after)


def test_given_a_row_that_comes_back_as_it_was_then_it_is_newer_than_its_tombstone() -> None:
    _, state = sync(requisition("a"))
    _, without = sync(state=state, at=LATER)

    assert sync(requisition("a"), state=without, at=MUCH_LATER)[0] == [Sent("a", to_iso(MUCH_LATER), False)]


def test_given_a_feature_that_is_off_then_nothing_is_buried_and_the_rows_are_remembered() -> None:
    _, state = sync(requisition("a"))

    assert sync(state=state, at=LATER, complete=False) == ([], state)


def test_given_a_full_refresh_then_no_row_is_older_than_what_was_sent_before() -> None:
    _, state = sync(requisition("a"))
    _, changed = sync(requisition("a", hired=1), state=state, at=LATER)

    sent, _ = sync(requisition("a", hired=1), state=changed, at=MUCH_LATER, refresh=True)

    assert sent == [Sent("a", to_iso(MUCH_LATER), False)]
