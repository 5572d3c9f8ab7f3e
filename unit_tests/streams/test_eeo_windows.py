"""How EEO responses are asked for, whatever Lever makes of it."""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import Any

import pytest
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import BadRequest, Forbidden, Unintelligible
from source_lever_unified.lever.times import DAY_MS, from_iso
from source_lever_unified.streams.eeo_list import EeoList
from source_lever_unified.sync.progress import Read
from unit_tests.lever_objects import APPLICATION, MAY_2, eeo_response

PII = "http://127.0.0.1:1/v1/eeo/responses/pii"
NOW = from_iso("2025-07-01T00:00:00Z")
YEAR = Read("created", 1, 2)
RESPONSE = eeo_response()


@pytest.fixture
def listed(raw_config: dict[str, Any], logger: logging.Logger) -> EeoList:
    return eeo_list(raw_config, logger)


def eeo_list(raw_config: dict[str, Any], logger: logging.Logger, **more: Any) -> EeoList:
    raw = {**raw_config, "requests_per_second": 1000, **more}
    return EeoList(LeverClient(parse_config(raw), raw, logger), parse_config(raw))


def test_given_no_start_date_then_a_window_for_all_before_lever_and_one_for_each_year_the_newest_first(
    listed: EeoList,
) -> None:
    windows = listed.backfill(NOW)

    assert len(windows) == 1 + 14
    assert windows[0] == Read("created", from_iso("2025-01-01T00:00:00Z"), None)
    assert windows[-1] == Read("created", 0, from_iso("2012-01-01T00:00:00Z") - 1)
    assert all(older.end == (newer.start or 0) - 1 for newer, older in pairwise(windows))


def test_given_a_start_date_then_the_windows_begin_there(raw_config: dict[str, Any], logger: logging.Logger) -> None:
    listed = eeo_list(raw_config, logger, start_date="2024-03-01T00:00:00Z")

    starts = [read.start for read in listed.backfill(NOW)]
    assert starts == [from_iso("2025-01-01T00:00:00Z"), from_iso("2024-03-01T00:00:00Z")]
    assert listed.incremental(from_iso("2024-03-02T00:00:00Z")) == [Read("created", from_iso("2024-03-01T00:00:00Z"))]


def test_given_a_later_sync_then_it_reaches_30_days_back(listed: EeoList) -> None:
    assert listed.incremental(NOW) == [Read("created", NOW - 30 * DAY_MS)]


def test_given_a_window_then_it_is_asked_for_with_its_bounds_by_a_hundred(
    listed: EeoList, requests_mock: Mocker
) -> None:
    requests_mock.get(PII, json={"data": [RESPONSE], "hasNext": False})

    listed.page(YEAR, [])
    listed.page(Read("created", 7), ["token"])

    asked = [request.qs for request in requests_mock.request_history]
    assert asked == [
        {"created_at_start": ["1"], "created_at_end": ["2"], "limit": ["100"]},
        {"created_at_start": ["7"], "limit": ["100"], "offset": ["token"]},
    ]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ({"data": [RESPONSE], "hasNext": False}, None),
        ({"data": [RESPONSE], "hasNext": True, "next": "more"}, "more"),
        ({"data": [RESPONSE]}, None),
        ({"data": {"eeoResponses": [RESPONSE]}}, None),
        ({"data": {"eeoResponses": [RESPONSE]}, "hasNext": True, "next": "more"}, "more"),
        ({"data": {"eeoResponses": [RESPONSE], "hasNext": True, "next": "more"}}, "more"),
    ],
)
def test_given_any_of_the_envelopes_then_the_page_is_the_same(
    listed: EeoList, requests_mock: Mocker, body: Any, after: str | None
) -> None:
    requests_mock.get(PII, json=body)

    page = listed.page(YEAR, [])

    assert [item["applicationId"] for item in page.items] == [APPLICATION]
    assert page.next == after


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": {}},
        {"data": {"eeoResponses": None}},
        {"data": {"responses": []}},
        {"data": [{"id": "no application"}]},
        {"data": [], "next": "more"},
        {"data": [], "hasNext": True, "next": "known"},
    ],
)
def test_given_what_is_no_page_then_it_is_not_taken_for_an_empty_one(
    listed: EeoList, requests_mock: Mocker, slept: list[float], body: Any
) -> None:
    requests_mock.get(PII, json=body)

    with pytest.raises(Unintelligible, match="/eeo/responses/pii"):
        listed.page(YEAR, ["known"])
    assert slept


def test_given_a_limit_that_is_refused_then_it_is_done_without_in_this_sync(
    listed: EeoList, requests_mock: Mocker
) -> None:
    requests_mock.get(PII, json={"data": [RESPONSE]})
    requests_mock.get(f"{PII}?limit=100", status_code=400, json={"message": "no paging"})

    pages = [listed.page(YEAR, []), listed.page(Read("created", 7), [])]

    assert [len(page.items) for page in pages] == [1, 1]
    assert ["limit" in request.qs for request in requests_mock.request_history] == [True, False, False]


def test_given_a_limit_that_was_taken_then_a_400_is_about_the_window(listed: EeoList, requests_mock: Mocker) -> None:
    requests_mock.get(PII, [{"json": {"data": []}}, {"status_code": 400, "json": {"message": "too wide"}}])
    listed.page(YEAR, [])

    with pytest.raises(BadRequest):
        listed.page(Read("created", 0, 10), [])
    assert requests_mock.call_count == 2


def test_given_a_window_that_is_refused_both_ways_then_the_limit_is_tried_again(
    listed: EeoList, requests_mock: Mocker
) -> None:
    refused = {"status_code": 400, "json": {"message": "too wide"}}
    requests_mock.get(PII, [refused, refused, {"json": {"data": []}}])

    with pytest.raises(BadRequest):
        listed.page(YEAR, [])
    listed.page(Read("created", 1, 1), [])
    assert ["limit" in request.qs for request in requests_mock.request_history] == [True, False, True]


def test_given_a_refused_permission_then_it_is_named(listed: EeoList, requests_mock: Mocker) -> None:
    requests_mock.get(PII, status_code=403, json={"code": "Forbidden"})

    with pytest.raises(Forbidden, match="eeo_responses_pii:read:admin"):
        listed.page(YEAR, [])


def test_given_an_answer_then_it_is_old_when_its_own_time_says_so(listed: EeoList) -> None:
    assert listed.is_old(RESPONSE, MAY_2 + 1)
    assert not listed.is_old(RESPONSE, MAY_2)
    assert not listed.is_old(eeo_response(eeoSurveyRespondedAt=None), MAY_2 + 1)
