from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from source_lever_unified.sync import watch as watch_module
from source_lever_unified.sync.clock import DAY_MS, to_iso
from source_lever_unified.sync.records import Row
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.watch import Watch, WatchRule

NOW = 1_800_000_000_000
LOOKBACK = 600_000


@dataclass
class Opportunity:
    id: str

    def to_state(self) -> list[Any]:
        return [self.id]


def offer(key: str, *, status: str = "sent", changed_at: int = NOW - DAY_MS) -> tuple[dict[str, Any], str]:
    row = {"id": f"id of {key}", "remote_id": key, "status": status, "changed_at": to_iso(changed_at)}
    return row, fingerprint(row)


def buried(remote_id: str, at: int) -> Row:
    return {"remote_id": remote_id, "remote_deleted_at": at}


OPEN = WatchRule(keep=lambda _parent, children: "open" in children)


def watching(state: ListingState, logger: logging.Logger, *, now: int = NOW, rule: WatchRule = OPEN) -> Watch:
    def restore(ref: Sequence[Any]) -> Opportunity:
        return Opportunity(ref[0])

    return Watch("offers", state, rule, restore, buried, logger, started_at=now, lookback_ms=LOOKBACK)


def saved(watch: Watch) -> ListingState:
    """The state as it comes back in the next sync."""
    state = ListingState()
    watch.save_to(state)
    return ListingState.model_validate(state.model_dump(mode="json"))


def remote_ids(rows: list[Row]) -> list[str]:
    return [("-" if "remote_deleted_at" in row else "") + row["remote_id"] for row in rows]


def test_given_an_open_offer_when_the_next_sync_begins_then_its_opportunity_is_due(logger: logging.Logger) -> None:
    watch = watching(ListingState(), logger)
    watch.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)
    watch.emit(Opportunity("p"), ["decided"], [offer("b")], listed=True)

    assert [parent.id for parent in watching(saved(watch), logger).due()] == ["o"]


def test_given_a_parent_that_was_listed_in_this_sync_then_it_is_not_due_again(logger: logging.Logger) -> None:
    before = watching(ListingState(), logger)
    before.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)
    watch = watching(saved(before), logger)

    watch.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)

    assert list(watch.due()) == []


def test_given_a_watched_parent_when_read_again_then_only_what_changed_is_sent_with_the_time_it_was_seen(
    logger: logging.Logger,
) -> None:
    before = watching(ListingState(), logger)
    before.emit(Opportunity("o"), ["open"], [offer("same"), offer("moved"), offer("gone")], listed=True)
    watch = watching(saved(before), logger, now=NOW + 1000)

    rows = [offer("same"), offer("moved", status="signed"), offer("new")]
    sent = watch.emit(Opportunity("o"), ["open"], rows, listed=False)

    assert remote_ids(sent) == ["moved", "new", "-gone"]
    assert sent[0]["changed_at"] == to_iso(NOW + 1000)


def test_given_a_parent_that_is_listed_then_all_its_rows_are_sent_changed_or_not(logger: logging.Logger) -> None:
    before = watching(ListingState(), logger)
    before.emit(Opportunity("o"), ["open"], [offer("a"), offer("b")], listed=True)

    sent = watching(saved(before), logger).emit(Opportunity("o"), ["open"], [offer("a"), offer("b")], listed=True)

    assert remote_ids(sent) == ["a", "b"]


def test_given_a_row_that_changed_alone_when_its_parent_is_listed_later_then_its_clock_stays(
    logger: logging.Logger,
) -> None:
    first = watching(ListingState(), logger)
    first.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)
    second = watching(saved(first), logger, now=NOW + 1000)
    second.emit(Opportunity("o"), ["decided"], [offer("a", status="signed")], listed=False)
    third = watching(saved(second), logger, now=NOW + 2000)

    (row,) = third.emit(Opportunity("o"), ["decided"], [offer("a", status="signed")], listed=True)

    assert row["changed_at"] == to_iso(NOW + 1000)


@pytest.mark.parametrize(("minutes", "remembered"), [(1, True), (9, True), (11, False)])
def test_given_a_decided_offer_that_changed_alone_then_it_is_remembered_while_a_lookback_may_reach_its_parent(
    logger: logging.Logger, minutes: int, remembered: bool
) -> None:
    first = watching(ListingState(), logger)
    first.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)
    second = watching(saved(first), logger, now=NOW + 1000)
    second.emit(Opportunity("o"), ["decided"], [offer("a", status="signed")], listed=False)
    third = watching(saved(second), logger, now=NOW + 1000 + minutes * 60_000)

    third.emit(Opportunity("o"), ["decided"], [offer("a", status="signed")], listed=False)

    assert bool(saved(third).watch) is remembered


def test_given_nothing_that_changes_for_ninety_days_then_the_parent_is_forgotten(logger: logging.Logger) -> None:
    watch = watching(ListingState(), logger)
    watch.emit(Opportunity("o"), ["open"], [offer("a")], listed=True)

    for days, watched in [(45, 1), (89, 1), (91, 0)]:
        watch = watching(saved(watch), logger, now=NOW + days * DAY_MS)
        watch.emit(Opportunity("o"), ["open"], [offer("a")], listed=False)
        assert len(saved(watch).watch) == watched


def test_given_more_parents_than_the_limit_then_the_newest_are_kept_and_the_user_is_warned(
    logger: logging.Logger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch_module, "MOST_PARENTS", 2)
    state = ListingState()
    for number in range(4):
        watch = watching(state, logger, now=NOW + number)
        watch.emit(Opportunity(f"o{number}"), ["open"], [], listed=True)
        state = saved(watch)

    assert list(state.watch) == ["o3", "o2"]
    assert "offers: 3 parents" in caplog.text


def test_given_a_rule_with_an_interval_then_a_parent_is_due_only_after_it(logger: logging.Logger) -> None:
    daily = WatchRule(keep=lambda _parent, _children: True, every_ms=DAY_MS, forget_after_ms=None)
    watch = watching(ListingState(), logger, rule=daily)
    watch.emit(Opportunity("o"), [], [], listed=True)
    state = saved(watch)

    assert list(watching(state, logger, now=NOW + DAY_MS - 1, rule=daily).due()) == []
    assert len(list(watching(state, logger, now=NOW + DAY_MS, rule=daily).due())) == 1
