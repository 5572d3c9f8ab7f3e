from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from airbyte_cdk.sources.streams.call_rate import CallRateLimitHit
from freezegun import freeze_time
from hypothesis import example, given
from hypothesis import strategies as st

from source_lever_unified.lever.budget import LeverBudget, TokenBucket, retry_after_seconds

ALL_ASKED = threading.Event()


@pytest.fixture(autouse=True)
def let_threads_go() -> Iterator[None]:
    yield
    ALL_ASKED.set()
    ALL_ASKED.clear()


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def acquired(bucket: TokenBucket) -> bool:
    try:
        bucket.try_acquire("request", 1)
    except CallRateLimitHit:
        return False
    return True


def refused_in_a_thread_of_its_own(bucket: TokenBucket) -> float:
    """How long it has to wait, in seconds."""
    refusals: list[CallRateLimitHit] = []

    def ask() -> None:
        try:
            bucket.try_acquire("request", 1)
        except CallRateLimitHit as refused:
            refusals.append(refused)
        ALL_ASKED.wait()

    # Not joined here: the number of a thread that has ended is given to the next.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    while not refusals:
        time.sleep(0.001)
    return refusals[0].time_to_wait.total_seconds()


def answer(status: int, headers: dict[str, str] | None = None) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.headers.update(headers or {})
    return response


@pytest.mark.parametrize(("per_second", "at_once"), [(10, 15), (4, 6), (20, 20), (0.5, 1), (200, 200)])
def test_given_a_fresh_bucket_when_asked_at_once_then_it_stays_within_levers_burst(
    per_second: float, at_once: int
) -> None:
    bucket = TokenBucket(per_second, Clock())

    assert [acquired(bucket) for _ in range(at_once + 1)] == [True] * at_once + [False]


def test_given_an_empty_bucket_when_refused_then_the_wait_is_exactly_until_the_next_token() -> None:
    bucket = TokenBucket(4, Clock())
    for _ in range(6):
        bucket.try_acquire("request", 1)

    with pytest.raises(CallRateLimitHit) as refused:
        bucket.try_acquire("request", 1)

    assert refused.value.time_to_wait == timedelta(seconds=0.25)


def test_given_several_that_wait_then_each_has_its_turn_in_the_order_of_asking() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    while acquired(bucket):
        pass
    waits = [refused_in_a_thread_of_its_own(bucket) for _ in range(3)]

    # This thread has the first turn.
    assert waits == pytest.approx([0.2, 0.3, 0.4])


def test_given_several_that_wait_when_a_429_comes_then_they_go_on_one_by_one_after_the_pause() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    while acquired(bucket):
        pass

    bucket.pause(5)

    assert refused_in_a_thread_of_its_own(bucket) == pytest.approx(5.2)
    clock.seconds = 5.05
    assert not acquired(bucket)
    clock.seconds = 5.15
    assert acquired(bucket)


def test_given_less_than_one_request_a_second_when_asked_then_one_is_allowed_and_the_next_waits() -> None:
    bucket = TokenBucket(0.5, Clock())

    assert acquired(bucket)
    with pytest.raises(CallRateLimitHit) as refused:
        bucket.try_acquire("request", 1)
    assert refused.value.time_to_wait == timedelta(seconds=2)


@given(st.lists(st.floats(0, 3), max_size=200), st.sampled_from([1.0, 10.0, 20.0]))
@example([2.0, 2.7994151550080977, 2.2787699073931895, 0.999999], 20.0)
def test_given_any_arrivals_then_levers_own_bucket_of_twenty_never_runs_dry(
    waits: list[float], per_second: float
) -> None:
    clock = Clock()
    bucket = TokenBucket(per_second, clock)
    levers_tokens, levers_time = max(20.0, per_second), 0.0
    for wait in waits:
        clock.seconds += wait
        levers_tokens = min(20.0, levers_tokens + (clock.seconds - levers_time) * max(10.0, per_second))
        levers_time = clock.seconds
        while acquired(bucket):
            levers_tokens -= 1
            # A turn may come a microsecond early: the rest that a sleep was rounded by.
            assert levers_tokens > -2e-6 * per_second


def test_given_a_429_when_it_comes_then_every_caller_waits_and_longer_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("random.uniform", lambda _low, _high: 1.0)
    clock = Clock()
    bucket = TokenBucket(10, clock)
    budget = LeverBudget(bucket)
    waits: list[Any] = []

    for _ in range(3):
        budget.update_from_response("request", answer(429))
        with pytest.raises(CallRateLimitHit) as refused:
            bucket.try_acquire("another worker's request", 1)
        waits.append(refused.value.time_to_wait.total_seconds())
        clock.seconds += waits[-1]

    assert waits == pytest.approx([1.1, 2.1, 4.1], abs=0.11)


def test_given_workers_that_are_refused_at_once_then_they_wait_as_after_one_refusal() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    budget = LeverBudget(bucket)
    for status in (429, 429, 200, *[429] * 8):
        budget.update_from_response("a request of one of ten workers", answer(status))
        clock.seconds += 0.01

    clock.seconds = 1.5

    assert acquired(bucket)


def test_given_an_answer_during_a_pause_then_it_does_not_end_the_row_of_refusals() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    budget = LeverBudget(bucket)
    budget.update_from_response("request", answer(429))
    budget.update_from_response("a request from before", answer(200))
    clock.seconds += 1.4

    budget.update_from_response("request", answer(429))

    clock.seconds += 1.4
    assert not acquired(bucket)


def test_given_a_longer_retry_after_during_a_pause_then_it_is_honoured() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    budget = LeverBudget(bucket)
    budget.update_from_response("request", answer(429))

    budget.update_from_response("a request from before", answer(429, {"Retry-After": "7"}))

    clock.seconds = 6.9
    assert not acquired(bucket)


def test_given_a_retry_after_header_when_a_429_comes_then_it_is_honoured() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)

    LeverBudget(bucket).update_from_response("request", answer(429, {"Retry-After": "7"}))

    clock.seconds = 6.9
    assert not acquired(bucket)
    clock.seconds = 7.2
    assert acquired(bucket)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7),
        ("1.5", 1.5),
        ("-7", 0),
        ("inf", 600),
        ("1e300", 600),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("Wed, 21 Oct 2026 07:28:30 GMT", 30),
        ("Wed, 21 Oct 2026 07:27:00 GMT", 0),
        ("Wed, 21 Oct 2026 07:28:30 -0000", 30),
        ("Wed, 21 Oct 2026 075555555555:28:00 GMT", None),
    ],
)
def test_given_any_retry_after_then_it_is_a_time_that_can_be_waited_or_none(said: str, seconds: float | None) -> None:
    dated = {"Retry-After": said, "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}

    assert retry_after_seconds(answer(429, dated)) == seconds


def test_given_a_retry_after_date_without_a_date_to_compare_then_this_machines_clock_counts() -> None:
    with freeze_time("2026-10-21T07:28:00Z"):
        assert retry_after_seconds(answer(429, {"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT"})) == 30


def test_given_refusals_that_end_when_an_answer_comes_then_the_next_pause_is_short_again() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    budget = LeverBudget(bucket)
    for _ in range(5):
        budget.update_from_response("request", answer(429))
        clock.seconds += 100
    budget.update_from_response("request", answer(200))

    budget.update_from_response("request", answer(429))

    clock.seconds += 2
    assert acquired(bucket)
