"""Edits of fields that only the listing shows: sources, owners, persons, referrals."""

from __future__ import annotations

import pytest

from lever_sandbox import Account, Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever

LATER = NOW + 3_600_000


@pytest.fixture
def account() -> Account:
    account = Account(150, seed=3, now=NOW)
    account.now = LATER
    return account


def test_given_edited_fields_then_the_update_moves_and_the_interaction_only_for_a_snooze(account: Account) -> None:
    one = account.find_opportunities(updated=True)[0]
    before = account.opportunity(one)
    account.edit_opportunity(one, {"owner": None, "sources": ["Fair"]})
    after = account.opportunity(one)
    assert (after["owner"], after["sources"], after["updatedAt"]) == (None, ["Fair"], LATER + 1)
    assert after["lastInteractionAt"] == before["lastInteractionAt"]
    account.edit_opportunity(one, {"snoozedUntil": LATER + 10**9})
    assert account.opportunity(one)["lastInteractionAt"] == LATER


def test_given_an_edited_contact_then_all_its_opportunities_show_it(account: Account) -> None:
    contact, several = next((one, ids) for one, ids in account.by_contact.items() if len(ids) > 1)
    account.edit_contact(contact, {"name": "Renamed Person"})
    for one in several:
        assert account.opportunity(one)["name"] == "Renamed Person"
        assert account.opportunity(one)["updatedAt"] == LATER + 1


def test_given_merged_contacts_then_one_is_left(account: Account) -> None:
    gone, kept = list(account.by_contact)[:2]
    moved = list(account.by_contact[gone])
    account.merge_contacts(gone, kept)
    for one in moved:
        assert account.opportunity(one)["contact"] == kept
        assert account.opportunity(one)["name"] == account.opportunity(account.by_contact[kept][0])["name"]


def test_given_an_edited_application_then_the_update_moves(account: Account) -> None:
    one = account.find_opportunities(has_application=True)[0]
    account.edit_application(one, {"comments": "Changed"})
    application = account.application(one)
    assert application
    assert application["comments"] == "Changed"
    assert account.opportunity(one)["updatedAt"] == LATER + 1


def test_given_sources_then_counts_say_how_many_have_them_and_a_removed_one_is_nowhere(
    lever: Lever, sandbox: Sandbox
) -> None:
    sandbox.account.add_source("Meetup")
    sandbox.account.remove_source("Indeed")
    counts = {source["text"]: source["count"] for source in lever.read_all("/sources")}
    everybody = lever.read_all("/opportunities", confidentiality="all")
    assert counts["Meetup"] == 0
    assert "Indeed" not in counts
    assert counts["Job site"] == sum("Job site" in item["sources"] for item in everybody)
    assert not any("Indeed" in item["sources"] for item in everybody)


def test_a_referral_stands_in_the_application_and_in_the_list_under_one_id(lever: Lever) -> None:
    people = lever.read_all("/opportunities", expand="applications")
    referred = next(
        item
        for item in people
        if any(form["type"] == "referral" for one in item["applications"] for form in one["customQuestions"])
    )
    (question,) = referred["applications"][0]["customQuestions"]
    (listed,) = lever.read(f"/opportunities/{referred['id']}/referrals")
    assert (question["id"], question["fields"]) == (listed["id"], listed["fields"])
    assert question["completedAt"] is None
    assert listed["createdAt"] == listed["completedAt"] == referred["applications"][0]["createdAt"]
    assert referred["applications"][0]["user"] == listed["referrer"]
