from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.models import Account, applications
from source_lever_unified.models.application import Application
from unit_tests.models.lever_objects import (
    ACCOUNT,
    APPLICATION,
    HIRED,
    MANAGER,
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
    only,
    opportunity,
    rows_of,
)

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
        "remote_archive_reason_type": None,
        "offer_id": None,
        "screening_question_answers": [],
        "remote_url": f"https://hire.lever.co/candidates/{OPPORTUNITY}",
        "remote_type": "posting",
        "custom_fields": {},
        "integration_fields": row["integration_fields"],
    }
    fields = {field["key"]: field["value"] for field in row["integration_fields"] or []}
    assert fields == {
        "postingHiringManager": MANAGER,
        "postingOwner": RECRUITER,
        "name": "Ana María de la Cruz",
        "phone": {"type": None, "value": "+34 600 555 017"},
        "email": "ana@example.org",
        "links": [],
        "comments": None,
        "user": None,
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
    assert only(rows_of(applications, opportunity(), ACCOUNT, "offer-9"))["offer_id"] == ACCOUNT.id("offer", "offer-9")


def test_it_changes_with_the_opportunity() -> None:
    row = only(rows_of(applications, opportunity(lastInteractionAt=MAY_4)))
    assert row["changed_at"] == "2025-05-04T00:00:00.000Z"
    assert row["remote_updated_at"] == "2025-05-02T00:00:00.000Z"


def test_without_a_usable_opportunity_id_there_is_no_row() -> None:
    assert list(rows_of(applications, opportunity(id=None))) == []
