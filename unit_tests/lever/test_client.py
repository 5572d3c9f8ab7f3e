from __future__ import annotations

import logging
from typing import Any

import pytest
import requests
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import (
    BadRequest,
    Forbidden,
    InvalidOffset,
    LeverError,
    NotFound,
    Unauthorized,
    Unavailable,
    Unintelligible,
)
from unit_tests.lever.known_endpoints import OFFERS, OPPORTUNITIES, TAGS

API = "http://127.0.0.1:1/v1"
PAGE = {"data": [{"text": "a"}], "hasNext": False}


@pytest.fixture
def client(raw_config: dict[str, Any], logger: logging.Logger) -> LeverClient:
    return LeverClient(parse_config({**raw_config, "requests_per_second": 1000}), raw_config, logger)


def test_given_a_next_token_when_the_next_page_is_asked_for_then_it_is_passed_on_unchanged(
    client: LeverClient, requests_mock: Mocker
) -> None:
    token = "%5B3%2C1750065600000%2C%2271d2%22%5D"
    requests_mock.get(
        f"{API}/opportunities",
        [
            {"json": {"data": [{"id": "a"}], "hasNext": True, "next": token}},
            {"json": {"data": [{"id": "b"}], "hasNext": False}},
        ],
    )

    ids = [item["id"] for item in client.items(OPPORTUNITIES, {"expand": "applications"})]

    first, second = requests_mock.request_history
    assert ids == ["a", "b"]
    assert first.query == "expand=applications&limit=100"
    # As every ordinary client does: encoded once more as the value of a parameter.
    assert f"offset={token.replace('%', '%25')}" in second.url


def test_given_an_api_key_when_asked_then_it_is_the_user_of_basic_auth_with_an_empty_password(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/tags", json=PAGE)

    client.page(TAGS)

    assert requests_mock.request_history[-1].headers["Authorization"] == "Basic c2VjcmV0LWtleTo="


def test_given_every_request_then_it_has_timeouts(client: LeverClient, requests_mock: Mocker) -> None:
    requests_mock.get(f"{API}/tags", json=PAGE)

    client.page(TAGS)

    assert repr(requests_mock.request_history[-1].timeout) == "(10, 60)"


@pytest.mark.parametrize(
    "spoiled",
    [
        {"text": "<html>"},
        {"text": '{"data": [{"id"'},
        {"text": ""},
        {"json": {}},
        {"json": {"data": None}},
        {"json": []},
        {"status_code": 500, "json": {"code": "InternalError", "message": ""}},
        {"status_code": 503, "text": "maintenance"},
        {"exc": requests.exceptions.ConnectTimeout},
        {"exc": requests.exceptions.ChunkedEncodingError},
    ],
)
def test_given_a_bad_answer_when_asked_then_it_is_asked_again(
    client: LeverClient, requests_mock: Mocker, slept: list[float], spoiled: dict[str, Any]
) -> None:
    requests_mock.get(f"{API}/tags", [spoiled, spoiled, {"json": PAGE}])

    assert client.page(TAGS).items == [{"text": "a"}]
    assert requests_mock.call_count == 3
    assert len(slept) == 2


def test_given_bad_answers_that_go_on_when_asked_then_the_waits_grow_and_it_ends_as_a_passing_failure(
    client: LeverClient, requests_mock: Mocker, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.uniform", lambda _low, high: high)
    requests_mock.get(f"{API}/opportunities/some-persons-id/offers", status_code=503)

    with pytest.raises(Unavailable, match="kept answering 503 for /opportunities/:id/offers"):
        client.page(OFFERS, parent_id="some-persons-id")

    assert slept == [2, 3, 5, 9, 17, 33, 61]


def test_given_bodies_that_are_never_json_when_asked_then_the_endpoint_is_named(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/tags", text="<html>")

    with pytest.raises(Unintelligible, match="/tags that cannot be used: it is not JSON"):
        client.page(TAGS)
    assert slept


def test_given_a_retry_after_when_asked_again_then_it_is_honoured(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/tags", [{"status_code": 503, "headers": {"Retry-After": "30"}}, {"json": PAGE}])

    client.page(TAGS)

    assert slept == [31]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"code": "Unauthorized", "message": ""}, Unauthorized),
        (403, {"code": "anything", "message": ""}, Forbidden),
        (403, None, Forbidden),
        (404, {"code": "ResourceNotFound", "message": "stages x was not found"}, NotFound),
        (400, {"code": "BadRequestError", "message": "posting is not expandable"}, BadRequest),
        (400, {"code": "?", "message": "Invalid offset token: abc"}, InvalidOffset),
        (418, {"code": "?", "message": ""}, Unintelligible),
    ],
)
def test_given_a_refusal_when_asked_then_it_is_not_asked_again_and_becomes_the_error_of_its_status(
    client: LeverClient, requests_mock: Mocker, status: int, body: Any, kind: type[LeverError]
) -> None:
    requests_mock.get(f"{API}/tags", status_code=status, json=body)

    with pytest.raises(LeverError) as caught:
        client.page(TAGS)

    assert type(caught.value) is kind
    assert requests_mock.call_count == 1


def test_given_half_a_surrogate_pair_in_a_name_when_asked_then_the_page_is_read(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/tags", text='{"data": [{"text": "cut \\ud83d"}], "hasNext": false}')

    assert client.page(TAGS).items == [{"text": "cut \ufffd"}]
    assert requests_mock.call_count == 1


def test_given_an_unreachable_host_when_asked_then_the_address_is_named(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/tags", exc=requests.exceptions.ConnectionError)

    with pytest.raises(Unavailable, match=f"cannot be reached at {API}"):
        client.page(TAGS)
    assert slept
