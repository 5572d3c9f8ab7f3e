"""The token bucket per credential."""

from __future__ import annotations

import pytest

from lever_sandbox import Sandbox
from lever_sandbox.rate_limit import TokenBucket
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_no_rate_then_nothing_is_refused_but_what_lever_would_refuse_is_counted(
    lever: Lever, sandbox: Sandbox
) -> None:
    statuses = {lever.ask("/stages", limit=1).status_code for _ in range(40)}
    assert statuses == {200}
    books = sandbox.rate["key sandbox-key"]
    assert books["used"] == 40
    assert books["refused"] == 0
    assert books["over_the_limit"] > 0


def test_given_a_rate_then_429_after_the_burst_for_this_credential_only(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.settings.update({"rps": 1, "burst": 3})
    answers = [lever.ask("/stages") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert "Retry-After" not in answers[-1].headers
    assert set(answers[-1].json()) == {"code", "message"}
    assert lever.ask("/stages", key="plain-key").status_code == 200


def test_given_the_switch_then_429_carries_retry_after(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.settings.update({"rps": 1, "burst": 1, "retry_after": 2})
    assert [lever.ask("/stages").headers.get("Retry-After") for _ in range(2)] == [None, "2"]


def test_given_time_then_the_bucket_refills_at_its_rate_up_to_its_size() -> None:
    bucket = TokenBucket()
    assert [bucket.take(0.0, 10, 2) for _ in range(3)] == [True, True, False]
    assert [bucket.take(0.1, 10, 2) for _ in range(2)] == [True, False]
    assert [bucket.take(9.0, 10, 2) for _ in range(3)] == [True, True, False]


def test_given_requests_then_the_books_tell_permitted_and_used() -> None:
    bucket = TokenBucket()
    for second in range(11):
        bucket.take(float(second), 10, 20)
    books = bucket.statistics(10, 20)
    assert books["seconds"] == 10
    assert books["permitted"] == 120
    assert books["used"] == 11
    assert books["used_per_second"] == pytest.approx(1.1)
