from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.scorecards import OfFeedback, Scorecards
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import FormAnswer, form_answers
from source_lever_unified.unified.candidate_child import CandidateDetail, candidate_refs, child_changed_at, is_deleted
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, reference, text


class ScorecardAnswer(CandidateDetail, FormAnswer):
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
        form = mapping(form)
        lever_id = text(form.get("id"))
        if lever_id is None or not ref.id:
            return
        for keyed in form_answers(form):
            row_id = account.id("scorecard_answer", lever_id, *keyed.key)
            if is_deleted(form):
                yield ScorecardAnswers.bury(row_id, form.get("deletedAt"), account)
                continue
            answered: ScorecardAnswer = {
                "id": row_id,
                "changed_at": child_changed_at(form, ref, account),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                **candidate_refs(ref, account),
                **keyed.answer,
                "scorecard_id": account.id("scorecard", lever_id),
                "author_id": account.id_of("user", reference(form.get("user"))),
            }
            yield answered
