from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from source_lever_unified.streams.offers import Offers
from source_lever_unified.unified.opportunity import OpportunityRef
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    offer,
    only,
)

offers = Offers.rows


def test_an_offer_belongs_to_its_opportunity() -> None:
    lever = offer()
    row = only(offers(lever, OPPORTUNITY_REF, ACCOUNT))
    assert row == {
        "id": ACCOUNT.id("offer", lever["id"]),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/offers": lever},
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "status": "SENT",
        "remote_status": "sent",
        "approved_at": "2025-05-02T00:00:00.000Z",
        "sent_at": "2025-05-02T00:00:00.000Z",
        "signed_at": None,
        "expires_at": None,
        "sent_document": {"file_name": "offer.pdf", "uploaded_at": "2025-05-02T00:00:00.000Z", "download_url": None},
        "signed_document": None,
        "signers": [
            {
                "role": "candidate",
                "name": "Ana María de la Cruz",
                "email": None,
                "first_opened_at": None,
                "last_opened_at": None,
                "signed_at": None,
            }
        ],
        "requisition_id": None,
        "creator_id": ACCOUNT.id("user", RECRUITER),
        "employment_start_date": "2025-05-04T00:00:00.000Z",
        "salary_amount": 48000,
        "salary_currency": "EUR",
        "salary_period": "YEAR",
        "remote_salary_interval": "per-year-salary",
        "custom_fields": {
            "job_posting": APPLICATION,
            "salary_amount": 48000,
            "compensation_currency": "EUR",
            "salary_interval": "per-year-salary",
            "anticipated_start_date": MAY_4,
            "custom_signing_bonus": None,
        },
        "integration_fields": row["integration_fields"],
    }


def test_integration_fields_are_levers_own_then_the_forms() -> None:
    fields = only(offers(offer(), OPPORTUNITY_REF, ACCOUNT))["integration_fields"] or []
    assert [(field["key"], field["type"], field["label"]) for field in fields] == [
        ("approved", "DEFAULT", "Approved"),
        ("job_posting", "DEFAULT", "Job posting"),
        ("salary_amount", "DEFAULT", "Offered compensation amount"),
        ("compensation_currency", "DEFAULT", "Compensation currency"),
        ("salary_interval", "DEFAULT", "Type of earnings"),
        ("anticipated_start_date", "DEFAULT", "Anticipated start date"),
        ("custom_signing_bonus", "CUSTOM", "Signing bonus"),
    ]


@pytest.mark.parametrize(
    ("lever_status", "status", "is_open"),
    [
        ("draft", "DRAFT", True),
        ("approval-sent", "DRAFT", True),
        ("approved", "APPROVED", True),
        ("sent", "SENT", True),
        ("sent-manually", "SENT", True),
        ("opened", "SENT", True),
        ("denied", "DECLINED", False),
        ("signed", "ACCEPTED", False),
        ("expired", None, True),
        (None, None, True),
    ],
)
def test_status_keeps_levers_word(lever_status: str | None, status: str | None, is_open: bool) -> None:
    lever = offer(status=lever_status)
    row = only(offers(lever, OPPORTUNITY_REF, ACCOUNT))
    assert (row["status"], row["remote_status"]) == (status, lever_status)
    assert Offers.may_change([lever], OPPORTUNITY_REF, ACCOUNT) is is_open


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("offer", True), ("negotiation", True), ("applicant-new", False), ("unlisted", False), (None, False)],
)
def test_given_no_offer_yet_then_one_is_expected_in_the_stages_of_offers(stage: str | None, expected: bool) -> None:
    pipelines = {"negotiation": "offer", "applicant-new": "applicant"}
    dispositions = {stage_id: {"id": stage_id, "pipeline": pipeline} for stage_id, pipeline in pipelines.items()}
    waiting = replace(OPPORTUNITY_REF, stage_id=stage)

    assert Offers.may_change([], waiting, replace(ACCOUNT, dispositions=dispositions)) is expected


def test_given_a_decided_offer_then_the_stage_does_not_matter() -> None:
    assert not Offers.may_change([offer(status="signed")], replace(OPPORTUNITY_REF, stage_id="offer"), ACCOUNT)


def test_the_field_job_posting_is_not_trusted() -> None:
    row = only(offers(offer(posting=None), OPPORTUNITY_REF, ACCOUNT))
    assert row["job_id"] == ACCOUNT.id("job", POSTING)


