"""Deleted things disappear and show in the feeds."""

from __future__ import annotations

import pytest

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever

BOUNDS = {"deleted_at_start": NOW, "deleted_at_end": NOW}


def test_given_a_deleted_opportunity_then_404_everywhere_and_one_entry_in_the_feed(
    lever: Lever, sandbox: Sandbox
) -> None:
    gone = sandbox.account.find_opportunities(has_application=True, has_interviews=True)[0]
    sandbox.account.delete_opportunity(gone)
    assert lever.ask(f"/opportunities/{gone}").json()["message"] == f"opportunities {gone} was not found"
    assert lever.ask(f"/opportunities/{gone}/interviews").status_code == 404
    assert gone not in [item["id"] for item in lever.read_all("/opportunities")]
    (entry,) = lever.read("/opportunities/deleted", **BOUNDS)
    assert entry == {"id": gone, "deletedAt": NOW, "deletedBy": sandbox.account.users()[0]["id"]}
    assert lever.read("/applications/deleted", **BOUNDS) == []


def test_given_the_bounds_then_both_ends_are_inclusive(lever: Lever, sandbox: Sandbox) -> None:
    sandbox.account.delete_opportunity(sandbox.account.find_opportunities()[0])
    assert lever.read("/opportunities/deleted", deleted_at_start=NOW + 1) == []
    earlier = lever.read("/opportunities/deleted", deleted_at_end=NOW - 1)
    assert earlier
    assert len(lever.read("/opportunities/deleted")) == len(earlier) + 1


@pytest.mark.parametrize(("shape", "key", "present"), [("full", "stageChanges", True), ("ids", "deletedAt", False)])
def test_given_another_shape_then_entries_carry_more_or_less(
    lever: Lever, sandbox: Sandbox, shape: str, key: str, present: bool
) -> None:
    sandbox.account.delete_opportunity(sandbox.account.find_opportunities()[0])
    sandbox.settings.update({"deleted_feed": shape})
    (entry,) = lever.read("/opportunities/deleted", **BOUNDS)
    assert (key in entry) == present


def test_given_a_deleted_application_then_its_opportunity_is_a_lead(lever: Lever, sandbox: Sandbox) -> None:
    one = sandbox.account.find_opportunities(has_application=True)[0]
    application = sandbox.account.application(one)
    assert application is not None
    sandbox.account.delete_application(one)
    body = lever.read(f"/opportunities/{one}")
    assert body["applications"] == []
    assert "opportunityLocation" not in body
    (entry,) = lever.read("/applications/deleted", **BOUNDS)
    assert (entry["id"], entry["opportunityId"]) == (application["id"], one)


def test_given_no_bounds_then_the_feed_of_applications_refuses(lever: Lever, sandbox: Sandbox) -> None:
    assert lever.ask("/applications/deleted", deleted_at_start=0).status_code == 400
    sandbox.settings.applications_feed_needs_bounds = False
    assert lever.ask("/applications/deleted").status_code == 200


def test_given_a_deleted_posting_then_404_and_one_entry_and_its_opportunities_stay(
    lever: Lever, sandbox: Sandbox
) -> None:
    posting = sandbox.account.find_postings(state="published")[0]
    applied = sandbox.account.find_opportunities(posting=posting)
    sandbox.account.delete_posting(posting)
    assert lever.ask(f"/postings/{posting}").status_code == 404
    assert [item["id"] for item in lever.read("/postings/deleted", **BOUNDS)] == [posting]
    assert sandbox.account.find_opportunities(posting=posting) == applied


def test_given_no_resume_then_an_empty_list_or_by_switch_404(lever: Lever, sandbox: Sandbox) -> None:
    paths = [f"/opportunities/{one}/resumes" for one in sandbox.account.find_opportunities()[:20]]
    empty = next(path for path in paths if not lever.read(path))
    sandbox.settings.resumes_empty_404 = True
    assert lever.ask(empty).status_code == 404
