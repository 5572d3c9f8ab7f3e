from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException
from hypothesis import given, settings
from hypothesis import strategies as st

from source_lever_unified.config import ApiKeyCredentials, Config, OAuthCredentials, parse_config

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
        "child_reads": "complete",
        "reread_days": 0,
        "include_eeo_responses": False,
        "max_file_mebibytes": 50,
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
        ({"requests_per_second": 0}, "`requests_per_second` is wrong: input should be greater than or equal to 0.1."),
        ({"requests_per_second": 1e-300}, "`requests_per_second` is wrong"),
        ({"requests_per_second": 0.099}, "`requests_per_second` is wrong"),
        ({"requests_per_second": 21}, "`requests_per_second` must be at most 20"),
        ({"num_workers": 0}, "`num_workers` is wrong"),
        ({"num_workers": 41}, "`num_workers` is wrong"),
        ({"lookback_minutes": -1}, "`lookback_minutes` is wrong"),
        ({"api_url": "http://api.lever.co/v1"}, "`api_url` must be an https:// address"),
        ({"auth_url": "auth.lever.co"}, "`auth_url` must be an https:// address"),
        ({"api_url": "https://user:secret-key@api.lever.co/v1"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://api.lever.co/v1?key=secret-key"}, "`api_url` must be an https:// address"),
        ({"auth_url": "https://auth.lever.co#secret-key"}, "`auth_url` must be an https:// address"),
        ({"api_url": "http://localhost:secret-key/v1"}, "`api_url` must be an https:// address"),
        ({"api_url": "http://localhost:99999/v1"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://[secret-key/v1"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://api.lever.co/v1\r\nHost: secret-key"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://api.lever.co\\secret-key"}, "`api_url` must be an https:// address"),
        ({"api_url": f"https://{'secret-key' * 7}.co"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://secret-key\u2100.co"}, "`api_url` must be an https:// address"),
        ({"api_url": "https://"}, "`api_url` must be an https:// address"),
        (
            {"credentials": {"api_key": "secret-key\r\nX: y"}},
            "`credentials.api_key` holds characters that cannot be sent",
        ),
        (
            {"credentials": {"api_key": "secret-key\u2013"}},
            "`credentials.api_key` holds characters that cannot be sent",
        ),
        ({"credentials": {**OAUTH, "client_secret": "s3cret\x00"}}, "`credentials.client_secret` holds characters"),
        ({"credentials": {**OAUTH, "access_token": "s3cret\n"}}, "`credentials.access_token` holds characters"),
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


@pytest.mark.parametrize("expiry", [None, "", "soon", 5, [], "\u0665"])
def test_given_tokens_that_an_earlier_sync_left_unusable_when_parsed_then_they_count_as_absent(expiry: Any) -> None:
    credentials = parse_config(
        {"credentials": {**OAUTH, "access_token": None, "token_expiry_date": expiry}}
    ).credentials

    assert isinstance(credentials, OAuthCredentials)
    assert credentials.access_token == ""


@pytest.mark.parametrize("place", ["credentials", "start_date", "api_url", "of_no_interest"])
@pytest.mark.parametrize("around", [lambda inner: [inner], lambda inner: {"a": inner}], ids=["lists", "objects"])
def test_given_a_config_that_is_absurdly_deep_when_parsed_then_it_is_a_config_error(
    place: str, around: Callable[[Any], Any]
) -> None:
    deep: Any = "secret-key"
    for _ in range(200_000):
        deep = around(deep)

    assert "secret-key" not in error_of({"credentials": API_KEY, place: deep})


@pytest.mark.parametrize("odd", [10**30, "\ud800", [[[{"deep": -(10**30)}]]]])
def test_given_what_could_not_be_handed_back_when_parsed_then_it_is_refused_before_tokens_are_changed(odd: Any) -> None:
    assert "The config holds what cannot be handed back" in error_of({"credentials": OAUTH, "of_no_interest": odd})
    assert "`credentials` holds what cannot be handed back" in error_of({"credentials": {**OAUTH, "more": odd}})


def test_given_a_lookback_beyond_all_dates_when_parsed_then_it_reaches_back_before_lever() -> None:
    assert parse_config({"credentials": API_KEY, "lookback_minutes": 10**18}).lookback_ms == 50 * 365 * 86_400_000


ANY_TEXT = st.text(st.characters(categories=None)).map(lambda text: f"s3cret{text}")
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.integers(10**18, 10**30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=5,
)
PROPERTIES = [*Config.model_fields, "of_no_interest"]
CREDENTIALS = [*ApiKeyCredentials.model_fields, *OAuthCredentials.model_fields, "of_no_interest"]


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.dictionaries(st.sampled_from(PROPERTIES), ANY_JSON),
    ANY_JSON | st.sampled_from([API_KEY, OAUTH]),
    st.dictionaries(st.sampled_from(CREDENTIALS), ANY_JSON),
)
def test_given_any_json_in_any_property_when_parsed_then_it_is_a_config_or_a_config_error_that_quotes_nothing(
    properties: dict[str, Any], credentials: Any, changes: dict[str, Any]
) -> None:
    if isinstance(credentials, dict):
        credentials = {**credentials, **changes}
    raw = {"credentials": credentials, **properties}

    outcome = parsed_or_refused(raw)

    if isinstance(outcome, Config):
        assert outcome.start_ms is None or isinstance(outcome.start_ms, int)
        assert outcome.lookback_ms >= 0
    else:
        assert outcome.failure_type == FailureType.config_error
        assert "s3cret" not in f"{outcome.message}{outcome.internal_message}"
        assert re.match(r"Config error: (`|The config holds what cannot be handed back)", str(outcome.message))


def parsed_or_refused(raw: Any) -> Config | AirbyteTracedException:
    try:
        return parse_config(raw)
    except AirbyteTracedException as refused:
        return refused
