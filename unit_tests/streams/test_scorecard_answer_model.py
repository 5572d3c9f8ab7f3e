from __future__ import annotations

from typing import Any, cast

from source_lever_unified.streams.scorecard_answers import ScorecardAnswer, ScorecardAnswers
from source_lever_unified.streams.scorecards import Scorecards
from unit_tests.lever_objects import ACCOUNT, MANAGER, MAY_3, OPPORTUNITY, OPPORTUNITY_REF, feedback, only


def answers(**changes: Any) -> list[ScorecardAnswer]:
    rows = ScorecardAnswers.rows(feedback(**changes), OPPORTUNITY_REF, ACCOUNT)
    return [cast(ScorecardAnswer, row) for row in rows]


def test_a_row_ties_an_answer_to_its_form_and_its_author() -> None:
    form = feedback()
    rating, craft, calm, thoughts = answers()
    assert rating["id"] == ACCOUNT.id("scorecard_answer", form["id"], "question-score-system")
    assert craft["id"] == ACCOUNT.id("scorecard_answer", form["id"], "question-scorecard", "0")
    for row in (rating, craft, calm, thoughts):
        assert row["scorecard_id"] == ACCOUNT.id("scorecard", form["id"])
        assert row["author_id"] == ACCOUNT.id("user", MANAGER)
        assert row["candidate_id"] == ACCOUNT.id("candidate", OPPORTUNITY)
    assert (rating["score"], craft["score"], calm["score"], thoughts["answer_text"]) == (
        3,
        4,
        None,
        "Knows her signals.",
    )


def test_it_changes_with_its_form() -> None:
    form = only(Scorecards.rows(feedback(), OPPORTUNITY_REF, ACCOUNT))
    assert {row["changed_at"] for row in answers()} == {form["changed_at"]}


def test_given_a_pending_form_then_what_it_holds_already_comes() -> None:
    assert answers(completedAt=None)[0]["score"] == 3


def test_given_a_deleted_form_then_its_answers_are_tombstones_of_the_same_ids_without_content() -> None:
    buried = answers(deletedAt=MAY_3)
    assert [row["id"] for row in buried] == [row["id"] for row in answers()]
    for row in buried:
        filled = {key: value for key, value in row.items() if value is not None}
        assert filled == {
            "id": row["id"],
            "changed_at": "2025-05-03T00:00:00.000Z",
            "remote_deleted_at": "2025-05-03T00:00:00.000Z",
        }


def test_without_usable_ids_there_are_no_rows() -> None:
    assert answers(id=None) == []
