from __future__ import annotations

from typing import Any, cast

from source_lever_unified.streams.referrals import Referral, Referrals
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MANAGER,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    SCREEN,
    only,
    question,
    referral,
)


def unified(**changes: Any) -> Referral:
    return cast(Referral, only(Referrals.rows(referral(**changes), OPPORTUNITY_REF, ACCOUNT)))


def test_a_referral() -> None:
    lever = referral()
    row = unified()
    answers = row["answers"] or []
    assert [answer["answer_text"] for answer in answers] == ["Tom Weiss", "Former colleague", "Calm under pressure."]
    assert {**row, "answers": None} == {
        "id": ACCOUNT.id("referral", lever["id"]),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/referrals": lever},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "title": "Referral",
        "instructions": None,
        "referrer_id": ACCOUNT.id("user", MANAGER),
        "referrer_name": "Tom Weiss",
        "relationship": "Former colleague",
        "comment": "Calm under pressure.",
        "creator_id": ACCOUNT.id("user", RECRUITER),
        "template_remote_id": "referral-default",
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "submitted_at": "2025-05-02T00:00:00.000Z",
        "answers": None,
    }


def test_given_a_form_worded_otherwise_then_nothing_is_guessed() -> None:
    row = unified(fields=[question("text", text="Shoe size", value="44")])
    assert (row["referrer_name"], row["relationship"], row["comment"]) == (None, None, None)


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(Referrals.rows(referral(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
