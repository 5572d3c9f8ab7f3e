"""Requisitions, their custom fields, and a feature that is off."""

from __future__ import annotations

from typing import Any

import pytest

from lever_sandbox import Account, Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever

LATER = NOW + 3_600_000


@pytest.fixture
def account() -> Account:
    account = Account(150, seed=3, now=NOW)
    account.now = LATER
    return account


def with_posting(account: Account) -> str:
    return account.find_requisitions(status="open", has_postings=True)[0]


def test_requisitions_have_every_shape_that_lever_was_seen_to_use(lever: Lever) -> None:
    items = lever.read_all("/requisitions", confidentiality="all")
    assert {type(item["headcountTotal"]) for item in items} == {int, str}
    assert all(item["headcountInfinite"] == (item["headcountTotal"] == "unlimited") for item in items)
    assert {item["status"] for item in items} == {"open", "onHold", "closed", "draft", "pending", "rejected"}
    assert {item["confidentiality"] for item in items} == {"confidential", "non-confidential"}
    assert {"Exempt Full-Time", "contractor", None} <= {item["employmentStatus"] for item in items}
    approvers = [one for item in items for step in item["approval"]["steps"] for one in step["approvers"]]
    assert {type(approver["user"]) for approver in approvers} == {str, dict}
    assert {item["approval"].get("status") for item in items} >= {None, "approved", "denied", "inprogress"}
    assert {len(item["postings"]) for item in items} >= {0, 1}
    assert any(isinstance(value, dict) for item in items for value in item["customFields"].values())


def test_given_created_bounds_then_they_filter_and_updated_bounds_do_not(lever: Lever, sandbox: Sandbox) -> None:
    items = lever.read_all("/requisitions")
    middle = sorted(item["createdAt"] for item in items)[len(items) // 2]
    before, after = (
        lever.read_all("/requisitions", **{name: middle}) for name in ("created_at_end", "created_at_start")
    )
    assert {item["id"] for item in before} | {item["id"] for item in after} == {item["id"] for item in items}
    assert len(before) < len(items) > len(after)
    assert lever.read_all("/requisitions", updated_at_start=NOW) == items
    assert sandbox.requests.summary()["unknown_parameters"] == {"/requisitions updated_at_start": 1}


def test_given_no_confidential_access_then_403_for_all_and_for_a_confidential_one(
    lever: Lever, sandbox: Sandbox
) -> None:
    hidden = sandbox.account.find_requisitions(confidential=True)[0]
    assert lever.ask("/requisitions", key="plain-key").status_code == 200
    assert lever.ask("/requisitions", key="plain-key", confidentiality="all").status_code == 403
    assert lever.ask(f"/requisitions/{hidden}", key="plain-key").status_code == 403
    assert lever.read(f"/requisitions/{hidden}")["id"] == hidden


def test_requisition_fields_of_every_type_come_in_one_answer_without_has_next(lever: Lever) -> None:
    answer = lever.ask("/requisition_fields").json()
    assert set(answer) == {"data"}
    assert {field["type"] for field in answer["data"]} == {"date", "object", "dropdown", "number", "text"}
    assert lever.read("/requisition_fields/cost_center")["subfields"]
    assert [field["id"] for field in lever.read("/requisition_fields", isRequired="true")] == ["cost_center"]


@pytest.mark.parametrize(("feature", "status"), [("forbidden", 403), ("missing", 404), ("empty", 200)])
def test_given_the_feature_is_off_then_the_answer_that_is_chosen(
    lever: Lever, sandbox: Sandbox, feature: str, status: int
) -> None:
    sandbox.settings.requisitions_feature = feature
    for path in ("/requisitions", "/requisition_fields"):
        answer = lever.ask(path)
        assert answer.status_code == status
        assert status != 200 or answer.json()["data"] == []


def moved(account: Account, requisition: str, change: Any) -> bool:
    before = account.requisition(requisition)["updatedAt"]
    change()
    return bool(account.requisition(requisition)["updatedAt"] != before)


def test_given_a_hire_then_the_headcount_moves_and_the_update_does_not(account: Account) -> None:
    requisition = with_posting(account)
    posting = account.requisition(requisition)["postings"][0]
    one = account.create_opportunity(posting_id=posting)
    before = account.requisition(requisition)["headcountHired"]
    assert not moved(account, requisition, lambda: account.archive(one, hired=True))
    assert account.requisition(requisition)["headcountHired"] == before + 1
    application = account.application(one)
    assert application
    assert application["requisitionForHire"]["id"] == requisition
    account.unarchive(one)
    assert account.requisition(requisition)["headcountHired"] == before


def test_given_postings_and_offers_then_they_are_listed_and_the_update_stays(account: Account) -> None:
    requisition = with_posting(account)
    added = account.create_posting()
    assert not moved(account, requisition, lambda: account.link_requisition(requisition, added))
    assert added in account.requisition(requisition)["postings"]
    code = account.requisition(requisition)["requisitionCode"]
    assert account.posting(added)["requisitionCodes"] == [code]
    account.unlink_requisition(requisition, added)
    assert account.posting(added)["requisitionCodes"] == []
    one = account.create_opportunity(posting_id=account.requisition(requisition)["postings"][0])
    offer = account.add_offer(one)
    assert offer in account.requisition(requisition)["offerIds"]
    account.delete_offer(offer)
    assert offer not in account.requisition(requisition)["offerIds"]


def test_given_an_edit_then_the_update_moves_for_the_documented_fields_only(account: Account) -> None:
    requisition = with_posting(account)
    assert moved(account, requisition, lambda: account.update_requisition(requisition, {"internalNotes": "New"}))
    account.advance(5)
    assert not moved(account, requisition, lambda: account.update_requisition(requisition, {"headcountHired": 9}))


def test_given_one_turns_confidential_and_one_is_deleted_then_the_plain_list_lacks_both(
    lever: Lever, sandbox: Sandbox
) -> None:
    hidden, deleted, *_ = sandbox.account.find_requisitions()
    sandbox.account.set_requisition_confidential(hidden)
    sandbox.account.delete_requisition(deleted)
    shown = {item["id"] for item in lever.read_all("/requisitions")}
    everything = {item["id"] for item in lever.read_all("/requisitions", confidentiality="all")}
    assert not shown & {hidden, deleted}
    assert everything >= {hidden}
    assert deleted not in everything


def test_given_requisition_fields_change_then_the_list_shows_it(account: Account) -> None:
    account.add_requisition_field("grade", text="Grade")
    account.change_requisition_field("grade", {"text": "Pay grade"})
    assert account.company.requisition_fields[-1]["text"] == "Pay grade"
    account.remove_requisition_field("grade")
    assert "grade" not in [field["id"] for field in account.company.requisition_fields]
