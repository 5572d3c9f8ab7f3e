from __future__ import annotations

from typing import Any, cast

import pytest

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.scorecards import Scorecard, Scorecards
from source_lever_unified.unified.opportunity import OpportunityRef
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MANAGER,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    SYNC_START,
    TEMPLATE,
    feedback,
    only,
    question,
)


def scorecard(**changes: Any) -> Scorecard:
    return cast(Scorecard, only(Scorecards.rows(feedback(**changes), OPPORTUNITY_REF, ACCOUNT)))


def rated(value: Any, *options: str, **changes: Any) -> Scorecard:
    field = question("score-system", value=value, options=[{"text": option} for option in options])
    return scorecard(fields=[field], **changes)


def test_a_form_that_was_handed_in() -> None:
    lever = feedback()
    assert only(Scorecards.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("scorecard", lever["id"]),
        "changed_at": "2025-05-04T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/feedback": lever},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "remote_updated_at": "2025-05-04T00:00:00.000Z",
        "title": "On-site feedback",
        "instructions": "Write what you saw.",
        "status": "SUBMITTED",
        "type": "INTERVIEW",
        "remote_type": "interview",
        "interview_id": ACCOUNT.id("interview", lever["interview"]),
        "panel_id": ACCOUNT.id("interview_panel", lever["panel"]),
        "author_id": ACCOUNT.id("user", MANAGER),
        "template_id": ACCOUNT.id("scorecard_template", TEMPLATE),
        "overall_recommendation": "YES",
        "remote_overall_rating": "3 - Hire",
        "overall_score": 3,
        "overall_score_max": 4,
        "submitted_at": "2025-05-03T00:00:00.000Z",
    }


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("4 - Strong Yes", (), ("STRONG_YES", 4)),
        ("1 - Strong No", (), ("DEFINITELY_NO", 1)),
        ("Gut", ("Top", "Gut", "Schwach", "Nein"), ("YES", 3)),
        ("Later", ("Now", "Later", "Never"), (None, None)),
        (None, ("4 - Strong Yes",), ("NO_DECISION", None)),
    ],
)
def test_given_a_rating_in_the_words_of_its_template(
    value: str | None, options: tuple[str, ...], expected: tuple[str | None, int | None]
) -> None:
    row = rated(value, *options)
    assert (row["overall_recommendation"], row["overall_score"]) == expected
    assert row["remote_overall_rating"] == value


def test_given_several_ratings_then_the_first_counts() -> None:
    fields = [question("text"), *(question("score-system", id=text, value=text) for text in ("2 - No", "4 - Yes"))]
    assert scorecard(fields=fields)["overall_recommendation"] == "NO"


def test_given_a_pending_form_then_it_has_no_recommendation_though_it_may_hold_a_rating() -> None:
    row = rated("3 - Hire", completedAt=None)
    assert (row["status"], row["submitted_at"], row["overall_recommendation"]) == ("PENDING", None, None)
    assert (row["remote_overall_rating"], row["overall_score"]) == ("3 - Hire", 3)


@pytest.mark.parametrize(
    ("word", "kind"), [("assigment", "ASSIGNMENT"), ("share", "SHARE"), ("reference", "reference"), (None, None)]
)
def test_given_lever_s_word_for_the_type(word: str | None, kind: str | None) -> None:
    row = scorecard(type=word)
    assert (row["type"], row["remote_type"]) == (kind, word)


def test_given_no_template_then_there_is_no_id_of_one() -> None:
    assert scorecard(baseTemplateId="no-feedback")["template_id"] is None


def test_given_a_deleted_form_then_it_is_a_tombstone_of_that_time_without_content() -> None:
    row = cast(dict[str, Any], scorecard(deletedAt=MAY_3))
    assert {key: value for key, value in row.items() if value is not None} == {
        "id": ACCOUNT.id("scorecard", feedback()["id"]),
        "remote_id": feedback()["id"],
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": "2025-05-03T00:00:00.000Z",
    }


def test_given_an_opportunity_that_changed_later_then_the_form_is_as_new_as_it() -> None:
    late = OpportunityRef(OPPORTUNITY, None, None, SYNC_START)
    row = only(Scorecards.rows(feedback(), late, ACCOUNT))
    assert row["changed_at"] == "2025-07-01T00:00:00.000Z"


def test_without_usable_ids_there_are_no_rows() -> None:
    assert list(Scorecards.rows(feedback(id=None), OPPORTUNITY_REF, ACCOUNT)) == []
    assert list(Scorecards.rows(feedback(), OpportunityRef("", None, None, None), ACCOUNT)) == []


def may_change(**changes: Any) -> bool:
    old = {"createdAt": MAY_1, "completedAt": MAY_1, "updatedAt": None}
    return Scorecards.may_change([feedback(**{**old, **changes})], OPPORTUNITY_REF, ACCOUNT)


def test_given_a_pending_form_then_it_may_change_however_old_it_is() -> None:
    assert may_change(completedAt=None)


def test_given_a_form_that_was_handed_in_then_it_may_change_for_seven_days() -> None:
    assert may_change(updatedAt=SYNC_START - 6 * DAY_MS)
    assert not may_change(completedAt=SYNC_START - 7 * DAY_MS)


def test_given_a_deleted_pending_form_then_nobody_waits_for_it() -> None:
    assert not may_change(completedAt=None, createdAt=MAY_2, deletedAt=MAY_4)
