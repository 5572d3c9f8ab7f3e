"""Another tool on the same key uses up the limit: everyone slows down, nothing is lost."""

from __future__ import annotations

from connector import ConnectTo
from lever_sandbox import Sandbox

STREAMS = ["candidates", "applications", "interviews"]


def test_given_half_of_the_limit_when_read_at_full_speed_then_429s_slow_all_workers_and_nothing_is_missing(
    connect_to: ConnectTo,
) -> None:
    # So few a second that a busy machine asks for more, too.
    with Sandbox(opportunities=120, seed=7, rps=30, burst=20) as sandbox:
        expected = sandbox.account.expected_counts(confidential=False)

        read = connect_to(sandbox, requests_per_second=60).read(STREAMS)

    refused = sandbox.requests.by_status.get(429, 0)
    assert refused > 0
    assert read.exit_code == 0
    assert read.counts == {stream: expected[stream] for stream in STREAMS}
    # Ten workers that each ran into the limit on their own would be refused for every second request.
    assert refused < sandbox.requests.total / 10


def test_given_the_budget_of_a_fresh_key_when_read_then_no_429_is_received(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.settings.update({"rps": 10, "burst": 20, "latency_ms": 50})

    read = connect_to(sandbox, requests_per_second=10).read(["candidates", "users", "tags", "jobs"])

    assert read.exit_code == 0
    assert set(sandbox.requests.by_status) == {200}
