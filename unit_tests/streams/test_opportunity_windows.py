from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.config import Config
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.opportunity_list import BEFORE_START, CREATED, OpportunityList
from source_lever_unified.sync.plan import Want
from source_lever_unified.sync.progress import Pass, Read
from source_lever_unified.sync.state import ListingState

NOW = 1_800_000_000_000
FULL = 100


def opportunities(**config: Any) -> OpportunityList:
    raw = {"credentials": {"auth_type": "Api Key", "api_key": "k"}, **config}
    return OpportunityList(None, Config.model_validate(raw), now_ms=NOW)  # type: ignore[arg-type] # nothing is asked


def reads_of(created: list[int], source: OpportunityList) -> tuple[list[Read], int]:
    """The windows that are left when every page has been asked for, and the number of requests."""

    def inside(read: Read) -> list[int]:
        return [
            at
            for at in sorted(created, reverse=True)
            if (read.start is None or at >= read.start) and (read.end is None or at <= read.end)
        ]

    def pages(read: Read) -> int:
        return max(1, -(-len(inside(read)) // FULL))

    windows = source.backfill()
    cut = source.cut([read for read in windows if pages(read) > 1])
    finished = [part for read in windows for part in cut.get(read, [read])]
    return finished, len(cut) + sum(map(pages, finished))


ages = st.one_of(st.integers(0, 90), st.integers(0, 4000), st.just(700), st.integers(-30, 0))
accounts = st.lists(st.tuples(ages, st.integers(1, 700)), max_size=12).map(
    lambda groups: [NOW - age * DAY_MS - number for age, count in groups for number in range(count)]
)


@given(accounts)
def test_given_any_account_then_every_opportunity_lies_in_exactly_one_window(created: list[int]) -> None:
    reads, _ = reads_of(created, opportunities())

    for at in {*created, 0, NOW, NOW + DAY_MS}:
        holding = [r for r in reads if (r.start is None or at >= r.start) and (r.end is None or at <= r.end)]
        assert len(holding) == 1


@given(accounts)
def test_given_any_account_then_windows_cost_at_most_thirty_requests_more_than_the_pages(created: list[int]) -> None:
    _, requests = reads_of(created, opportunities())

    assert requests <= max(1, -(-len(created) // FULL)) + 30


def test_given_few_opportunities_then_no_window_is_cut() -> None:
    windows = opportunities().backfill()

    assert reads_of([NOW - n for n in range(FULL)], opportunities()) == (windows, len(windows))


def test_given_hundreds_created_in_one_instant_then_they_stay_in_one_window_and_it_ends() -> None:
    reads, _ = reads_of([NOW - 500 * DAY_MS] * 900, opportunities())

    assert len(reads) > 1


@pytest.mark.parametrize("years", [2, 4, 7])
@pytest.mark.parametrize("growth", [1, 1.3, 1.6, 2])
def test_given_an_account_that_grows_at_any_pace_then_hardly_a_request_goes_unused_at_the_end(
    growth: float, years: int
) -> None:
    by_year = [growth**-year for year in range(years)]
    ages = [
        (year + number / count) * 365 * DAY_MS
        for year, share in enumerate(by_year)
        for count in [round(20_000 * share / sum(by_year))]
        for number in range(count)
    ]

    reads, _ = reads_of([NOW - round(age) for age in ages], opportunities())
    left = [-(-sum((r.start or 0) <= NOW - age <= (r.end or NOW) for age in ages) // FULL) for r in reads]
    pages, seconds = sum(left), 0.0
    while left:
        # Each worker reads a page of a window of its own, the newest that are left: at ten a second, in 0.3 s or more.
        at_once = left[:10]
        seconds += max(len(at_once) / 10, 0.3)
        left = [count for count in [*(count - 1 for count in at_once), *left[10:]] if count > 0]

    assert pages / (10 * seconds) > 0.9


def test_given_all_in_the_last_weeks_then_their_window_is_cut() -> None:
    created = [NOW - number * 30 * DAY_MS // 3_000 for number in range(3_000)]

    reads, _ = reads_of(created, opportunities())

    assert max(sum((r.start or 0) <= at <= (r.end or NOW) for at in created) for r in reads) <= 1000


def test_given_a_backfill_window_then_its_bounds_are_creation_times_and_applications_are_expanded() -> None:
    assert opportunities().params(Read(CREATED, 5, 9)) == {
        "expand": "applications",
        "created_at_start": 5,
        "created_at_end": 9,
    }
    assert opportunities().params(Read(CREATED)) == {"expand": "applications"}


def test_given_an_incremental_then_it_has_no_upper_bound() -> None:
    (read,) = opportunities().incremental(7)

    assert opportunities().params(read) == {"expand": "applications", "updated_at_start": 7}


def test_given_confidential_is_wanted_then_it_is_asked_for_and_otherwise_never_mentioned() -> None:
    assert opportunities(include_confidential=True).params(Read(CREATED))["confidentiality"] == "all"
    assert "confidentiality" not in opportunities().params(Read(CREATED))


START = "2026-03-01T00:00:00Z"
START_MS = 1_772_323_200_000
EVERYTHING = Pass(ListingState(), {})


def since(at: int) -> Pass:
    return Pass(ListingState(), {}, since_ms=at, old_since_ms=at)


def test_given_a_start_date_then_what_was_created_since_is_taken_from_one_of_the_two_reads_only() -> None:
    source = opportunities(start_date=START)
    *windows, updated = source.backfill()
    new = {"createdAt": START_MS + 50, "updatedAt": START_MS + 60}
    old = {"createdAt": START_MS - 50, "updatedAt": START_MS + 60}

    assert updated == Read(BEFORE_START, START_MS)
    assert min(window.start or 0 for window in windows) == START_MS
    assert all(source.wants(window, new, EVERYTHING) is Want.LISTED for window in windows)
    assert source.wants(updated, new, EVERYTHING) is Want.ELSEWHERE
    assert source.wants(updated, old, EVERYTHING) is Want.LISTED


def test_given_streams_that_stopped_at_different_times_then_each_takes_its_own_part_of_the_shared_listing() -> None:
    source = opportunities()
    (read,) = source.incremental(100)

    assert source.wants(read, {"updatedAt": 150}, since(120)) is Want.LISTED
    assert source.wants(read, {"updatedAt": 110}, since(120)) is None
    assert source.wants(read, {"updatedAt": None}, since(120)) is Want.LISTED


OF_2019, OF_2021 = 1_560_000_000_000, 1_620_000_000_000


def test_given_old_rows_then_they_are_taken_from_their_own_listing_when_anything_in_them_is_new() -> None:
    source = opportunities()
    (updated,), (old,) = source.incremental(NOW - DAY_MS), source.old()
    never = {"id": "o", "createdAt": OF_2019, "updatedAt": None}
    touched = {**never, "lastInteractionAt": NOW - 1000}

    assert source.params(old) == {"expand": "applications", "created_at_end": 1_598_918_400_000}
    assert source.wants(old, touched, since(NOW - DAY_MS)) is Want.LISTED
    assert source.wants(old, never, since(NOW - DAY_MS)) is None
    # Should the filter by update yield nulls after all, nothing comes twice.
    assert source.wants(updated, touched, since(NOW - DAY_MS)) is Want.ELSEWHERE


def test_given_an_old_row_that_has_been_updated_then_the_listing_of_updates_brings_it() -> None:
    source = opportunities()
    (updated,), (old,) = source.incremental(NOW - DAY_MS), source.old()
    row = {"id": "o", "createdAt": OF_2019, "updatedAt": NOW - 1000}

    assert source.wants(updated, row, since(NOW - DAY_MS)) is Want.LISTED
    assert source.wants(old, row, since(NOW - DAY_MS)) is Want.ELSEWHERE


def test_given_a_null_on_a_row_that_should_have_had_an_update_time_from_birth_then_it_is_taken_as_updated() -> None:
    source = opportunities()
    (updated,) = source.incremental(NOW - DAY_MS)

    assert (
        source.wants(updated, {"id": "o", "createdAt": OF_2021, "updatedAt": None}, since(NOW - DAY_MS)) is Want.LISTED
    )
