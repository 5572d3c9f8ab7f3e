from __future__ import annotations

from typing import Any

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.config import ApiKeyCredentials, OAuthCredentials, parse_config

API_KEY = {"auth_type": "Api Key", "api_key": "secret-key"}
OAUTH = {"auth_type": "Client", "client_id": "id", "client_secret": "s3cret", "refresh_token": "r3fresh"}


def error_of(raw: Any) -> str:
    with pytest.raises(AirbyteTracedException) as caught:
        parse_config(raw)
    assert caught.value.failure_type == FailureType.config_error
    assert caught.value.message is not None
    return caught.value.message


def test_given_only_credentials_when_parsed_then_the_defaults_are_the_documented_ones() -> None:
    config = parse_config({"credentials": API_KEY})

    assert config.model_dump(exclude={"credentials"}) == {
        "environment": "Production",
        "start_date": None,
        "include_confidential": False,
        "include_remote_data": True,
        "account_key": "",
        "requests_per_second": 10,
        "num_workers": 10,
        "lookback_minutes": 10,
        "api_url": None,
        "auth_url": None,
    }


@pytest.mark.parametrize(
    ("credentials", "kind"), [(API_KEY, ApiKeyCredentials), (OAUTH, OAuthCredentials)], ids=["key", "oauth"]
)
def test_given_a_config_of_source_lever_hiring_when_parsed_then_it_works_unchanged(
    credentials: dict[str, str], kind: type
) -> None:
    config = parse_config({"credentials": credentials, "environment": "Sandbox", "start_date": "2021-03-01T00:00:00Z"})

    assert isinstance(config.credentials, kind)
    assert config.api_root == "https://api.sandbox.lever.co/v1"
    assert config.token_endpoint == "https://sandbox-lever.auth0.com/oauth/token"
    assert config.start_ms == 1614556800000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"credentials": {"auth_type": "Api Key"}}, "`credentials.api_key` is missing."),
        ({"credentials": {"auth_type": "Api Key", "api_key": " "}}, "`credentials.api_key` must not be empty."),
        ({"credentials": {**OAUTH, "refresh_token": ""}}, "`credentials.refresh_token` must not be empty."),
        ({"credentials": {"auth_type": "Basic"}}, '`credentials.auth_type` must be "Api Key" or "Client".'),
        ({"credentials": "secret-key"}, "`credentials` must be an object."),
        ({"environment": "Staging"}, "`environment` is wrong: input should be 'Production' or 'Sandbox'."),
        ({"start_date": "yesterday"}, "`start_date` is wrong"),
        ({"include_confidential": "yes"}, "`include_confidential` is wrong"),
        ({"requests_per_second": 0}, "`requests_per_second` is wrong: input should be greater than 0."),
        ({"requests_per_second": 21}, "`requests_per_second` must be at most 20"),
        ({"num_workers": 0}, "`num_workers` is wrong"),
        ({"num_workers": 41}, "`num_workers` is wrong"),
        ({"lookback_minutes": -1}, "`lookback_minutes` is wrong"),
        ({"api_url": "http://api.lever.co/v1"}, "`api_url` must be an https:// address"),
        ({"auth_url": "auth.lever.co"}, "`auth_url` must be an https:// address"),
    ],
)
def test_given_a_wrong_value_when_parsed_then_one_sentence_names_the_property_and_not_the_value(
    change: dict[str, Any], said: str
) -> None:
    message = error_of({"credentials": API_KEY, **change})

    assert message.startswith("Config error: ")
    assert said in message
    assert "secret-key" not in message
    assert "s3cret" not in message


def test_given_several_wrong_values_when_parsed_then_each_gets_its_sentence() -> None:
    message = error_of({"credentials": API_KEY, "num_workers": 0, "environment": "x"})

    assert "`num_workers`" in message
    assert "`environment`" in message


@pytest.mark.parametrize("raw", [None, [], "text", {}])
def test_given_no_usable_config_when_parsed_then_a_config_error_is_raised(raw: Any) -> None:
    assert error_of(raw).startswith("Config error: ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_given_a_loopback_api_when_parsed_then_http_and_any_rate_are_allowed(host: str) -> None:
    config = parse_config({"credentials": API_KEY, "api_url": f"http://{host}:8719/v1/", "requests_per_second": 500})

    assert config.api_root == f"http://{host}:8719/v1"
    assert config.requests_per_second == 500


@pytest.mark.parametrize(
    "text", ["2024-01-01", "2024-01-01T00:00:00", "2024-01-01T00:00:00.000Z", "2024-01-01T01:00:00+01:00"]
)
def test_given_a_start_date_in_any_usual_form_when_parsed_then_it_is_utc(text: str) -> None:
    assert parse_config({"credentials": API_KEY, "start_date": text}).start_ms == 1704067200000


def test_given_cleared_optional_fields_when_parsed_then_they_count_as_absent() -> None:
    config = parse_config({"credentials": API_KEY, "start_date": "", "api_url": ""})

    assert config.start_ms is None
    assert config.api_root == "https://api.lever.co/v1"


def test_given_hand_written_credentials_without_auth_type_when_parsed_then_their_kind_is_recognised() -> None:
    assert isinstance(parse_config({"credentials": {"api_key": "k"}}).credentials, ApiKeyCredentials)
