"""API keys, permissions, confidential access, OAuth."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from lever_sandbox import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def refresh(sandbox: Sandbox, refresh_token: str, **changes: str) -> requests.Response:
    form = {
        "grant_type": "refresh_token",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "refresh_token": refresh_token,
        **changes,
    }
    return requests.post(f"{sandbox.auth_url}/oauth/token", data=form, timeout=10)


def with_token(sandbox: Sandbox, token: str, path: str = "/users", **parameters: Any) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{sandbox.api_url}{path}", headers=headers, params=parameters, timeout=10)


@pytest.mark.parametrize("header", [None, "Basic !", "Basic c29tZWJvZHk6", "Bearer nothing", "Digest x"])
def test_given_no_valid_credential_then_401(sandbox: Sandbox, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = requests.get(f"{sandbox.api_url}/users", headers=headers, timeout=10)
    assert answer.status_code == 401
    assert set(answer.json()) == {"code", "message"}


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("no-interviews-key", "/opportunities/{id}/interviews"),
        ("no-offers-key", "/opportunities/{id}/offers"),
        ("no-postings-key", "/postings"),
        ("no-feeds-key", "/opportunities/deleted"),
        ("no-disposition-stages-key", "/disposition_stages"),
        ("no-users-key", "/users"),
        ("no-sources-key", "/sources"),
        ("no-requisitions-key", "/requisitions"),
        ("no-requisition-fields-key", "/requisition_fields"),
        ("nothing-key", "/stages"),
    ],
)
def test_given_a_key_without_a_permission_then_403_there_only(
    lever: Lever, sandbox: Sandbox, key: str, path: str
) -> None:
    path = path.format(id=sandbox.account.find_opportunities()[0])
    assert lever.ask(path, key=key).status_code == 403
    assert lever.ask(path).status_code == 200
    assert key == "nothing-key" or lever.ask("/opportunities", key=key).status_code == 200


def test_given_a_key_without_confidential_access_then_403_for_all_and_for_single_reads(
    lever: Lever, sandbox: Sandbox
) -> None:
    hidden = sandbox.account.find_opportunities(confidential=True)[0]
    assert lever.ask("/opportunities", key="plain-key").status_code == 200
    for path in ("/opportunities", "/postings"):
        assert lever.ask(path, key="plain-key", confidentiality="all").status_code == 403
    for path in (f"/opportunities/{hidden}", f"/opportunities/{hidden}/offers"):
        assert lever.ask(path, key="plain-key").status_code == 403
        assert lever.ask(path).status_code == 200


def test_given_a_refresh_then_the_refresh_token_rotates_and_the_old_one_is_dead(sandbox: Sandbox) -> None:
    first = refresh(sandbox, REFRESH_TOKEN).json()
    assert first["token_type"] == "Bearer"
    assert first["expires_in"] == 3600
    assert with_token(sandbox, first["access_token"]).status_code == 200
    again = refresh(sandbox, REFRESH_TOKEN)
    assert again.status_code == 403
    assert again.json()["error"] == "invalid_grant"
    second = refresh(sandbox, first["refresh_token"]).json()
    assert second["refresh_token"] not in (first["refresh_token"], REFRESH_TOKEN)
    assert with_token(sandbox, first["access_token"]).status_code == 200


def test_given_an_expired_access_token_then_401_until_the_next_refresh(sandbox: Sandbox) -> None:
    first = refresh(sandbox, REFRESH_TOKEN).json()
    sandbox.credentials.expire_access_tokens()
    assert with_token(sandbox, first["access_token"]).status_code == 401
    second = refresh(sandbox, first["refresh_token"]).json()
    assert with_token(sandbox, second["access_token"]).status_code == 200


def test_given_a_lifetime_of_nothing_then_the_token_is_dead_on_arrival(sandbox: Sandbox) -> None:
    sandbox.settings.expires_in = 0
    assert with_token(sandbox, refresh(sandbox, REFRESH_TOKEN).json()["access_token"]).status_code == 401


def test_given_a_withdrawn_consent_then_refresh_and_access_tokens_are_dead(sandbox: Sandbox) -> None:
    first = refresh(sandbox, REFRESH_TOKEN).json()
    sandbox.credentials.revoke()
    assert with_token(sandbox, first["access_token"]).status_code == 401
    assert refresh(sandbox, first["refresh_token"]).status_code == 401


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"client_secret": "wrong"}, 401), ({"client_id": "wrong"}, 401), ({"grant_type": "password"}, 400)],
)
def test_given_a_wrong_token_request_then_an_oauth_error(
    sandbox: Sandbox, changes: dict[str, str], status: int
) -> None:
    answer = refresh(sandbox, REFRESH_TOKEN, **changes)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "error_description"}


def test_given_a_json_token_request_then_it_is_refused(sandbox: Sandbox) -> None:
    answer = requests.post(f"{sandbox.auth_url}/oauth/token", json={"grant_type": "refresh_token"}, timeout=10)
    assert answer.status_code == 400


def test_given_a_grant_with_few_scopes_then_403_outside_them(sandbox: Sandbox) -> None:
    sandbox.credentials.add_grant(client_id="few", refresh_token="r", scope="offline_access users:read:admin")
    token = refresh(sandbox, "r", client_id="few").json()["access_token"]
    assert with_token(sandbox, token).status_code == 200
    assert with_token(sandbox, token, "/stages").status_code == 403


def test_given_a_key_changed_while_running_then_the_new_permissions_hold(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.credentials.set_key("mine", denied=["stages"])
    assert lever.ask("/stages", key="mine").status_code == 403
    sandbox.credentials.set_key("mine")
    assert lever.ask("/stages", key="mine").status_code == 200
