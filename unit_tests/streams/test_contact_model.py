from __future__ import annotations

from source_lever_unified.streams.candidates import Candidates
from source_lever_unified.streams.contacts import Contacts
from unit_tests.lever_objects import ACCOUNT, CONTACT, MAY_4, only, opportunity, rows_of

contacts = Contacts.rows


def test_a_contact_is_the_person_of_an_opportunity() -> None:
    assert only(rows_of(contacts, opportunity())) == {
        "id": ACCOUNT.id("contact", CONTACT),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": CONTACT,
        "first_name": "Ana María de la",
        "last_name": "Cruz",
        "full_name": "Ana María de la Cruz",
        "title": "Bluebird Rail, University of Granada",
        "email_addresses": [{"email_address": "ana@example.org", "type": None}],
        "phone_numbers": [{"phone_number": "+34 600 555 017", "type": "mobile"}],
        "social_media": [{"link": "https://www.linkedin.com/in/ana-cruz", "type": "LINKEDIN", "username": "ana-cruz"}],
        "links": ["https://www.linkedin.com/in/ana-cruz"],
        "location": {"raw": "Granada"},
        "is_anonymized": False,
    }


def test_given_two_candidacies_then_both_bring_the_same_contact_with_their_own_time() -> None:
    first, second = opportunity(), opportunity(id="second", lastInteractionAt=MAY_4)
    old, new = only(rows_of(contacts, first)), only(rows_of(contacts, second))
    assert {**old, "changed_at": new["changed_at"]} == new
    assert new["changed_at"] == "2025-05-04T00:00:00.000Z"


def test_the_candidate_joins_its_contact() -> None:
    lever = opportunity()
    assert only(rows_of(Candidates.rows, lever))["contact_id"] == only(rows_of(contacts, lever))["id"]


def test_given_an_expanded_contact_then_its_id_is_the_key() -> None:
    assert only(rows_of(contacts, opportunity(contact={"id": CONTACT, "name": "Ana"})))["remote_id"] == CONTACT


def test_given_empty_texts_then_they_are_null() -> None:
    row = only(rows_of(contacts, opportunity(name="", headline="", location="", emails=[], phones=None)))
    assert (row["full_name"], row["title"], row["location"]) == (None, None, None)
    assert (row["email_addresses"], row["phone_numbers"]) == ([], [])


def test_without_a_contact_there_is_no_row() -> None:
    assert list(rows_of(contacts, opportunity(contact=None))) == []
