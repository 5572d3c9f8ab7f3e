from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync import watch as watch_module
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.watch import Watch
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import NOW, ChildrenOfOpportunities, Opportunity, keys, row

LOOKBACK = 600_000


@dataclass(eq=False)
class Offers(ChildrenOfOpportunities):
    """Children are words: of those that are `open` something may still come."""

    name: str = "offers"

    @staticmethod
    def may_change(children: Sequence[str], parent: Any, account: Any) -> bool:  # noqa: ARG004
        return "open" in children


OFFERS = Offers()
O = Opportunity("o")  # noqa: E741


def offer(key: str, *, status: str = "sent") -> tuple[Row, str]:
    made = row(key, status=status)
    return made, fingerprint(made)


def watching(saved: Mapping[str, Any] | None = None, *, now: int = NOW, stream: Offers = OFFERS) -> Watch:
    return Watch(stream, saved or {}, None, SyncTimes(now, LOOKBACK))


def saved(watch: Watch) -> dict[str, Any]:
    """The part of the state as the next sync gets it."""
    return watch.save(finished=True)


def send(
    watch: Watch, children: Sequence[str], rows: Sequence[tuple[Row, str]], *, listed: bool, parent: Opportunity = O
) -> list[Row]:
    """What goes out for a parent, and is remembered after that."""
    news = watch.news(parent, children, rows, None, listed=listed)
    watch.remember(parent.id, news)
    return news.rows


def due(watch: Watch) -> list[str]:
    return [parent.id for parent in watch.due()]


def changed_at(sent: Row) -> str:
    return str(cast(dict[str, Any], sent)["changed_at"])


def test_given_an_open_offer_when_the_next_sync_begins_then_its_opportunity_is_due() -> None:
    watch = watching()
    send(watch, ["open"], [offer("a")], listed=True)
    send(watch, ["decided"], [offer("b")], listed=True, parent=Opportunity("p"))

    assert due(watching(saved(watch))) == ["o"]


def test_given_rows_that_are_not_behind_the_queue_yet_then_no_state_knows_of_them() -> None:
    watch = watching()

    news = watch.news(O, ["open"], [offer("a")], None, listed=True)

    assert saved(watch) == {}
    watch.remember("o", news)
    assert list(saved(watch)["watch"]) == ["o"]


def test_given_a_watched_parent_whose_changes_are_on_their_way_then_a_state_saved_now_looks_at_it_again() -> None:
    before = watching()
    send(before, ["open"], [offer("a")], listed=True)
    watch = watching(saved(before))

    watch.news(O, ["decided"], [offer("a", status="signed")], None, listed=False)

    assert keys(send(watching(saved(watch)), ["decided"], [offer("a", status="signed")], listed=False)) == ["a"]


def test_given_a_parent_that_was_listed_in_this_sync_then_it_is_not_due_again() -> None:
    before = watching()
    send(before, ["open"], [offer("a")], listed=True)
    watch = watching(saved(before))

    send(watch, ["open"], [offer("a")], listed=True)

    assert due(watch) == []


def test_given_a_watched_parent_when_read_again_then_only_what_changed_is_sent_with_the_time_it_was_seen() -> None:
    before = watching()
    send(before, ["open"], [offer("same"), offer("moved"), offer("gone")], listed=True)
    watch = watching(saved(before), now=NOW + 1000)

    sent = send(watch, ["open"], [offer("same"), offer("moved", status="signed"), offer("new")], listed=False)

    assert keys(sent) == ["moved", "new", "-gone"]
    assert changed_at(sent[0]) == to_iso(NOW + 1000)


def test_given_a_list_in_which_rows_lacked_their_key_then_none_is_buried_and_all_stay_known() -> None:
    before = watching()
    send(before, ["open"], [offer("same"), offer("unrecognised")], listed=True)
    watch = watching(saved(before))

    news = watch.news(O, ["open"], [offer("same")], None, listed=False).without_tombstones()
    watch.remember("o", news)

    assert news.rows == []
    assert keys(send(watching(saved(watch)), ["open"], [offer("same")], listed=False)) == ["-unrecognised"]


