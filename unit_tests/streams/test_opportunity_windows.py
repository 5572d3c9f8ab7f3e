from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.lever.client import Page
from source_lever_unified.streams.opportunities import CREATED, UPDATED, OpportunityList
from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.progress import Read

NOW = 1_800_000_000_000
FULL = 100


def opportunities(start_ms: int | None = None, *, confidential: bool = False) -> OpportunityList:
    return OpportunityList(confidential=confidential, now_ms=NOW, start_ms=start_ms)


def reads_of(created: list[int], source: OpportunityList) -> tuple[list[Read], int]:
    """The windows that are left when every page has been asked for, and the number of requests."""
    waiting, finished, requests = source.backfill(None), [], 0
    while waiting:
        read = waiting.pop(0)
        inside = [
            at for at in created if (read.start is None or at >= read.start) and (read.end is None or at <= read.end)
        ]
        requests += 1
        if len(inside) > FULL:
            page = Page([{"createdAt": at} for at in inside[:FULL]], "next")
            parts = source.split(read, page)
            if parts:
                waiting += parts
                continue
        requests += max(0, -(-len(inside) // FULL) - 1)
        finished.append(read)
    return finished, requests


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


def test_given_few_opportunities_then_one_request_reads_them() -> None:
    assert reads_of([NOW - n for n in range(FULL)], opportunities()) == ([Read(CREATED)], 1)


def test_given_hundreds_created_in_one_instant_then_they_stay_in_one_window_and_it_ends() -> None:
    reads, _ = reads_of([NOW - 500 * DAY_MS] * 900, opportunities())

    assert len(reads) > 1


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
    created, updated = source.backfill(100)
    new, old = {"createdAt": 150, "updatedAt": 160}, {"createdAt": 50, "updatedAt": 160}

    assert (created, updated) == (Read(CREATED, 100), Read(UPDATED, 100))
    assert source.accepts(created, new, None)
    assert not source.accepts(updated, new, None)
    assert source.accepts(updated, old, None)


def test_given_streams_that_stopped_at_different_times_then_each_takes_its_own_part_of_the_shared_listing() -> None:
    source = opportunities()
    (read,) = source.incremental(100)

    assert source.accepts(read, {"updatedAt": 150}, 120)
    assert not source.accepts(read, {"updatedAt": 110}, 120)
    assert source.accepts(read, {"updatedAt": None}, 120)
