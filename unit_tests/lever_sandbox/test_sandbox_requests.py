"""The request log a test judges a client by."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_requests_then_totals_per_endpoint_and_status(lever: Lever, sandbox: Sandbox) -> None:
    identifier = sandbox.account.find_opportunities()[0]
    lever.ask("/stages")
    lever.ask(f"/opportunities/{identifier}/interviews")
    lever.ask("/opportunities/missing/interviews")
    lever.ask("/nowhere")
    assert sandbox.requests.total == 4
    assert sandbox.requests.by_template == {"/stages": 1, "/opportunities/:id/interviews": 2, "unknown": 1}
    assert sandbox.requests.by_status == {200: 2, 404: 2}
    assert sandbox.requests.count("/stages") == 1


def test_given_the_same_request_twice_then_it_is_listed_whatever_the_order_of_parameters(
    lever: Lever, sandbox: Sandbox
) -> None:
    sandbox.faults.add("status", "/stages")
    lever.ask("/stages", limit=1, x=2)
    lever.ask("/stages", x=2, limit=1)
    lever.ask("/stages", limit=2)
    assert sandbox.requests.repeated == [{"request": "GET /v1/stages?limit=1&x=2", "asked": 2, "answered": 1}]


def test_given_a_reset_then_counting_starts_again(lever: Lever, sandbox: Sandbox) -> None:
    lever.ask("/stages")
    sandbox.reset_requests()
    assert sandbox.requests.total == 0
    assert sandbox.requests.summary()["per_second"] == []
    assert sandbox.rate == {}


def test_given_a_client_that_is_killed_when_the_log_is_reset_then_what_it_sent_is_not_counted_after_that(
    lever: Lever, sandbox: Sandbox
) -> None:
    busy = threading.Event()

    def for_a_while() -> None:
        busy.set()
        time.sleep(0.2)

    sandbox.before("/v1/users", for_a_while)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(lever.ask, "/users")
        busy.wait()
        with socket.create_connection(("127.0.0.1", sandbox.port)) as client:
            client.sendall(b"GET /v1/stages HTTP/1.1\r\nHost: sandbox\r\n\r\n")
        sandbox.reset_requests()
        other.result()

    lever.ask("/tags")

    assert sandbox.requests.by_template == {"/tags": 1}


def test_given_control_requests_then_they_are_not_counted(lever: Lever, sandbox: Sandbox) -> None:
    lever.control("GET", "/counts")
    assert sandbox.requests.total == 0


def test_given_latency_then_requests_overlap_and_none_waits_for_another(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.settings.latency_ms = 150
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: lever.ask("/stages", limit=number + 1), range(8)))
    assert all(answer.ok for answer in answers)
    assert sandbox.requests.max_concurrency >= 4
    assert sandbox.requests.arrivals_ms[-1] < 8 * 150


def test_given_the_summary_over_http_then_it_holds_everything(lever: Lever, sandbox: Sandbox) -> None:
    lever.ask("/stages")
    summary = lever.control("GET", "/requests").json()
    assert summary["total"] == 1
    assert summary["by_status"] == {"200": 1}
    assert summary["arrivals_ms"] == [0]
    assert summary["rate"]["key sandbox-key"]["used"] == 1
    assert "arrivals_ms" not in lever.control("GET", "/requests", arrivals="false").json()
    lever.control("POST", "/requests/reset")
    assert sandbox.requests.total == 0
