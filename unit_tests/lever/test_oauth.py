from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from unit_tests.lever.known_endpoints import TAGS

API = "http://127.0.0.1:1/v1"
TOKENS = "http://127.0.0.1:1/oauth/token"
PAGE = {"data": [], "hasNext": False}


def tokens(number: int) -> dict[str, Any]:
    return {"json": {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}", "expires_in": 3600}}


@pytest.fixture
def oauth_config() -> dict[str, Any]:
    credentials = {"auth_type": "Client", "client_id": "id", "client_secret": "s", "refresh_token": "refresh-0"}
    return {"credentials": credentials, "api_url": API, "auth_url": "http://127.0.0.1:1", "requests_per_second": 1000}


@pytest.fixture
def client(oauth_config: dict[str, Any], logger: logging.Logger) -> LeverClient:
    return LeverClient(parse_config(oauth_config), oauth_config, logger)


def test_given_only_a_refresh_token_when_asked_then_it_is_exchanged_and_the_new_one_handed_back(
    client: LeverClient, oauth_config: dict[str, Any], requests_mock: Mocker, capsys: pytest.CaptureFixture[str]
) -> None:
    requests_mock.post(TOKENS, **tokens(1))
    requests_mock.get(f"{API}/tags", json=PAGE)

    client.page(TAGS)
    client.page(TAGS)

    exchange, first, second = requests_mock.request_history
    assert exchange.text == "grant_type=refresh_token&client_id=id&client_secret=s&refresh_token=refresh-0"
    assert first.headers["Authorization"] == second.headers["Authorization"] == "Bearer access-1"
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "CONTROL" in line]
    assert [message["control"]["connectorConfig"]["config"]["credentials"]["refresh_token"] for message in said] == [
        "refresh-1"
    ]
    assert oauth_config["credentials"]["refresh_token"] == "refresh-1"


def test_given_a_refused_access_token_when_asked_then_it_is_refreshed_once_and_asked_again(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.post(TOKENS, [tokens(1), tokens(2)])
    requests_mock.get(f"{API}/tags", [{"status_code": 401, "json": {}}, {"json": PAGE}])

    client.page(TAGS)

    assert requests_mock.request_history[-1].headers["Authorization"] == "Bearer access-2"
    assert len(slept) == 1


@pytest.mark.parametrize("status", [400, 403])
def test_given_a_dead_refresh_token_when_asked_then_the_user_is_told_to_sign_in_again(
    client: LeverClient, requests_mock: Mocker, slept: list[float], status: int
) -> None:
    requests_mock.post(
        TOKENS,
        status_code=status,
        json={"error": "invalid_grant", "error_description": "Unknown or invalid refresh token."},
    )

    with pytest.raises(AirbyteTracedException) as caught:
        client.page(TAGS)

    assert caught.value.failure_type == FailureType.config_error
    assert "Re-authenticate" in str(caught.value.message)
    assert slept == []


def test_given_an_access_token_that_is_refused_even_when_new_when_asked_then_it_is_a_config_error(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.post(TOKENS, [tokens(1), tokens(2)])
    requests_mock.get(f"{API}/tags", status_code=401, json={})

    with pytest.raises(AirbyteTracedException) as caught:
        client.page(TAGS)

    assert caught.value.failure_type == FailureType.config_error
    assert slept