def test_given_a_lead_then_the_offers_own_posting_is_the_job() -> None:
    row = only(offers(offer(), OpportunityRef(OPPORTUNITY, None, None, None), ACCOUNT))
    assert (row["application_id"], row["job_id"]) == (None, ACCOUNT.id("job", POSTING))


@pytest.mark.parametrize(
    "later",
    [
        {"createdAt": MAY_3},
        {"approvedAt": MAY_3},
        {"sentAt": MAY_3},
        {"signatures": {"candidate": {"firstOpenedAt": MAY_3}}},
        {"signatures": {"candidate": {"lastOpenedAt": MAY_3}}},
        {"signatures": {"candidate": {"signedAt": None}, "company_1": {"signedAt": MAY_3}}},
        {"sentDocument": {"uploadedAt": MAY_3}},
        {"signedDocument": {"uploadedAt": MAY_3}},
    ],
    ids=lambda later: str(next(iter(later))),
)
def test_the_newest_of_its_times_is_its_update(later: dict[str, Any]) -> None:
    row = only(offers(offer(**later), OPPORTUNITY_REF, ACCOUNT))
    assert row["remote_updated_at"] == row["changed_at"] == "2025-05-03T00:00:00.000Z"


def test_it_is_never_older_than_its_candidate() -> None:
    ref = OpportunityRef(OPPORTUNITY, APPLICATION, POSTING, MAY_4)
    row = only(offers(offer(), ref, ACCOUNT))
    assert row["changed_at"] == "2025-05-04T00:00:00.000Z"
    assert row["remote_updated_at"] == "2025-05-02T00:00:00.000Z"


def test_given_fields_of_a_requisition_and_an_expiry_then_they_have_columns() -> None:
    fields = [
        {"text": "Requisition", "identifier": "requisition", "value": "requisition-1"},
        {"text": "Offer expiration date", "identifier": "offer_expiration_date", "value": MAY_4},
    ]
    row = only(offers(offer(fields=fields), OPPORTUNITY_REF, ACCOUNT))
    assert row["requisition_id"] == ACCOUNT.id("requisition", "requisition-1")
    assert row["expires_at"] == "2025-05-04T00:00:00.000Z"


def test_given_a_signer_of_the_company_then_both_signers_are_told_apart() -> None:
    signatures = {
        "candidate": {"role": "candidate", "firstOpenedAt": MAY_3, "lastOpenedAt": MAY_3},
        "company_1": {"name": "Lena Okafor", "email": "lena@example.com", "signedAt": MAY_3},
    }
    candidate, company = only(offers(offer(signatures=signatures), OPPORTUNITY_REF, ACCOUNT))["signers"] or []
    assert (candidate["role"], candidate["first_opened_at"], candidate["signed_at"]) == (
        "candidate",
        "2025-05-03T00:00:00.000Z",
        None,
    )
    assert (company["role"], company["email"], company["signed_at"]) == (
        "company_1",
        "lena@example.com",
        "2025-05-03T00:00:00.000Z",
    )


def test_signed_at_is_the_candidates() -> None:
    signatures = {"candidate": {"signedAt": MAY_3}, "company_1": {"signedAt": MAY_4}}
    row = only(offers(offer(status="signed", signatures=signatures), OPPORTUNITY_REF, ACCOUNT))
    assert row["signed_at"] == "2025-05-03T00:00:00.000Z"


def test_an_amount_may_come_as_a_string() -> None:
    fields = [{"text": "Amount", "identifier": "salary_amount", "value": "48000.50"}]
    row = only(offers(offer(fields=fields), OPPORTUNITY_REF, ACCOUNT))
    assert row["salary_amount"] == 48000.5
    assert row["custom_fields"] == {"salary_amount": "48000.50"}


def test_a_field_without_an_identifier_is_known_by_its_text() -> None:
    fields = [{"text": "Perks", "value": "Rail pass"}, {"value": "lost"}]
    assert only(offers(offer(fields=fields), OPPORTUNITY_REF, ACCOUNT))["custom_fields"] == {"Perks": "Rail pass"}


def test_without_usable_ids_there_is_no_row() -> None:
    assert list(offers(offer(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
    assert list(offers(offer(), OpportunityRef("", None, None, None), ACCOUNT)) == []
