"""The control interface: the same operations for another process."""

from __future__ import annotations

import inspect

import requests

from lever_sandbox import CLIENT_ID, CLIENT_SECRET, Account, Sandbox
from lever_sandbox.control import OPERATIONS
from unit_tests.lever_sandbox.lever_client import NOW, Lever


def test_given_an_operation_by_name_then_the_account_changes_and_the_result_comes_back(
    lever: Lever, sandbox: Sandbox
) -> None:
    answer = lever.control("POST", "/account/create_opportunity", {"name": "Ada Control"})
    created = answer.json()["result"]
    assert sandbox.account.opportunity(created)["name"] == "Ada Control"
    found = lever.control("POST", "/account/find_opportunities", {"stage": "lead-new"}).json()["result"]
    assert created in found


def test_every_mutation_of_the_account_can_be_called_by_name() -> None:
    own = {"expected_counts", "expected_keys", "advance", "enter", "leave", "main_key", "reindex_stages"}
    own |= {"source_list", "tag_list", "child_list", "referral_list", "panel_list", "life_of", "eeo_responses"}
    methods = {name for name, _ in inspect.getmembers(Account, inspect.isfunction) if not name.startswith("_")}
    assert methods - own == set(OPERATIONS)


def test_given_nonsense_then_400_says_what_is_wrong(lever: Lever) -> None:
    for path, body, word in (
        ("/account/fire_everybody", {}, "unknown operation"),
        ("/account/move_stage", {"opportunity_id": "x"}, "stage_id"),
        ("/account/move_stage", {"opportunity_id": "x", "stage_id": "offer"}, "no opportunity x"),
        ("/settings", {"speed": 1}, "unknown setting"),
        ("/faults", {"kind": "gremlins"}, "unknown fault"),
        ("/clock", {"time": 1}, "unknown"),
        ("/credentials", {"denied": []}, "key is needed"),
        ("/settings", [1], "JSON object"),
    ):
        answer = lever.control("POST", path, body)
        assert answer.status_code == 400
        assert word in answer.json()["error"]
    assert lever.control("GET", "/nowhere").status_code == 404


def test_given_counts_and_keys_then_those_of_the_account(lever: Lever, sandbox: Sandbox) -> None:
    for confidential in (True, False):
        answer = lever.control("GET", "/counts", confidential=str(confidential).lower())
        assert answer.json() == sandbox.account.expected_counts(confidential)
    keys = lever.control("GET", "/keys/users").json()["keys"]
    assert {tuple(key) for key in keys} == sandbox.account.expected_keys("users")


def test_given_the_clock_then_it_can_be_read_set_and_advanced(lever: Lever, sandbox: Sandbox) -> None:
    assert lever.control("GET", "/clock").json() == {"now": NOW}
    assert lever.control("POST", "/clock", {"advance_ms": 500}).json() == {"now": NOW + 500}
    assert lever.control("POST", "/clock", {"now": 7}).json() == {"now": 7}
    lever.control("POST", "/clock", {"now": None})
    assert sandbox.account.now > NOW


def test_given_faults_over_http_then_they_work_and_can_be_cleared(lever: Lever) -> None:
    lever.control("POST", "/faults", {"kind": "status", "path": "/users", "status": 503, "times": None})
    assert lever.ask("/users").status_code == 503
    assert lever.control("GET", "/faults").json()["faults"][0]["fired"] == 1
    lever.control("DELETE", "/faults")
    assert lever.ask("/users").status_code == 200


def test_given_settings_and_credentials_over_http_then_they_hold(lever: Lever) -> None:
    lever.control("POST", "/settings", {"rps": 1, "burst": 1})
    assert [lever.ask("/users").status_code for _ in range(2)] == [200, 429]
    lever.control("POST", "/settings", {"rps": None})
    lever.control("POST", "/credentials", {"key": "mine", "denied": ["users"], "confidential": True})
    assert lever.ask("/users", key="mine").status_code == 403
    assert lever.ask("/postings", key="mine", confidentiality="all").status_code == 200
    assert "mine" in lever.control("GET", "/credentials").json()["keys"]


def test_given_oauth_control_then_grants_expire_and_revoke(lever: Lever, sandbox: Sandbox) -> None:
    lever.control("POST", "/oauth/grants", {"refresh_token": "fresh"})
    form = {
        "grant_type": "refresh_token",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "refresh_token": "fresh",
    }
    assert requests.post(f"{sandbox.auth_url}/oauth/token", data=form, timeout=10).status_code == 200
    assert lever.control("POST", "/oauth/expire").json() == {"expired": 1}
    lever.control("POST", "/oauth/revoke", {})
    assert requests.post(f"{sandbox.auth_url}/oauth/token", data=form, timeout=10).status_code == 401


def test_given_the_root_then_it_tells_what_can_be_done(lever: Lever) -> None:
    answer = lever.control("GET", "").json()
    assert set(answer["operations"]) == set(OPERATIONS)
    assert "POST /_control/faults" in answer["routes"]
    assert "drop" in answer["faults"]