def test_given_a_parent_that_is_listed_then_all_its_rows_are_sent_changed_or_not() -> None:
    before = watching()
    send(before, ["open"], [offer("a"), offer("b")], listed=True)

    assert keys(send(watching(saved(before)), ["open"], [offer("a"), offer("b")], listed=True)) == ["a", "b"]


def test_given_a_parent_that_is_gone_then_what_hung_on_it_is_buried_and_it_is_forgotten() -> None:
    before = watching()
    send(before, ["open"], [offer("a"), offer("b")], listed=True)
    watch = watching(saved(before))

    news = watch.burial(O)
    watch.remember("o", news)

    assert keys(news.rows) == ["-a", "-b"]
    assert saved(watch) == {}


def test_given_a_list_that_could_not_be_read_then_its_parent_is_due_until_it_was_and_all_rows_go_out() -> None:
    before = watching()
    send(before, ["open"], [offer("a")], listed=True)
    unreadable = watching(saved(before))
    unreadable.owe(O)

    assert due(unreadable) == []
    again = watching(saved(unreadable))
    again.owe(O)
    readable = watching(saved(again), now=NOW + 1000)
    assert due(readable) == ["o"]

    (sent,) = send(readable, ["decided"], [offer("a")], listed=False)

    assert changed_at(sent) == to_iso(NOW - DAY_MS)
    assert saved(readable) == {}


def test_given_rows_sent_without_their_files_then_the_next_sync_sends_them_all_again() -> None:
    first = watching()
    assert first.owe(O, first.news(O, ["decided"], [offer("a")], None, listed=True))

    second = watching(saved(first), now=NOW + 1000)

    assert due(second) == ["o"]
    (sent,) = send(second, ["decided"], [offer("a")], listed=False)
    assert changed_at(sent) == to_iso(NOW - DAY_MS)
    assert saved(second) == {}


def test_given_files_that_cannot_be_got_for_90_days_then_they_are_given_up() -> None:
    first = watching()
    first.owe(O, first.news(O, ["decided"], [offer("a")], None, listed=True))
    later = watching(saved(first), now=NOW + 91 * DAY_MS)

    assert not later.owe(O, later.news(O, ["decided"], [offer("a")], None, listed=False))
    assert saved(later) == {}


def test_given_a_row_that_changed_alone_when_its_parent_is_listed_later_then_its_clock_stays() -> None:
    first = watching()
    send(first, ["open"], [offer("a")], listed=True)
    second = watching(saved(first), now=NOW + 1000)
    send(second, ["decided"], [offer("a", status="signed")], listed=False)
    third = watching(saved(second), now=NOW + 2000)

    (sent,) = send(third, ["decided"], [offer("a", status="signed")], listed=True)

    assert changed_at(sent) == to_iso(NOW + 1000)


@pytest.mark.parametrize(("minutes", "remembered"), [(1, True), (9, True), (11, False)])
def test_given_a_decided_offer_that_changed_alone_then_it_is_remembered_while_a_lookback_may_reach_its_parent(
    minutes: int, remembered: bool
) -> None:
    first = watching()
    send(first, ["open"], [offer("a")], listed=True)
    second = watching(saved(first), now=NOW + 1000)
    send(second, ["decided"], [offer("a", status="signed")], listed=False)
    third = watching(saved(second), now=NOW + 1000 + minutes * 60_000)

    send(third, ["decided"], [offer("a", status="signed")], listed=False)

    assert bool(saved(third)) is remembered


def test_given_nothing_that_changes_for_ninety_days_then_the_parent_is_forgotten_and_its_rows_are_counted() -> None:
    watch = watching()
    send(watch, ["open"], [offer("a")], listed=True)

    for days, forgotten in [(45, 0), (89, 0), (91, 1)]:
        watch = watching(saved(watch), now=NOW + days * DAY_MS)
        news = watch.news(O, ["open"], [offer("a")], None, listed=False)
        watch.remember("o", news)
        assert (bool(saved(watch)), news.forgotten) == (not forgotten, forgotten)


