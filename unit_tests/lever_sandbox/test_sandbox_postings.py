"""Postings: which lists show which, and their forms."""

from __future__ import annotations

from typing import Any

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def ids(records: list[dict[str, Any]]) -> set[str]:
    return {record["id"] for record in records}


def test_given_an_unfiltered_list_then_internal_only_postings_are_missing(lever: Lever, sandbox: Sandbox) -> None:
    internal = set(sandbox.account.find_postings(internal_only=True))
    everything = {key[0] for key in sandbox.account.expected_keys("jobs")}
    assert internal
    assert ids(lever.read_all("/postings")) == everything - internal
    assert internal <= ids(lever.read_all("/postings", distributionChannel="internal"))
    assert internal <= ids(lever.read_all("/postings", updated_at_start=0))


def test_given_the_switches_then_internal_only_postings_show_or_hide(lever: Lever, sandbox: Sandbox) -> None:
    internal = set(sandbox.account.find_postings(internal_only=True))
    sandbox.settings.update({"unfiltered_shows_internal_only": True, "updated_shows_internal_only": False})
    assert internal <= ids(lever.read_all("/postings"))
    assert internal.isdisjoint(ids(lever.read_all("/postings", updated_at_start=0)))


def test_given_both_channels_then_all_published_postings_and_others_by_switch(lever: Lever, sandbox: Sandbox) -> None:
    both = lever.read_all("/postings", distributionChannel=["public", "internal"])
    assert {item["state"] for item in both} == {"published"}
    sandbox.settings.channel_filter_hides_unpublished = False
    everything = {key[0] for key in sandbox.account.expected_keys("jobs")}
    assert ids(lever.read_all("/postings", distributionChannel=["public", "internal"])) == everything


def test_given_updated_at_then_only_confidentiality_and_paging_may_stand_beside_it(lever: Lever) -> None:
    allowed = lever.ask("/postings", updated_at_start=0, updated_at_end=1, confidentiality="all", limit=5)
    assert allowed.status_code == 200
    for name, value in (("state", "published"), ("distributionChannel", "internal"), ("expand", "owner")):
        assert lever.ask("/postings", updated_at_start=0, **{name: value}).status_code == 400


def test_given_a_state_then_only_postings_in_it(lever: Lever) -> None:
    records = lever.read_all("/postings", state=["closed", "draft"])
    assert {item["state"] for item in records} == {"closed", "draft"}
    assert lever.ask("/postings", state="open").status_code == 400


def test_given_a_posting_then_only_published_ones_have_channels_and_only_open_ones_urls(lever: Lever) -> None:
    for posting in lever.read_all("/postings", updated_at_start=0):
        assert (posting["distributionChannels"] is None) == (posting["state"] != "published")
        assert (posting["urls"] is None) == (posting["state"] not in ("published", "internal"))


def test_given_a_form_then_eeo_is_absent_where_it_is_off(lever: Lever, sandbox: Sandbox) -> None:
    with_eeo, without = (
        sandbox.account.find_postings(has_eeo=wanted, form_readable=True)[0] for wanted in (True, False)
    )
    assert "gender" in lever.read(f"/postings/{with_eeo}/apply")["eeoQuestions"]
    assert "eeoQuestions" not in lever.read(f"/postings/{without}/apply")


def test_given_postings_without_a_form_then_404_or_400(lever: Lever, sandbox: Sandbox) -> None:
    formless = sandbox.account.find_postings(form_readable=False)
    assert {lever.ask(f"/postings/{identifier}/apply").status_code for identifier in formless} == {400, 404}


def test_given_an_unknown_posting_then_404_names_it(lever: Lever) -> None:
    answer = lever.ask("/postings/nothing-here")
    assert answer.status_code == 404
    assert answer.json() == {"code": "ResourceNotFound", "message": "postings nothing-here was not found"}
