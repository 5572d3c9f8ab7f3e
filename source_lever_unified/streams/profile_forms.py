from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import (
    CandidateChild,
    child_rows,
)
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import reference, text, timestamp


class ProfileForm(CandidateChild):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the form was created.")]
    title: Annotated[str | None, Field(description="Title of the form.")]
    instructions: Annotated[str | None, Field(description="What its author was asked to do.")]
    author_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who filled it in.")]
    template_remote_id: Annotated[
        str | None, Field(description="Lever's id of the template it was made from, the same for all such forms.")
    ]
    stage_id: Annotated[
        str | None, Ref("application_stages"), Field(description="Unified id of the candidate's stage at that time.")
    ]
    submitted_at: Annotated[Timestamp | None, Field(description="When the form was handed in.")]


class OfProfileForms(OpportunityChild):
    """Rows made from each profile form of an opportunity.

    Lever is not known to touch the opportunity when a form is added, edited or deleted, and nothing tells which may
    change: they come with their opportunity only.
    """

    endpoint = Endpoint(
        "/opportunities/:id/forms",
        "Profile forms",
        "forms:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-profile-forms",
        loose=True,
    )
    left_out = Omission(skip_unlikely=lambda of: of.still)


class ProfileForms(OfProfileForms):
    """A form that the account's own people filled in about a candidate: what comes nearest to custom fields.

    A form that Lever lists as deleted becomes a tombstone dated by its deletion.
    """

    model = "profile_form"
    row = ProfileForm
    known_by = "Lever's id of the profile form"
    personal_data = PersonalData(About.IDS, "who filled in which form about whom")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(form: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return child_rows(ProfileForms, form, ref, account, _profile_form)


def _profile_form(shared: CandidateChild, form: LeverObject, account: Account) -> ProfileForm:
    return {
        **shared,
        "remote_created_at": timestamp(form.get("createdAt")),
        "title": text(form.get("text")),
        "instructions": text(form.get("instructions")),
        "author_id": account.id_of("user", reference(form.get("user"))),
        "template_remote_id": text(form.get("baseTemplateId")),
        "stage_id": account.id_of("application_stage", reference(form.get("stage"))),
        "submitted_at": timestamp(form.get("completedAt")),
    }
