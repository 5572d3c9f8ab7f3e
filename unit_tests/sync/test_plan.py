"""Which reads each stream makes, by what its state says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.config import Config
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.opportunity_list import BEFORE_START, CREATED, OLD, UPDATED, OpportunityList
from source_lever_unified.sync.memory import CLOCK_TOLERANCE_MS, SyncTimes
from source_lever_unified.sync.plan import Want, plan, positions
from source_lever_unified.sync.progress import Frontier, Pass, Read
from source_lever_unified.sync.state import ListingState, OpenRead, Reading

NOW = 1_800_000_000_000
LOOKBACK = 600_000
TIMES = SyncTimes(NOW, LOOKBACK)
HOUR = 3_600_000


def opportunities(**config: Any) -> OpportunityList:
    raw = {"credentials": {"auth_type": "Api Key", "api_key": "k"}, **config}
    return OpportunityList(None, Config.model_validate(raw), now_ms=NOW)  # type: ignore[arg-type] # nothing is asked


def complete(synced_at: int, **more: Any) -> ListingState:
    return ListingState(synced_at=synced_at, **{"old_at": synced_at, **more})


def cut_off(*reads: tuple[int | None, int | None, int, str | None], **more: Any) -> ListingState:
    """A backfill with these windows left: start, end, pages, offset."""
    left = [OpenRead(by=CREATED, start=start, end=end, pages=pages, offset=at) for start, end, pages, at in reads]
    return ListingState(reading=Reading(started_at=NOW - HOUR, open=left), **more)


def planned(*states: ListingState, source: OpportunityList | None = None) -> list[Pass]:
    return list(plan(dict(enumerate(states)), source or opportunities(), TIMES).values())


def test_given_no_state_then_everything_is_read_in_windows_and_the_old_rows_are_among_it() -> None:
    (backfill,) = planned(ListingState())

    assert {read.by for read in backfill.reads} == {CREATED}
    assert (backfill.since_ms, backfill.begun_at, backfill.lists_old) == (None, None, True)


def test_given_a_complete_pass_then_what_was_updated_since_its_start_is_read_less_the_lookback() -> None:
    (increment,) = planned(complete(NOW - HOUR))

    assert list(increment.reads) == [Read(UPDATED, NOW - HOUR - LOOKBACK)]
    assert increment.since_ms == NOW - HOUR - LOOKBACK


def test_given_streams_that_stopped_at_different_times_then_they_share_the_listing_of_the_earliest() -> None:
    early, late = planned(complete(NOW - 5 * HOUR), complete(NOW - HOUR))

    assert list(early.reads) == list(late.reads) == [Read(UPDATED, NOW - 5 * HOUR - LOOKBACK)]
    assert late.since_ms == NOW - HOUR - LOOKBACK


def test_given_a_lookback_of_nothing_then_as_much_is_read_again_as_two_clocks_may_differ() -> None:
    (increment,) = plan({0: complete(NOW - HOUR)}, opportunities(), SyncTimes(NOW, 0)).values()

    assert list(increment.reads) == [Read(UPDATED, NOW - HOUR - CLOCK_TOLERANCE_MS)]


@pytest.mark.parametrize(("hours", "listed"), [(1, False), (23, False), (24, True), (100, True)])
def test_given_a_day_since_the_old_rows_were_listed_then_they_are_listed_again(hours: int, listed: bool) -> None:
    (increment,) = planned(complete(NOW - HOUR, old_at=NOW - hours * HOUR))

    assert (OLD in {read.by for read in increment.reads}) is increment.lists_old is listed
    assert increment.old_since_ms == NOW - hours * HOUR - LOOKBACK


def test_given_a_state_of_before_there_was_such_a_listing_then_old_rows_touched_since_2020_are_wanted() -> None:
    (increment,) = planned(ListingState(synced_at=NOW - HOUR))

    assert increment.lists_old
    assert increment.old_since_ms == 1_598_918_400_000 - LOOKBACK


def test_given_a_backfill_that_was_cut_off_then_its_open_reads_go_on_where_they_were() -> None:
    (resumed,) = planned(cut_off((None, 5, 0, None), (6, 9, 3, "token")))

    assert {read: (at.pages, at.offset) for read, at in resumed.reads.items()} == {
        Read(CREATED, None, 5): (0, None),
        Read(CREATED, 6, 9): (3, "token"),
    }
    assert resumed.begun_at == NOW - HOUR


def test_given_a_window_that_another_stream_wants_in_parts_then_it_is_cut_there_and_begun_again() -> None:
    first, second = planned(cut_off((0, 9, 3, "token")), cut_off((0, 4, 0, None), (5, 9, 2, "other")))

    assert list(first.reads) == [Read(CREATED, 0, 4), Read(CREATED, 5, 9)]
    assert [at.pages for at in first.reads.values()] == [0, 0]
    assert [at.pages for at in second.reads.values()] == [0, 0]


def test_given_a_stream_that_begins_a_read_then_whoever_is_further_on_walks_along_from_its_first_page() -> None:
    begun, unbegun = planned(cut_off((0, 9, 3, "token")), cut_off((0, 9, 0, None)))

    assert [at.pages for at in (*begun.reads.values(), *unbegun.reads.values())] == [0, 0]


def test_given_one_read_at_different_places_then_whoever_is_behind_comes_first() -> None:
    passes = plan({"ahead": cut_off((0, 9, 3, "c")), "behind": cut_off((0, 9, 1, "a"))}, opportunities(), TIMES)

    ((groups),) = positions(passes).values()

    assert [list(group) for group in groups] == [["behind"], ["ahead"]]


def test_given_the_same_number_of_pages_and_different_offsets_then_the_places_are_not_taken_for_one() -> None:
    """Rows that were deleted between two kills shift what a page holds."""
    passes = plan({"one": cut_off((0, 9, 3, "c")), "other": cut_off((0, 9, 3, "d"))}, opportunities(), TIMES)

    ((groups),) = positions(passes).values()

    assert [list(group) for group in groups] == [["one"], ["other"]]


def test_given_a_start_date_that_was_changed_after_a_cut_then_the_reads_go_by_the_one_they_were_begun_with() -> None:
    begun = opportunities(start_date="2026-03-01T00:00:00Z")
    read = next(read for read in begun.backfill() if read.by == BEFORE_START)
    between = {"id": "o", "createdAt": (read.start or 0) - DAY_MS, "updatedAt": NOW}
    later = opportunities(start_date="2026-01-01T00:00:00Z")

    (resumed,) = planned(
        ListingState(reading=Reading(started_at=NOW, open=[OpenRead(by=BEFORE_START, start=read.start)])), source=later
    )

    assert later.wants(read, between, resumed) is Want.LISTED


bounds = st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True).map(sorted)


@given(st.lists(bounds, min_size=1, max_size=4), st.integers(0, 60))
def test_given_any_windows_of_any_streams_then_each_stream_still_reads_each_moment_once(
    cuts: list[list[int]], moment: int
) -> None:
    states = [
        cut_off(
            *(
                (start, None if end is None else end - 1, 0, None)
                for start, end in zip([None, *at], [*at, None], strict=True)
            )
        )
        for at in cuts
    ]

    for of in planned(*states):
        holding = [
            read
            for read in of.reads
            if (read.start is None or moment >= read.start) and (read.end is None or moment <= read.end)
        ]
        assert len(holding) == 1


def test_given_a_frontier_then_it_is_the_very_one_that_the_plan_holds() -> None:
    frontier = Frontier(2, "token")

    assert positions({"s": Pass(ListingState(), {Read(CREATED): frontier})}) == {Read(CREATED): [{"s": frontier}]}
