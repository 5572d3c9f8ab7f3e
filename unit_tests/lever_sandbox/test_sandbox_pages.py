"""Pages, offset tokens and orders, as recorded from Lever."""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

import pytest
import requests

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_no_limit_then_a_page_holds_a_hundred(lever: Lever) -> None:
    page = lever.ask("/opportunities").json()
    assert len(page["data"]) == 100
    assert page["hasNext"] is True


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", ""])
def test_given_a_limit_outside_1_to_100_then_400(lever: Lever, limit: str) -> None:
    answer = lever.ask("/opportunities", limit=limit)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message"}


@pytest.mark.parametrize(
    "path",
    ["/opportunities", "/postings", "/users", "/stages", "/tags", "/sources", "/archive_reasons", "/requisitions",
     "/feedback_templates", "/opportunities/deleted", "/postings/deleted"],
)  # fmt: skip
def test_given_any_list_then_small_pages_hold_the_same_records_in_the_same_order(lever: Lever, path: str) -> None:
    assert lever.read_all(path, limit=3) == lever.read_all(path)


def test_given_a_next_token_then_it_is_the_encoded_sort_key_of_the_next_record(lever: Lever, sandbox: Sandbox) -> None:
    page = lever.ask("/opportunities", limit=7).json()
    following = lever.read_all("/opportunities")[7]
    rank, advanced, identifier = json.loads(unquote(page["next"]))
    ranks = {stage["id"]: stage["rank"] for stage in sandbox.account.stages()}
    assert (rank, advanced, identifier) == (
        ranks[following["stage"]],
        following["lastAdvancedAt"],
        following["id"],
    )
    assert "%" in page["next"]
    assert unquote(page["next"]) != page["next"]


def test_given_a_token_then_once_and_twice_encoded_forms_name_the_same_page(lever: Lever) -> None:
    token = lever.ask("/opportunities", limit=5).json()["next"]
    url = f"{lever.sandbox.api_url}/opportunities?limit=5&offset="
    once, twice = (
        requests.get(url + form, auth=("sandbox-key", ""), timeout=10).json() for form in (token, quote(token, safe=""))
    )
    assert once == twice
    assert once["data"]


@pytest.mark.parametrize("token", ["nonsense", "[]", '["a"]', '[1,"two","three","four"]', '["x",1,2]', "{}"])
def test_given_a_token_nobody_handed_out_then_400_says_so(lever: Lever, token: str) -> None:
    answer = lever.ask("/opportunities", offset=token)
    assert answer.status_code == 400
    assert "Invalid offset token" in answer.json()["message"]


def test_opportunities_run_by_stage_rank_then_latest_advance_then_id(lever: Lever, sandbox: Sandbox) -> None:
    ranks = {stage["id"]: stage["rank"] for stage in sandbox.account.stages()}
    keys = [(ranks[item["stage"]], -item["lastAdvancedAt"], item["id"]) for item in lever.read_all("/opportunities")]
    assert keys == sorted(keys)


@pytest.mark.parametrize("path", ["/postings", "/users"])
def test_postings_and_users_run_from_the_newest_to_the_oldest(lever: Lever, path: str) -> None:
    created = [item["createdAt"] for item in lever.read_all(path)]
    assert created == sorted(created, reverse=True)


def test_requisitions_run_by_id_descending(lever: Lever) -> None:
    ids = [item["id"] for item in lever.read_all("/requisitions", limit=2, confidentiality="all")]
    assert ids == sorted(ids, reverse=True)


def test_tags_run_by_text_whatever_the_case(lever: Lever) -> None:
    texts = [item["text"].casefold() for item in lever.read_all("/tags")]
    assert texts == sorted(texts)


def test_given_a_row_that_moves_back_between_two_pages_then_it_is_repeated(lever: Lever, sandbox: Sandbox) -> None:
    first = lever.ask("/opportunities", limit=100).json()
    mover = first["data"][0]["id"]
    sandbox.account.move_stage(mover, "offer")
    second = lever.ask("/opportunities", limit=100, offset=first["next"]).json()
    assert mover in [item["id"] for item in second["data"]]


def test_given_a_row_that_moves_forward_between_two_pages_then_it_is_missed(lever: Lever, sandbox: Sandbox) -> None:
    everybody = [item["id"] for item in lever.read_all("/opportunities")]
    mover = everybody[-1]
    first = lever.ask("/opportunities", limit=100).json()
    sandbox.account.move_stage(mover, "lead-new")
    second = lever.ask("/opportunities", limit=100, offset=first["next"]).json()
    seen = [item["id"] for item in first["data"] + second["data"]]
    assert mover not in seen
    assert len(seen) == len(everybody) - 1


@pytest.mark.parametrize("path", ["/webhooks", "/requisition_fields"])
def test_some_lists_have_no_has_next(lever: Lever, path: str) -> None:
    assert set(lever.ask(path).json()) == {"data"}


@pytest.mark.parametrize("child", ["resumes", "files"])
def test_resumes_and_files_refuse_paging(lever: Lever, sandbox: Sandbox, child: str) -> None:
    identifier = sandbox.account.find_opportunities()[0]
    assert lever.ask(f"/opportunities/{identifier}/{child}").status_code == 200
    answer = lever.ask(f"/opportunities/{identifier}/{child}", limit=1)
    assert answer.status_code == 400
    assert "pagination is not supported" in answer.json()["message"]