def test_given_more_parents_than_the_limit_then_the_newest_are_kept_and_the_user_is_warned(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch_module, "MOST_PARENTS", 2)
    state: dict[str, Any] = {}
    for number in range(4):
        watch = watching(state, now=NOW + number)
        send(watch, ["open"], [], listed=True, parent=Opportunity(f"o{number}"))
        state = saved(watch)

    assert list(state["watch"]) == ["o3", "o2"]
    assert "offers: 3 parents" in caplog.text


def test_given_parents_to_read_daily_then_one_is_due_only_after_a_day() -> None:
    daily = Offers(reread_every_ms=DAY_MS, forget_after_ms=None)
    watch = watching(stream=daily)
    send(watch, ["open"], [], listed=True)
    state = saved(watch)

    assert due(watching(state, now=NOW + DAY_MS - 1, stream=daily)) == []
    assert due(watching(state, now=NOW + DAY_MS, stream=daily)) == ["o"]


def test_given_parents_to_read_daily_for_ninety_days_then_reading_one_does_not_count_as_a_change() -> None:
    daily = Offers(reread_every_ms=DAY_MS)
    watch = watching(stream=daily)
    send(watch, ["open"], [offer("a")], listed=True)

    for day in range(1, 92):
        watch = watching(saved(watch), now=NOW + day * DAY_MS, stream=daily)
        if due(watch):
            send(watch, ["open"], [offer("a")], listed=False)

    assert saved(watch) == {}


@pytest.mark.parametrize(
    "entry",
    [
        {"ref": ["o", "more"], "at": NOW},
        {"ref": ["o"], "at": 10**18},
        {"ref": ["o"], "at": "soon"},
        {"ref": ["o"], "at": NOW, "rows": {"a": ["print", 10**18]}},
        {"ref": {}, "at": NOW},
        {"at": NOW},
    ],
)
def test_given_an_entry_that_this_stream_did_not_write_then_the_state_is_refused_by_name(entry: Any) -> None:
    with pytest.raises(
        AirbyteTracedException, match=r"The saved state of the stream offers cannot be read \(at: watch"
    ):
        watching({"watch": {"o": entry}})


def tombstone(key: str, *, deleted_at: int) -> tuple[Row, str]:
    return row(key, changed_at=deleted_at, remote_deleted_at=to_iso(deleted_at)), watch_module.BURIED


def test_given_a_row_that_lever_lists_as_deleted_then_its_tombstone_goes_out_once_with_its_own_time() -> None:
    before = watching()
    send(before, ["open"], [offer("a"), offer("b")], listed=True)
    deleted = [tombstone("a", deleted_at=NOW + 500), offer("b")]
    second = watching(saved(before), now=NOW + 1000)

    (sent,) = send(second, ["open"], deleted, listed=False)

    assert changed_at(sent) == to_iso(NOW + 500)
    assert send(watching(saved(second), now=NOW + 2000), ["open"], deleted, listed=False) == []


def test_given_a_tombstone_that_lever_lists_no_longer_then_it_is_not_buried_again() -> None:
    before = watching()
    send(before, ["open"], [tombstone("a", deleted_at=NOW), offer("b")], listed=True)
    watch = watching(saved(before), now=NOW + 1000)

    assert send(watch, ["open"], [offer("b")], listed=False) == []
    assert keys(watching(saved(before)).burial(O).rows) == ["-b"]


def test_given_a_deletion_dated_before_a_change_that_was_seen_then_the_tombstone_wins_all_the_same() -> None:
    """This machine's clock may be ahead of Lever's."""
    first = watching()
    send(first, ["open"], [offer("a")], listed=True)
    second = watching(saved(first), now=NOW + 1000)
    send(second, ["open"], [offer("a", status="opened")], listed=False)
    third = watching(saved(second), now=NOW + 2000)

    (sent,) = send(third, ["open"], [tombstone("a", deleted_at=NOW + 900)], listed=False)

    assert changed_at(sent) == to_iso(NOW + 1000)
