from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.profile_forms import OfProfileForms, ProfileForms
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import AnswerRow, answer_rows
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import text


class ProfileFormAnswer(AnswerRow):
    profile_form_id: Annotated[
        str | None, Ref("profile_forms", always=True), Field(description="Unified id of the profile form.")
    ]


class ProfileFormAnswers(OfProfileForms):
    """A field of a profile form with its answer, unanswered ones included.

    Answers of deleted forms become tombstones with them. Nothing is asked besides `profile_forms`: both are made from
    the same pages.
    """

    model = "profile_form_answer"
    row = ProfileFormAnswer
    known_by = "profile form id, field id (else `#` and its position)"
    personal_data = PersonalData(About.SENSITIVE, "whatever the account asks about candidates")
    hangs_on = HangsOn("profile_forms", "profile_form_id")
    owner = ProfileForms

    @staticmethod
    def rows(form: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return answer_rows(ProfileFormAnswers, form, ref, account, _profile_form_answer)


def _profile_form_answer(answer: AnswerRow, form: LeverObject, account: Account) -> ProfileFormAnswer:
    return {
        **answer,
        "profile_form_id": account.id_of("profile_form", text(form.get("id"))),
    }
