"""Faults: each kind does what it says, to the requests it was meant for."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import requests

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


@pytest.mark.parametrize(
    ("kind", "options", "status"),
    [
        ("status", {"status": 503}, 503),
        ("rate_limited", {}, 429),
        ("forbidden", {}, 403),
    ],
)
def test_given_a_status_fault_then_once_and_then_normal(
    lever: Lever, sandbox: Sandbox, kind: str, options: dict[str, Any], status: int
) -> None:
    fault = sandbox.faults.add(kind, "/stages", **options)
    assert [lever.ask("/stages").status_code for _ in range(2)] == [status, 200]
    assert (fault.seen, fault.fired) == (1, 1)


def test_given_times_skip_and_every_then_exactly_those_requests_fail(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("status", "/stages", status=500, skip=1, every=2, times=2)
    assert [lever.ask("/stages").status_code for _ in range(7)] == [200, 200, 500, 200, 500, 200, 200]


def test_given_no_end_then_every_matching_request_fails_until_cleared(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("status", r"/stages\?limit=1$", status=500, times=None)
    assert [lever.ask("/stages", limit=1).status_code for _ in range(4)] == [500] * 4
    assert lever.ask("/stages").status_code == 200
    sandbox.faults.clear()
    assert lever.ask("/stages", limit=1).status_code == 200


def test_given_a_body_and_headers_then_they_are_sent(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("status", status=502, body="<html>", headers={"X-Why": "edge"})
    answer = lever.ask("/stages")
    assert (answer.status_code, answer.text, answer.headers["X-Why"]) == (502, "<html>", "edge")


def test_given_rate_limited_with_retry_after_then_the_header_says_so(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("rate_limited", retry_after=1.5)
    assert lever.ask("/stages").headers["Retry-After"] == "1.5"


def test_given_invalid_offset_then_only_requests_with_an_offset(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("invalid_offset", "/stages")
    page = lever.ask("/stages", limit=2).json()
    answer = lever.ask("/stages", limit=2, offset=page["next"])
    assert answer.status_code == 400
    assert "Invalid offset token" in answer.json()["message"]


def test_given_not_json_then_200_with_html(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("not_json")
    answer = lever.ask("/stages")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html"


def test_given_no_data_then_200_with_an_empty_object(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("no_data")
    assert lever.ask("/stages").json() == {}


def test_given_missing_next_then_has_next_without_next(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("missing_next")
    page = lever.ask("/stages", limit=1).json()
    assert page["hasNext"] is True
    assert "next" not in page


def test_given_cut_json_then_a_well_formed_answer_that_does_not_parse(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("cut_json")
    answer = lever.ask("/stages")
    assert answer.status_code == 200
    assert len(answer.content) == int(answer.headers["Content-Length"])
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_given_truncated_body_then_the_connection_ends_too_early(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("truncated_body")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        lever.ask("/stages")
    assert lever.ask("/stages").status_code == 200


def test_given_unsized_then_the_end_of_the_connection_is_that_of_the_body(lever: Lever, sandbox: Sandbox) -> None:
    whole = lever.ask("/stages").content
    sandbox.faults.add("unsized", times=2)
    answer = lever.ask("/stages")
    sandbox.faults.add("truncated_body")
    cut = lever.ask("/stages")
    assert "Content-Length" not in answer.headers
    assert answer.content == whole
    assert cut.content == whole[: len(whole) // 2]
    assert lever.ask("/stages").headers["Content-Length"] == str(len(whole))


def test_given_slow_body_then_its_end_is_late_and_the_next_answer_right(lever: Lever, sandbox: Sandbox) -> None:
    whole = lever.ask("/stages").content
    sandbox.faults.add("slow_body", delay_ms=120)
    start = time.monotonic()
    answers = [lever.ask("/stages").content for _ in range(2)]
    assert time.monotonic() - start >= 0.12
    assert answers == [whole, whole]


def test_given_drop_then_no_answer_at_all(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("drop")
    with pytest.raises(requests.exceptions.ConnectionError):
        lever.ask("/stages")
    assert lever.ask("/stages").status_code == 200
    assert sandbox.requests.by_status == {0: 1, 200: 1}


def test_given_delay_then_the_answer_is_late_and_right(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("delay", delay_ms=120)
    start = time.monotonic()
    assert lever.ask("/stages").status_code == 200
    assert time.monotonic() - start >= 0.12


def test_given_extra_keys_then_every_object_carries_some_and_keeps_its_own(lever: Lever, sandbox: Sandbox) -> None:
    plain = lever.read("/opportunities", expand="applications", limit=1)[0]
    sandbox.faults.add("extra_keys")
    spoilt = lever.read("/opportunities", expand="applications", limit=1)[0]
    assert "xUnheardOf" in spoilt
    assert "xUnheardOf" in spoilt["stageChanges"][0]
    assert {key: spoilt[key] for key in ("id", "createdAt", "tags")} == {
        key: plain[key] for key in ("id", "createdAt", "tags")
    }


def test_given_missing_keys_then_optional_ones_are_gone_and_required_ones_stay(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.faults.add("missing_keys", times=None)
    for record in lever.read("/opportunities", expand="applications"):
        assert "opportunityLocation" not in record
        assert all("userId" not in change for change in record["stageChanges"])
        for application in record["applications"]:
            assert application["opportunityId"] == record["id"]
            assert application["posting"]
    assert all("jobTitle" not in user and user["id"] for user in lever.read("/users"))


def test_given_an_unknown_kind_or_pattern_then_it_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        sandbox.faults.add("gremlins")
    with pytest.raises(ValueError, match="regular expression"):
        sandbox.faults.add("drop", "(")
