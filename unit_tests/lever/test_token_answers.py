"""What the token endpoint may answer, what becomes of it, and what of the tokens."""

from __future__ import annotations

import json
import logging
import threading
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import requests
from airbyte_cdk.models import FailureType
from freezegun import freeze_time
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever import transport
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import LeverError, Unauthorized, Unavailable, WrongAddress
from unit_tests.lever.known_endpoints import TAGS
from unit_tests.lever.raw_server import raw_server, response

API = "http://127.0.0.1:1/v1"
TOKENS = "http://127.0.0.1:1/oauth/token"
PAGE = {"data": [], "hasNext": False}
NEW = {"access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 3600}

Config = dict[str, Any]


@pytest.fixture
def oauth_config() -> Config:
    credentials = {"auth_type": "Client", "client_id": "id", "client_secret": "s3cret", "refresh_token": "refresh-0"}
    return {"credentials": credentials, "api_url": API, "auth_url": "http://127.0.0.1:1", "requests_per_second": 1000}


def client(config: Config, logger: logging.Logger) -> LeverClient:
    return LeverClient(parse_config(config), config, logger)


def handed_back(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """The credentials of each control message."""
    messages = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "CONTROL" in line]
    return [message["control"]["connectorConfig"]["config"]["credentials"] for message in messages]


@pytest.mark.parametrize(
    "odd",
    [
        {"expires_in": "soon"},
        {"expires_in": 10**18},
        {"expires_in": 10**400},
        {"expires_in": -5},
        {"expires_in": 0},
        {"expires_in": None},
        {"expires_in": [3600]},
        {"expires_in": True},
        {"expires_in": "1800"},
        {"token_type": None, "scope": 7, "error": "invalid_grant"},
    ],
    ids=str,
)
def test_given_an_odd_answer_with_tokens_then_they_are_kept_for_an_hour_at_most(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, capsys: pytest.CaptureFixture[str], odd: Any
) -> None:
    requests_mock.post(TOKENS, text=json.dumps({**NEW, **odd}))
    requests_mock.get(f"{API}/tags", json=PAGE)
    lever = client(oauth_config, logger)

    lever.page(TAGS)
    lever.page(TAGS)

    (credentials,) = handed_back(capsys)
    assert (credentials["access_token"], credentials["refresh_token"]) == ("access-1", "refresh-1")
    expiry = datetime.fromisoformat(credentials["token_expiry_date"].replace("Z", "+00:00"))
    assert timedelta(0) < expiry - datetime.now(timezone.utc) <= timedelta(hours=1)


@pytest.mark.parametrize("missing", [{"access_token": None}, {"access_token": 7}, {"access_token": "line\nend"}, {}])
def test_given_a_new_refresh_token_without_an_access_token_then_it_is_kept_and_used_to_ask_again(
    oauth_config: Config,
    logger: logging.Logger,
    requests_mock: Mocker,
    capsys: pytest.CaptureFixture[str],
    slept: list[float],
    missing: dict[str, Any],
) -> None:
    requests_mock.post(TOKENS, [{"json": {"refresh_token": "refresh-1", **missing}}, {"json": NEW}])
    requests_mock.get(f"{API}/tags", json=PAGE)

    client(oauth_config, logger).page(TAGS)

    first, second, _ = requests_mock.request_history
    assert "refresh_token=refresh-0" in first.text
    assert "refresh_token=refresh-1" in second.text
    assert handed_back(capsys)[0]["refresh_token"] == "refresh-1"
    assert slept


@pytest.mark.parametrize("same", [{}, {"refresh_token": None}, {"refresh_token": ""}, {"refresh_token": {}}])
def test_given_no_new_refresh_token_then_the_old_one_is_kept(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, same: dict[str, Any]
) -> None:
    requests_mock.post(TOKENS, json={"access_token": "access-1", **same})
    requests_mock.get(f"{API}/tags", json=PAGE)

    client(oauth_config, logger).page(TAGS)

    assert oauth_config["credentials"]["refresh_token"] == "refresh-0"
    assert oauth_config["credentials"]["access_token"] == "access-1"


@pytest.mark.parametrize(
    "answer",
    [
        {"status_code": 500, "json": {"error": "invalid_grant"}},
        {"status_code": 503, "text": "<html>"},
        {"status_code": 429, "json": {"error": "too_many_requests"}},
        {"status_code": 403, "text": "<html>blocked by a firewall</html>"},
        {"status_code": 403, "json": {"error": "blocked", "s3cret": "s3cret"}},
        {"status_code": 403, "json": {"error": ["invalid_grant"]}},
        {"status_code": 404, "json": {"message": "no such path"}},
        {"json": {}},
        {"json": []},
        {"json": {"access_token": None, "expires_in": 3600}},
        {"text": "[" * 100_000},
        {"text": ""},
        {"exc": requests.exceptions.ReadTimeout},
        {"exc": requests.exceptions.ConnectionError},
    ],
    ids=lambda answer: str(answer)[:50],
)
def test_given_no_tokens_and_no_refusal_in_oauths_words_then_it_is_asked_again_and_ends_as_a_passing_failure(
    oauth_config: Config,
    logger: logging.Logger,
    requests_mock: Mocker,
    slept: list[float],
    answer: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    requests_mock.post(TOKENS, **answer)

    with pytest.raises(Unavailable) as caught:
        client(oauth_config, logger).page(TAGS)

    assert "127.0.0.1:1/oauth/token" in str(caught.value.message)
    assert "Re-authenticate" not in str(caught.value.message)
    assert requests_mock.call_count == 4
    assert len(slept) == 3
    assert oauth_config["credentials"]["refresh_token"] == "refresh-0"
    assert "access_token" not in oauth_config["credentials"]
    assert "s3cret" not in f"{caught.value.message}{caplog.text}"


def test_given_a_passing_failure_when_asked_again_then_it_goes_on(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.post(TOKENS, [{"status_code": 502}, {"json": NEW}])
    requests_mock.get(f"{API}/tags", json=PAGE)

    assert client(oauth_config, logger).page(TAGS).items == []
    assert len(slept) == 1


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (403, "invalid_grant", "Re-authenticate"),
        (400, "invalid_grant", "Re-authenticate"),
        (200, "invalid_grant", "Re-authenticate"),
        (403, "access_denied", "Re-authenticate"),
        (401, "access_denied", "`credentials.client_secret` is wrong"),
        (401, "invalid_client", "`credentials.client_id` or `credentials.client_secret` is wrong"),
        (403, "unauthorized_client", "`credentials.client_id` or"),
    ],
)
def test_given_a_refusal_in_oauths_words_then_it_is_asked_once_and_says_what_to_change(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, status: int, error: str, said: str
) -> None:
    requests_mock.post(TOKENS, status_code=status, json={"error": error, "error_description": "Some words."})
    lever = client(oauth_config, logger)

    for _ in range(2):  # as two workers would
        with pytest.raises(Unauthorized) as caught:
            lever.page(TAGS)
        assert said in str(caught.value.message)
        assert error in str(caught.value.message)

    assert caught.value.failure_type == FailureType.config_error
    assert requests_mock.call_count == 1


def test_given_workers_that_wait_for_a_refresh_that_fails_then_none_of_them_asks_again_at_once(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.post(TOKENS, status_code=503)
    lever = client(oauth_config, logger)
    failures: list[LeverError] = []

    def ask() -> None:
        try:
            lever.page(TAGS)
        except LeverError as failure:
            failures.append(failure)

    workers = [threading.Thread(target=ask) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [type(failure) for failure in failures] == [Unavailable] * 5
    assert requests_mock.call_count == 4
    assert len(slept) == 3


@pytest.mark.parametrize("expiry", ["soon", "", None, 5, "99999-01-01", "10" * 200, {"in": "an hour"}])
def test_given_an_expiry_date_that_is_none_then_the_access_token_is_renewed_now(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, expiry: Any
) -> None:
    oauth_config["credentials"] |= {"access_token": "access-0", "token_expiry_date": expiry}
    requests_mock.post(TOKENS, json=NEW)
    requests_mock.get(f"{API}/tags", json=PAGE)

    client(oauth_config, logger).page(TAGS)

    assert requests_mock.request_history[-1].headers["Authorization"] == "Bearer access-1"


@pytest.mark.parametrize("access_token", ["", None])
def test_given_no_access_token_then_it_is_renewed_whatever_its_date_says(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, access_token: str | None
) -> None:
    oauth_config["credentials"] |= {"access_token": access_token, "token_expiry_date": "2999-01-01T00:00:00Z"}
    requests_mock.post(TOKENS, json=NEW)
    requests_mock.get(f"{API}/tags", json=PAGE)

    client(oauth_config, logger).page(TAGS)

    assert requests_mock.request_history[-1].headers["Authorization"] == "Bearer access-1"


def test_given_an_access_token_that_has_not_expired_then_it_is_used(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker
) -> None:
    oauth_config["credentials"] |= {"access_token": "access-0", "token_expiry_date": "2026-01-01T01:00:00Z"}
    requests_mock.get(f"{API}/tags", json=PAGE)

    with freeze_time("2026-01-01T00:59:00Z"):
        client(oauth_config, logger).page(TAGS)

    assert requests_mock.request_history[-1].headers["Authorization"] == "Bearer access-0"


def test_given_a_refused_access_token_when_the_renewal_fails_then_that_is_what_is_told(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker, slept: list[float]
) -> None:
    oauth_config["credentials"] |= {"access_token": "access-0", "token_expiry_date": "2999-01-01T01:00:00Z"}
    requests_mock.get(f"{API}/tags", status_code=401, json={})
    requests_mock.post(TOKENS, status_code=503)

    with pytest.raises(Unavailable, match="oauth/token: HTTP 503"):
        client(oauth_config, logger).page(TAGS)
    assert slept


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_given_a_redirect_then_neither_the_secret_nor_the_refresh_token_goes_there(
    oauth_config: Config, logger: logging.Logger, status: int
) -> None:
    with raw_server(lambda connection: connection.sendall(response(json.dumps(NEW).encode()))) as elsewhere:
        moved = response(b"", f"Location: {elsewhere.root}/oauth/token", status=f"{status} Moved")
        with raw_server(lambda connection: connection.sendall(moved)) as server:
            oauth_config["auth_url"] = server.root
            with pytest.raises(WrongAddress, match="redirects to 127") as caught:
                client(oauth_config, logger).page(TAGS)

    assert elsewhere.heads == []
    assert len(server.heads) == 1
    assert "`auth_url`" in str(caught.value.message)


def test_given_a_token_endpoint_that_never_answers_then_each_attempt_ends_after_the_timeout(
    oauth_config: Config, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "ANSWER_SECONDS", 0.1)
    over = threading.Event()

    def hang(_connection: object) -> None:
        over.wait()

    with raw_server(hang) as server:
        oauth_config["auth_url"] = server.root
        settings = parse_config(oauth_config)
        with pytest.raises(Unavailable, match="no whole answer"):
            LeverClient(settings, oauth_config, logger, max_retries=0).page(TAGS)
        over.set()


def test_given_every_request_for_tokens_then_it_has_timeouts(
    oauth_config: Config, logger: logging.Logger, requests_mock: Mocker
) -> None:
    requests_mock.post(TOKENS, json=NEW)
    requests_mock.get(f"{API}/tags", json=PAGE)

    client(oauth_config, logger).page(TAGS)

    assert repr(requests_mock.request_history[0].timeout) == "(10, 60)"
