from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.streams.candidates import Candidates
from source_lever_unified.unified.account import Account
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    CONTACT,
    HIRED,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    RECRUITER,
    SCREEN,
    SYNC_START,
    SYNC_START_TEXT,
    WITHDREW,
    application,
    only,
    opportunity,
    rows_of,
)

candidates = Candidates.rows


def test_a_candidate_is_an_opportunity() -> None:
    lever = opportunity()
    assert only(rows_of(candidates, lever)) == {
        "id": ACCOUNT.id("candidate", OPPORTUNITY),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": OPPORTUNITY,
        "remote_data": {"/opportunities": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "first_name": "Ana María de la",
        "last_name": "Cruz",
        "full_name": "Ana María de la Cruz",
        "company": "Bluebird Rail",
        "title": "Bluebird Rail, University of Granada",
        "confidential": False,
        "remote_confidentiality": "non-confidential",
        "source": "Job fair",
        "sources": ["Job fair", "LinkedIn"],
        "origin": "applied",
        "phone_numbers": [{"phone_number": "+34 600 555 017", "type": "mobile"}],
        "email_addresses": [{"email_address": "ana@example.org", "type": None}],
        "social_media": [{"link": "https://www.linkedin.com/in/ana-cruz", "type": "LINKEDIN", "username": "ana-cruz"}],
        "links": ["https://www.linkedin.com/in/ana-cruz"],
        "location": {"raw": "Granada"},
        "remote_url": f"https://hire.lever.co/candidates/{OPPORTUNITY}",
        "contact_id": ACCOUNT.id("contact", CONTACT),
        "contact_remote_id": CONTACT,
        "last_activity_at": "2025-05-02T00:00:00.000Z",
        "application_ids": [ACCOUNT.id("application", APPLICATION)],
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "owner_id": ACCOUNT.id("user", RECRUITER),
        "sourced_by_id": None,
        "follower_ids": [ACCOUNT.id("user", RECRUITER)],
        "snoozed_until": None,
        "tags": ["Signal engineer", "Full-time"],
        "is_lead": False,
        "is_anonymized": False,
        "archived_at": None,
        "archive_reason_remote_id": None,
        "archive_reason_name": None,
        "rejection_reason_id": None,
        "consent_store_allowed": None,
        "consent_store_expires_at": None,
        "consent_contact_allowed": None,
        "consent_contact_expires_at": None,
        "custom_fields": {},
        "integration_fields": [
            {"id": key, "key": key, "type": "DEFAULT", "value": lever[key], "label": label}
            for key, label in (
                ("lastAdvancedAt", "Last advanced at"),
                ("opportunityLocation", "Opportunity location"),
            )
        ],
    }


@pytest.mark.parametrize(
    ("reason_id", "name", "rejection"),
    [
        (WITHDREW, "Withdrew", ACCOUNT.id("rejection_reason", WITHDREW)),
        (HIRED, "Hired", None),
        ("removed since", None, ACCOUNT.id("rejection_reason", "removed since")),
    ],
)
def test_given_an_archived_lead_then_the_reason_is_known(reason_id: str, name: str | None, rejection: str) -> None:
    lever = opportunity(applications=[], archived={"reason": reason_id, "archivedAt": MAY_3})
    row = only(rows_of(candidates, lever))
    assert row["archived_at"] == "2025-05-03T00:00:00.000Z"
    assert (row["archive_reason_remote_id"], row["archive_reason_name"]) == (reason_id, name)
    assert row["rejection_reason_id"] == rejection


def test_given_consent_then_what_was_agreed_and_until_when_is_told() -> None:
    consent = {"store": {"allowed": True, "expiresAt": MAY_4}, "contact": {"allowed": False, "expiresAt": None}}
    row = only(rows_of(candidates, opportunity(dataProtection=consent)))
    assert (row["consent_store_allowed"], row["consent_store_expires_at"]) == (True, "2025-05-04T00:00:00.000Z")
    assert (row["consent_contact_allowed"], row["consent_contact_expires_at"]) == (False, None)


def test_given_a_sourced_and_snoozed_candidate_then_by_whom_and_until_when_is_told() -> None:
    row = only(rows_of(candidates, opportunity(sourcedBy=RECRUITER, snoozedUntil=MAY_4)))
    assert (row["sourced_by_id"], row["snoozed_until"]) == (
        ACCOUNT.id("user", RECRUITER),
        "2025-05-04T00:00:00.000Z",
    )


def test_given_empty_strings_then_they_are_null_and_empty_links_are_dropped() -> None:
    row = only(
        rows_of(
            candidates, opportunity(name="", headline="", location="", links=["", "me.example"], origin=""), ACCOUNT
        )
    )
    assert (row["full_name"], row["first_name"], row["last_name"]) == (None, None, None)
    assert (row["title"], row["location"], row["origin"]) == (None, None, None)
    assert row["links"] == ["me.example"]
    assert row["social_media"] == [{"link": "me.example", "type": None, "username": None}]


@pytest.mark.parametrize("missing", [[], None])
def test_given_no_application_then_the_candidate_is_a_lead(missing: Any) -> None:
    row = only(rows_of(candidates, opportunity(applications=missing)))
    assert row["is_lead"] is True
    assert row["application_ids"] == []
    assert row["company"] is None


def test_given_an_application_that_is_not_expanded_then_its_id_is_known() -> None:
    row = only(rows_of(candidates, opportunity(applications=[APPLICATION])))
    assert row["application_ids"] == [ACCOUNT.id("application", APPLICATION)]
    assert row["is_lead"] is False


def test_given_two_candidacies_of_one_contact_then_they_share_the_contact_only() -> None:
    first = only(rows_of(candidates, opportunity()))
    second = only(rows_of(candidates, opportunity(id="another")))
    assert first["contact_id"] == second["contact_id"]
    assert first["id"] != second["id"]


def test_given_an_anonymized_candidate_then_what_is_left_stays() -> None:
    row = only(
        rows_of(
            candidates,
            opportunity(isAnonymized=True, name="", emails=[], phones=[], links=[], location="", headline=""),
            ACCOUNT,
        )
    )
    assert row["is_anonymized"] is True
    assert row["full_name"] is None
    assert row["email_addresses"] == []
    assert row["phone_numbers"] == []
    assert row["social_media"] == []
    assert row["stage_id"] == ACCOUNT.id("application_stage", SCREEN)


@pytest.mark.parametrize(
    ("confidentiality", "confidential"),
    [("confidential", True), ("non-confidential", False), ("secret", None), (None, None)],
)
def test_confidential_keeps_levers_word(confidentiality: str | None, confidential: bool | None) -> None:
    row = only(rows_of(candidates, opportunity(confidentiality=confidentiality)))
    assert row["confidential"] is confidential
    assert row["remote_confidentiality"] == confidentiality


def test_an_email_address_is_kept_as_it_is() -> None:
    row = only(rows_of(candidates, opportunity(emails=["Ana@Example", "", "not an address"])))
    assert row["email_addresses"] == [
        {"email_address": "Ana@Example", "type": None},
        {"email_address": "not an address", "type": None},
    ]


def test_a_phone_number_may_lack_its_type_or_its_object() -> None:
    row = only(rows_of(candidates, opportunity(phones=[{"value": "1"}, "2", {"type": "home"}, 3, None])))
    assert row["phone_numbers"] == [{"phone_number": number, "type": None} for number in ("1", "2", "3")]


def test_given_no_sources_then_source_is_null() -> None:
    row = only(rows_of(candidates, opportunity(sources=[])))
    assert (row["source"], row["sources"]) == (None, [])


def test_tags_that_differ_in_case_are_two() -> None:
    row = only(rows_of(candidates, opportunity(tags=["Full-time", "Full-Time", "Full-time"])))
    assert row["tags"] == ["Full-time", "Full-Time"]


def test_given_no_urls_then_the_page_is_made_from_the_id() -> None:
    sandbox = Account(synced_at=SYNC_START, app_url="https://hire.sandbox.lever.co")
    row = only(rows_of(candidates, opportunity(urls=None), sandbox))
    assert row["remote_url"] == f"https://hire.sandbox.lever.co/candidates/{OPPORTUNITY}"


def test_an_expanded_object_serves_as_its_id() -> None:
    plain = only(rows_of(candidates, opportunity()))
    expanded = only(
        rows_of(
            candidates,
            opportunity(
                contact={"id": CONTACT, "name": "Ana"},
                stage={"id": SCREEN, "text": "Phone screen"},
                owner={"id": RECRUITER, "name": "Lena Okafor"},
            ),
            ACCOUNT,
        )
    )
    for key in ("contact_id", "contact_remote_id", "stage_id", "owner_id"):
        assert expanded[key] == plain[key]


def test_a_field_lever_adds_some_day_is_an_integration_field() -> None:
    row = only(rows_of(candidates, opportunity(moodBoard={"colour": "green"})))
    assert row["integration_fields"] is not None
    assert row["integration_fields"][-1] == {
        "id": "moodBoard",
        "key": "moodBoard",
        "type": "DEFAULT",
        "value": {"colour": "green"},
        "label": "Mood board",
    }


def test_given_remote_data_is_switched_off_then_it_is_null() -> None:
    row = only(rows_of(candidates, opportunity(), Account(synced_at=SYNC_START, include_remote_data=False)))
    assert row["remote_data"] is None


@pytest.mark.parametrize(
    "newest",
    [
        {"createdAt": MAY_4},
        {"updatedAt": MAY_4},
        {"lastInteractionAt": MAY_4},
        {"lastAdvancedAt": MAY_4},
        {"archived": {"reason": "x", "archivedAt": MAY_4}},
        {"stageChanges": [{"toStageId": "x", "updatedAt": MAY_4}, {"toStageId": "y", "updatedAt": MAY_1}]},
        {"applications": [application(createdAt=MAY_4)]},
        {"applications": [application(archived={"reason": "x", "archivedAt": MAY_4})]},
    ],
    ids=lambda newest: next(iter(newest)),
)
def test_changed_at_is_the_newest_time_of_the_opportunity(newest: dict[str, Any]) -> None:
    assert only(rows_of(candidates, opportunity(**newest)))["changed_at"] == "2025-05-04T00:00:00.000Z"


def test_given_a_null_updated_at_then_the_others_decide() -> None:
    row = only(rows_of(candidates, opportunity(updatedAt=None, lastInteractionAt=MAY_3)))
    assert row["remote_updated_at"] is None
    assert row["changed_at"] == "2025-05-03T00:00:00.000Z"


def test_given_no_time_at_all_then_it_changed_at_the_start_of_the_sync() -> None:
    assert only(rows_of(candidates, {"id": OPPORTUNITY}))["changed_at"] == SYNC_START_TEXT


def test_archived_at_is_the_opportunitys() -> None:
    row = only(rows_of(candidates, opportunity(archived={"reason": "x", "archivedAt": MAY_2})))
    assert row["archived_at"] == "2025-05-02T00:00:00.000Z"


@pytest.mark.parametrize("lever_id", ["", None, {}, True])
def test_without_a_usable_id_there_is_no_row(lever_id: Any) -> None:
    assert list(rows_of(candidates, opportunity(id=lever_id))) == []
