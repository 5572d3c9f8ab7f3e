from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import FormAnswer, form_answers
from source_lever_unified.unified.candidate_child import (
    CandidateChild,
    child_rows,
)
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import reference, text, timestamp, word

_NAME_OF_REFERRER = re.compile(r"\bname of (the |your )?referr?er\b|\breferr?er(['’]?s)? name\b", re.IGNORECASE)
_RELATIONSHIP = re.compile(r"\brelation(ship)?\b", re.IGNORECASE)


class Referral(CandidateChild):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the form was created.")]
    title: Annotated[str | None, Field(description="Title of the form.")]
    instructions: Annotated[str | None, Field(description="What the referrer was asked to do.")]
    referrer_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the user who referred the candidate; null when somebody else filed it."),
    ]
    referrer_name: Annotated[
        str | None,
        Field(description="Derived: the answer to a question labelled name of referrer, or alike; null without one."),
    ]
    relationship: Annotated[
        str | None, Field(description="Derived: the answer to a question labelled relationship; null without one.")
    ]
    comment: Annotated[str | None, Field(description="Derived: the answer to the form's first long text.")]
    creator_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who filed the form.")]
    template_remote_id: Annotated[str | None, Field(description="Lever's id of the template it was made from.")]
    stage_id: Annotated[
        str | None, Ref("application_stages"), Field(description="Unified id of the candidate's stage at that time.")
    ]
    submitted_at: Annotated[Timestamp | None, Field(description="When the form was handed in.")]
    answers: Annotated[
        list[FormAnswer] | None, Field(description="All fields of the form in its order, unanswered ones included.")
    ]


class Referrals(OpportunityChild):
    """What somebody wrote when they referred a candidate. `applications.referrer_id` costs nothing and may do instead.

    Accounts word their own forms, so the name, the relationship and the comment are guessed from labels and types;
    `answers` has everything. Lever is not known to touch the opportunity when a referral is added later.
    """

    model = "referral"
    row = Referral
    known_by = "Lever's id of the referral"
    personal_data = PersonalData(About.PERSONAL, "names of referrers, and what they wrote about candidates")
    endpoint = Endpoint(
        "/opportunities/:id/referrals",
        "Referrals",
        "referrals:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-referrals",
    )
    left_out = Omission(skip_unlikely=lambda of: of.unreferred)
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(form: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return child_rows(Referrals, form, ref, account, _referral)


def _referral(shared: CandidateChild, form: LeverObject, account: Account) -> Referral:
    answers = [keyed.answer for keyed in form_answers(form)]
    return {
        **shared,
        "remote_created_at": timestamp(form.get("createdAt")),
        "title": text(form.get("text")),
        "instructions": text(form.get("instructions")),
        "referrer_id": account.id_of("user", reference(form.get("referrer"))),
        "referrer_name": _answer_to(answers, lambda one: _is_labelled(one, _NAME_OF_REFERRER)),
        "relationship": _answer_to(answers, lambda one: _is_labelled(one, _RELATIONSHIP)),
        "comment": _answer_to(answers, lambda one: word(one["remote_type"]) == "textarea"),
        "creator_id": account.id_of("user", reference(form.get("user"))),
        "template_remote_id": text(form.get("baseTemplateId")),
        "stage_id": account.id_of("application_stage", reference(form.get("stage"))),
        "submitted_at": timestamp(form.get("completedAt")),
        "answers": answers,
    }


def _is_labelled(answer: FormAnswer, label: re.Pattern[str]) -> bool:
    return label.search(answer["title"] or "") is not None


def _answer_to(answers: list[FormAnswer], is_meant: Callable[[FormAnswer], bool]) -> str | None:
    return next((answer["answer_text"] for answer in answers if is_meant(answer)), None)
