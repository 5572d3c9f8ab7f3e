"""On which day an item was last read again, by its id."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.sync.rereads import NEVER, Rereads, day_of
from source_lever_unified.sync.state import Round

TODAY = date(2026, 11, 24)
IDS = [f"opportunity-{number}" for number in range(200)]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ms_of(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY_MS


def read_again(before: Rereads, after: Rereads) -> set[str]:
    return {one for one in IDS if after.last(one) > before.last(one)}


def test_given_a_day_then_the_moments_in_it_are_of_it() -> None:
    assert day_of(ms_of(TODAY)) == day_of(ms_of(TODAY) + DAY_MS - 1) == TODAY


def test_given_a_first_sync_then_nothing_is_read_again_before_tomorrow() -> None:
    begun = NEVER.through(7, TODAY, also_today=False)

    assert begun.rounds == (Round(days=7, first=TODAY + timedelta(days=1), last=TODAY),)
    assert begun.through(7, TODAY, also_today=True) == begun
    assert {begun.last(one) for one in IDS} == {0}


def test_given_a_sync_every_day_then_in_a_round_every_item_is_read_again_once() -> None:
    states = [NEVER.through(7, days_ago(7), also_today=False)]
    for days in range(6, -1, -1):
        states.append(states[-1].through(7, days_ago(days), also_today=True))

    parts = [read_again(before, after) for before, after in itertools.pairwise(states)]

    assert all(parts)
    assert sorted(one for part in parts for one in part) == sorted(IDS)
    assert {states[-1].last(one) for one in parts[-1]} == {ms_of(TODAY)}
    assert {states[-1].last(one) for one in parts[0]} == {ms_of(days_ago(6))}


def test_given_days_without_a_sync_then_their_parts_are_read_with_todays() -> None:
    before = Rereads.of([Round(days=7, first=days_ago(20), last=days_ago(3))])
    daily = before.through(7, days_ago(2), also_today=True).through(7, days_ago(1), also_today=True)

    assert before.through(7, TODAY, also_today=True) == daily.through(7, TODAY, also_today=True)


def test_given_another_number_of_days_then_what_was_read_again_keeps_its_day() -> None:
    before = Rereads.of([Round(days=30, first=days_ago(40), last=days_ago(1))])

    after = before.through(3, TODAY, also_today=True)

    assert all(after.last(one) in (before.last(one), ms_of(TODAY)) for one in IDS)
    assert 0 < len(read_again(before, after)) < len(IDS) / 2


def test_given_a_whole_round_since_then_an_older_one_is_forgotten() -> None:
    state = Rereads.of([Round(days=30, first=days_ago(40), last=days_ago(3))])
    for days in (2, 1, 0):
        before, state = state, state.through(3, days_ago(days), also_today=True)

    assert len(before.rounds) == 2
    assert state.rounds == (Round(days=3, first=days_ago(2), last=TODAY),)


ROUNDS = st.builds(
    lambda days, last, length: Round(days=days, first=days_ago(last + length), last=days_ago(last)),
    st.sampled_from((1, 3, 7, 30)),
    st.integers(0, 60),
    st.integers(-1, 60),
)


@given(st.lists(ROUNDS, max_size=4), ROUNDS)
def test_given_what_one_more_stream_read_again_then_no_day_becomes_earlier(rounds: list[Round], one: Round) -> None:
    before, after = Rereads.of(rounds), Rereads.of([*rounds, one])

    assert all(after.last(lever_id) >= before.last(lever_id) for lever_id in IDS)
    assert all(after.last(lever_id) >= Rereads((one,)).last(lever_id) for lever_id in IDS)
    assert Rereads.of([*after.rounds, *rounds]) == after


def test_given_an_id_with_half_a_character_then_it_has_a_day() -> None:
    assert Rereads((Round(days=1, first=TODAY, last=TODAY),)).last("\ud800") == ms_of(TODAY)
