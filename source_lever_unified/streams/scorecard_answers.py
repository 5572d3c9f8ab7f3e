from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.scorecards import OfFeedback, Scorecards
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import AnswerRow, answer_rows
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import reference, text


class ScorecardAnswer(AnswerRow):
    scorecard_id: Annotated[
        str | None, Ref("scorecards", always=True), Field(description="Unified id of the feedback form.")
    ]
    author_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who filled the form in, or has to.")
    ]


class ScorecardAnswers(OfFeedback):
    """A field of a feedback form with its answer, unanswered ones included; of a scorecard field one skill.

    Answers of deleted forms become tombstones with them. Nothing is asked besides `scorecards`: both are made from the
    same pages.
    """

    model = "scorecard_answer"
    row = ScorecardAnswer
    known_by = "feedback form id, field id (else `#` and its position), position of the skill if it is one"
    personal_data = PersonalData(About.SENSITIVE, "ratings of candidates, with the words to them")
    hangs_on = HangsOn("scorecards", "scorecard_id")
    owner = Scorecards

    @staticmethod
    def rows(form: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return answer_rows(ScorecardAnswers, form, ref, account, _scorecard_answer)


def _scorecard_answer(answer: AnswerRow, form: LeverObject, account: Account) -> ScorecardAnswer:
    return {
        **answer,
        "scorecard_id": account.id_of("scorecard", text(form.get("id"))),
        "author_id": account.id_of("user", reference(form.get("user"))),
    }
