from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.streams.opportunities import CREATED, UPDATED, OpportunityList
from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.progress import Read

NOW = 1_800_000_000_000
FULL = 100


def opportunities(start_ms: int | None = None, *, confidential: bool = False) -> OpportunityList:
    return OpportunityList(confidential=confidential, now_ms=NOW, start_ms=start_ms)


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

    windows = source.backfill(None)
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
    windows = opportunities().backfill(None)

    assert reads_of([NOW - n for n in range(FULL)], opportunities()) == (windows, len(windows))


def test_given_hundreds_created_in_one_instant_then_they_stay_in_one_window_and_it_ends() -> None:
    reads, _ = reads_of([NOW - 500 * DAY_MS] * 900, opportunities())

    assert len(reads) > 1


def test_given_an_account_of_years_then_its_windows_are_about_equal() -> None:
    created = [NOW - number * 4 * 365 * DAY_MS // 10_000 for number in range(10_000)]

    reads, _ = reads_of(created, opportunities())

    assert max(sum((r.start or 0) <= at <= (r.end or NOW) for at in created) for r in reads) <= 800


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
    assert opportunities(confidential=True).params(Read(CREATED))["confidentiality"] == "all"
    assert "confidentiality" not in opportunities().params(Read(CREATED))


def test_given_a_start_date_then_what_was_created_since_is_taken_from_one_of_the_two_reads_only() -> None:
    source = opportunities(start_ms=100)
    *windows, updated = source.backfill(100)
    new, old = {"createdAt": 150, "updatedAt": 160}, {"createdAt": 50, "updatedAt": 160}

    assert updated == Read(UPDATED, 100)
    assert min(window.start or 0 for window in windows) == 100
    assert all(source.accepts(window, new, None) for window in windows)
    assert not source.accepts(updated, new, None)
    assert source.accepts(updated, old, None)


def test_given_streams_that_stopped_at_different_times_then_each_takes_its_own_part_of_the_shared_listing() -> None:
    source = opportunities()
    (read,) = source.incremental(100)

    assert source.accepts(read, {"updatedAt": 150}, 120)
    assert not source.accepts(read, {"updatedAt": 110}, 120)
    assert source.accepts(read, {"updatedAt": None}, 120)
