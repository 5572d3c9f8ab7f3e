from __future__ import annotations

from typing import Any, cast

from source_lever_unified.streams.profile_form_answers import ProfileFormAnswer, ProfileFormAnswers
from source_lever_unified.streams.profile_forms import ProfileForms
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MAY_4,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    SCREEN,
    only,
    profile_form,
)


def answers(**changes: Any) -> list[ProfileFormAnswer]:
    rows = ProfileFormAnswers.rows(profile_form(**changes), OPPORTUNITY_REF, ACCOUNT)
    return [cast(ProfileFormAnswer, row) for row in rows]


def test_a_form() -> None:
    lever = profile_form()
    assert only(ProfileForms.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("profile_form", lever["id"]),
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/forms": lever},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "title": "Offer information",
        "instructions": None,
        "author_id": ACCOUNT.id("user", RECRUITER),
        "template_remote_id": "offer-information",
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "submitted_at": "2025-05-03T00:00:00.000Z",
    }


def test_given_times_as_texts_then_they_are_times() -> None:
    row = cast(dict[str, Any], only(ProfileForms.rows(profile_form(createdAt=str(MAY_4)), OPPORTUNITY_REF, ACCOUNT)))
    assert row["remote_created_at"] == row["changed_at"] == "2025-05-04T00:00:00.000Z"


def test_an_answer_hangs_on_its_form() -> None:
    salary, visa, start, shifts = answers()
    assert salary["id"] == ACCOUNT.id("profile_form_answer", profile_form()["id"], "question-currency")
    assert {row["profile_form_id"] for row in answers()} == {ACCOUNT.id("profile_form", profile_form()["id"])}
    assert (salary["answer_number"], salary["currency"], visa["answer_boolean"]) == (48000, "EUR", False)
    assert (start["answer_at"], shifts["answer_choices"]) == ("2025-05-04T00:00:00.000Z", ["Early"])


def test_given_a_deleted_form_then_it_and_its_answers_are_tombstones_without_content() -> None:
    form = only(ProfileForms.rows(profile_form(deletedAt=MAY_4), OPPORTUNITY_REF, ACCOUNT))
    buried = answers(deletedAt=MAY_4)
    assert [row["id"] for row in buried] == [row["id"] for row in answers()]
    for row in (form, *buried):
        assert row["changed_at"] == row["remote_deleted_at"] == "2025-05-04T00:00:00.000Z"
        filled = {key for key, value in row.items() if value is not None}
        assert filled <= {"id", "remote_id", "changed_at", "remote_deleted_at"}


def test_without_a_usable_id_there_are_no_rows() -> None:
    assert list(ProfileForms.rows(profile_form(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
    assert answers(id=None) == []
