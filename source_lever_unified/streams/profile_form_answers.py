from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.profile_forms import OfProfileForms, ProfileForms
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import FormAnswer, form_answers
from source_lever_unified.unified.candidate_child import CandidateDetail, candidate_refs, child_changed_at, is_deleted
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, text


class ProfileFormAnswer(CandidateDetail, FormAnswer):
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
        form = mapping(form)
        lever_id = text(form.get("id"))
        if lever_id is None or not ref.id:
            return
        for keyed in form_answers(form):
            row_id = account.id("profile_form_answer", lever_id, *keyed.key)
            if is_deleted(form):
                yield ProfileFormAnswers.bury(row_id, form.get("deletedAt"), account)
                continue
            answered: ProfileFormAnswer = {
                "id": row_id,
                "changed_at": child_changed_at(form, ref, account),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                **candidate_refs(ref, account),
                **keyed.answer,
                "profile_form_id": account.id("profile_form", lever_id),
            }
            yield answered
