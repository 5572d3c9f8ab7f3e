from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.streams.applications import Application, Applications
from source_lever_unified.unified.account import Account
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    HIRED,
    MANAGER,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    POSTING,
    RECRUITER,
    SCREEN,
    SYNC_START,
    WITHDREW,
    application,
    offer,
    only,
    opportunity,
    rows_of,
)

applications = Applications.rows

KEYS_ON_AN_ARCHIVE = (
    "outcome",
    "archived_at",
    "hired_at",
    "rejected_at",
    "rejection_reason_id",
    "rejection_reason_name",
    "archive_reason_remote_id",
    "remote_archive_reason_type",
)


def archived(row: Application) -> dict[str, Any]:
    return {key: row[key] for key in KEYS_ON_AN_ARCHIVE}  # type: ignore[literal-required]


def test_an_application_carries_what_ties_candidate_and_job() -> None:
    lever = application()
    row = only(rows_of(applications, opportunity(applications=[lever])))
    assert row == {
        "id": ACCOUNT.id("application", APPLICATION),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": APPLICATION,
        "remote_data": {"/opportunities/:id/applications": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "job_id": ACCOUNT.id("job", POSTING),
        "current_stage_id": ACCOUNT.id("application_stage", SCREEN),
        "stage": {"id": ACCOUNT.id("application_stage", SCREEN), "name": "Phone screen"},
        "outcome": "PENDING",
        "archived_at": None,
        "hired_at": None,
        "rejected_at": None,
        "rejection_reason_id": None,
        "rejection_reason_name": None,
        "archive_reason_remote_id": None,
        "archive_reason_name": None,
        "remote_archive_reason_type": None,
        "offer_id": None,
        "screening_question_answers": [],
        "remote_url": f"https://hire.lever.co/candidates/{OPPORTUNITY}",
        "remote_type": "posting",
        "referrer_id": None,
        "created_by_id": None,
        "referral_id": None,
        "posting_owner_id": ACCOUNT.id("user", RECRUITER),
        "hiring_manager_id": ACCOUNT.id("user", MANAGER),
        "requisition_id": None,
        "requisition_code": None,
        "comments": None,
        "custom_fields": {},
        "integration_fields": row["integration_fields"],
    }
    fields = {field["key"]: field["value"] for field in row["integration_fields"] or []}
    assert fields == {
        "name": "Ana María de la Cruz",
        "phone": {"type": None, "value": "+34 600 555 017"},
        "email": "ana@example.org",
        "links": [],
        "requisitionForHire": None,
    }


def test_given_a_lead_then_there_is_no_application() -> None:
    assert list(rows_of(applications, opportunity(applications=[]))) == []


def test_given_an_application_that_is_not_expanded_then_its_ids_and_its_state_are_known() -> None:
    row = only(rows_of(applications, opportunity(applications=[APPLICATION])))
    assert row["id"] == ACCOUNT.id("application", APPLICATION)
    assert row["candidate_id"] == ACCOUNT.id("candidate", OPPORTUNITY)
    assert row["outcome"] == "PENDING"
    assert row["job_id"] is None


def test_given_the_same_application_twice_then_there_is_one_row() -> None:
    assert len(list(rows_of(applications, opportunity(applications=[application(), application()])))) == 1


def test_given_a_hire_then_nothing_says_rejected() -> None:
    row = only(rows_of(applications, opportunity(archived={"reason": HIRED, "archivedAt": MAY_3})))
    assert archived(row) == {
        "outcome": "HIRED",
        "archived_at": "2025-05-03T00:00:00.000Z",
        "hired_at": "2025-05-03T00:00:00.000Z",
        "rejected_at": None,
        "rejection_reason_id": None,
        "rejection_reason_name": None,
        "archive_reason_remote_id": HIRED,
        "remote_archive_reason_type": "hired",
    }


def test_given_a_refusal_then_nothing_says_hired() -> None:
    row = only(rows_of(applications, opportunity(archived={"reason": WITHDREW, "archivedAt": MAY_3})))
    assert archived(row) == {
        "outcome": "DECLINED",
        "archived_at": "2025-05-03T00:00:00.000Z",
        "hired_at": None,
        "rejected_at": "2025-05-03T00:00:00.000Z",
        "rejection_reason_id": ACCOUNT.id("rejection_reason", WITHDREW),
        "rejection_reason_name": "Withdrew",
        "archive_reason_remote_id": WITHDREW,
        "remote_archive_reason_type": "non-hired",
    }


def test_given_the_reasons_may_not_be_read_then_the_outcome_is_unknown_and_ids_stay() -> None:
    blind = Account(synced_at=SYNC_START)
    row = only(rows_of(applications, opportunity(archived={"reason": HIRED, "archivedAt": MAY_3}), blind))
    assert archived(row) == {
        "outcome": None,
        "archived_at": "2025-05-03T00:00:00.000Z",
        "hired_at": None,
        "rejected_at": None,
        "rejection_reason_id": blind.id("rejection_reason", HIRED),
        "rejection_reason_name": None,
        "archive_reason_remote_id": HIRED,
        "remote_archive_reason_type": None,
    }


def test_given_the_reasons_may_not_be_read_then_what_is_not_archived_is_pending() -> None:
    assert only(rows_of(applications, opportunity(), Account(synced_at=SYNC_START)))["outcome"] == "PENDING"


def test_given_a_reason_without_a_type_then_it_is_no_hire() -> None:
    account = Account(synced_at=SYNC_START, archive_reasons={"r": {"id": "r", "text": "Gone", "type": None}})
    row = only(rows_of(applications, opportunity(archived={"reason": "r", "archivedAt": MAY_3}), account))
    assert (row["outcome"], row["rejection_reason_name"]) == ("DECLINED", "Gone")


def test_given_no_reason_at_all_then_it_is_no_hire() -> None:
    row = only(rows_of(applications, opportunity(archived={"reason": None, "archivedAt": MAY_3})))
    assert (row["outcome"], row["rejected_at"]) == ("DECLINED", "2025-05-03T00:00:00.000Z")


@pytest.mark.parametrize(
    ("own", "parents", "outcome", "archived_at"),
    [
        ({"reason": HIRED, "archivedAt": MAY_2}, None, "HIRED", "2025-05-02T00:00:00.000Z"),
        (None, {"reason": HIRED, "archivedAt": MAY_2}, "HIRED", "2025-05-02T00:00:00.000Z"),
        (
            {"reason": WITHDREW, "archivedAt": MAY_2},
            {"reason": HIRED, "archivedAt": MAY_3},
            "HIRED",
            "2025-05-03T00:00:00.000Z",
        ),
        (
            {"reason": WITHDREW, "archivedAt": MAY_4},
            {"reason": HIRED, "archivedAt": MAY_3},
            "DECLINED",
            "2025-05-04T00:00:00.000Z",
        ),
        ({"reason": WITHDREW}, {"reason": HIRED, "archivedAt": MAY_3}, "HIRED", "2025-05-03T00:00:00.000Z"),
        ({"reason": HIRED, "archivedAt": MAY_3}, {"reason": WITHDREW}, "HIRED", "2025-05-03T00:00:00.000Z"),
    ],
)
def test_of_two_archives_the_later_counts(own: Any, parents: Any, outcome: str, archived_at: str) -> None:
    row = only(rows_of(applications, opportunity(archived=parents, applications=[application(archived=own)])))
    assert (row["outcome"], row["archived_at"]) == (outcome, archived_at)


def test_given_a_stage_nobody_lists_then_its_name_is_null_and_its_id_stays() -> None:
    row = only(rows_of(applications, opportunity(stage="gone")))
    assert row["stage"] == {"id": ACCOUNT.id("application_stage", "gone"), "name": None}
    assert row["current_stage_id"] == ACCOUNT.id("application_stage", "gone")


def test_given_an_expanded_stage_then_it_brings_its_name() -> None:
    row = only(rows_of(applications, opportunity(stage={"id": "s", "text": "Onsite"})))
    assert row["stage"] == {"id": ACCOUNT.id("application_stage", "s"), "name": "Onsite"}


def test_given_no_stage_then_stage_is_null() -> None:
    row = only(rows_of(applications, opportunity(stage=None)))
    assert (row["stage"], row["current_stage_id"]) == (None, None)


def test_given_the_newest_offer_then_it_is_linked() -> None:
    row = Applications.complete(only(rows_of(applications, opportunity())), [offer(id="offer-9")], ACCOUNT)
    assert row == {**only(rows_of(applications, opportunity())), "offer_id": ACCOUNT.id("offer", "offer-9")}


def test_the_newest_offer_is_the_one_created_last() -> None:
    row = only(rows_of(applications, opportunity()))

    def linked(*offers: dict[str, Any]) -> Any:
        return dict(Applications.complete(row, offers, ACCOUNT))["offer_id"]

    assert linked(offer(id="a", createdAt=MAY_2), offer(id="b", createdAt=MAY_1)) == ACCOUNT.id("offer", "a")
    assert linked(offer(id="a", createdAt=MAY_2), offer(id="b", createdAt=MAY_2)) == ACCOUNT.id("offer", "b")
    assert linked(offer(id="a", createdAt=None), offer(id=None, createdAt=MAY_2)) == ACCOUNT.id("offer", "a")
    assert linked() is None


def test_it_changes_with_the_opportunity() -> None:
    row = only(rows_of(applications, opportunity(lastInteractionAt=MAY_4)))
    assert row["changed_at"] == "2025-05-04T00:00:00.000Z"
    assert row["remote_updated_at"] == "2025-05-02T00:00:00.000Z"


def test_without_a_usable_opportunity_id_there_is_no_row() -> None:
    assert list(rows_of(applications, opportunity(id=None))) == []


@pytest.mark.parametrize(
    ("kind", "referrer", "creator"),
    [
        ("posting", None, None),
        ("referral", ACCOUNT.id("user", RECRUITER), None),
        ("user", None, ACCOUNT.id("user", RECRUITER)),
    ],
)
def test_given_a_user_on_the_application_then_its_type_says_what_the_user_did(
    kind: str, referrer: str | None, creator: str | None
) -> None:
    row = only(rows_of(applications, opportunity(applications=[application(type=kind, user=RECRUITER)])))
    assert (row["referrer_id"], row["created_by_id"]) == (referrer, creator)


def test_given_a_referral_form_among_the_questions_then_the_referral_is_known() -> None:
    forms = [{"id": "form-1", "type": "posting", "fields": []}, {"id": "referral-1", "type": "referral", "fields": []}]
    row = only(rows_of(applications, opportunity(applications=[application(customQuestions=forms)])))
    assert row["referral_id"] == ACCOUNT.id("referral", "referral-1")


def test_given_a_hire_against_a_requisition_then_it_is_named_and_the_rest_is_passed_on() -> None:
    requisition = {"id": "requisition-1", "requisitionCode": "OPS-7", "hiringManagerOnHire": MANAGER}
    row = only(rows_of(applications, opportunity(applications=[application(requisitionForHire=requisition)])))
    assert (row["requisition_id"], row["requisition_code"]) == (ACCOUNT.id("requisition", "requisition-1"), "OPS-7")
    fields = {field["key"]: field["value"] for field in row["integration_fields"] or []}
    assert fields["requisitionForHire"] == requisition


@pytest.mark.parametrize(("reason", "name"), [(HIRED, "Hired"), (WITHDREW, "Withdrew"), ("removed since", None)])
def test_given_an_archived_application_then_the_reason_has_its_name_of_a_hire_as_well(
    reason: str, name: str | None
) -> None:
    lever = opportunity(applications=[application(archived={"reason": reason, "archivedAt": MAY_3})])
    assert only(rows_of(applications, lever))["archive_reason_name"] == name
