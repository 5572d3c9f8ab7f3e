from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import option_texts
from source_lever_unified.unified.candidate_child import (
    FORM_TIMES,
    CandidateChild,
    child_rows,
    is_deleted,
)
from source_lever_unified.unified.interview import feedback_template_id
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.rating import Recommendation, recommendation, score
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import mapping, newest, objects, reference, text, timestamp, word

_SETTLED_AFTER_MS = 7 * DAY_MS

_TYPES: Mapping[str | None, str] = {
    "interview": "INTERVIEW",
    "assignment": "ASSIGNMENT",
    # Lever's own spelling, in its documentation.
    "assigment": "ASSIGNMENT",
    "share": "SHARE",
}


class Scorecard(CandidateChild):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the form was created.")]
    remote_updated_at: Annotated[
        Timestamp | None, Field(description="When the form was last edited; null on old forms.")
    ]
    title: Annotated[str | None, Field(description="Title of the form.")]
    instructions: Annotated[str | None, Field(description="What its author was asked to do.")]
    status: Annotated[
        Literal["PENDING", "SUBMITTED"] | None,
        Field(description="Derived: SUBMITTED once it has submitted_at. A PENDING form may hold answers already."),
    ]
    type: Annotated[
        str | None,
        Field(
            description="INTERVIEW, ASSIGNMENT (of a work sample) or SHARE (of a profile that was shared); Lever's own "
            "word when it is none of these."
        ),
    ]
    remote_type: Annotated[str | None, Field(description="Lever's word behind type: interview, assignment, share.")]
    interview_id: Annotated[
        str | None,
        Ref("interviews"),
        Field(description="Unified id of the interview; null for a form that was added by hand."),
    ]
    panel_id: Annotated[
        str | None,
        Ref("interview_panels"),
        Field(description="Unified id of the interview's panel; null for a form that was added by hand."),
    ]
    author_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who filled it in, or has to.")
    ]
    template_id: Annotated[
        str | None, Ref("scorecard_templates"), Field(description="Unified id of the template it was made from.")
    ]
    overall_recommendation: Annotated[
        Recommendation | None,
        Field(
            description="Derived from the form's first rating: STRONG_YES, YES, NO or DEFINITELY_NO by the digit its "
            "text begins with (4 to 1), without one by its place among four options. NO_DECISION when submitted "
            "without a rating; null while PENDING and for ratings on another scale."
        ),
    ]
    remote_overall_rating: Annotated[
        str | None, Field(description="Lever's text behind overall_recommendation, such as 3 - Hire.")
    ]
    overall_score: Annotated[
        int | None, Field(description="The same as a number, from 4 (best) to 1; a PENDING form may have one.")
    ]
    overall_score_max: Annotated[int | None, Field(description="Derived: how many options the rating has.")]
    submitted_at: Annotated[Timestamp | None, Field(description="When its author handed it in; null while PENDING.")]


class OfFeedback(OpportunityChild):
    """Rows made from each feedback form of an opportunity.

    Lever does not touch the opportunity when a form is completed, edited or deleted, so opportunities are read again
    once a day while a form is pending, and until nothing happened to any for seven days; at most 90 days after the
    last change.
    """

    endpoint = Endpoint(
        "/opportunities/:id/feedback",
        "Feedback",
        "feedback:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-feedback",
    )
    left_out = Omission(lambda of: of.untouched, lambda of: of.uneventful)
    reread_every_ms = DAY_MS

    @staticmethod
    def may_change(forms: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        return any(_may_change(mapping(form), account.synced_at) for form in forms)


class Scorecards(OfFeedback):
    """What somebody thought of a candidate: a feedback form, handed in or still pending.

    Lever goes on listing deleted forms. They come as tombstones dated by their deletion, with nothing of what was
    written.
    """

    model = "scorecard"
    row = Scorecard
    known_by = "Lever's id of the feedback form"
    personal_data = PersonalData(About.SENSITIVE, "ratings of candidates")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(form: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return child_rows(Scorecards, form, ref, account, _scorecard)


def _scorecard(shared: CandidateChild, form: LeverObject, account: Account) -> Scorecard:
    kind = text(form.get("type"))
    rating = next((field for field in objects(form.get("fields")) if word(field.get("type")) == "score-system"), {})
    label, options = text(rating.get("value")), option_texts(rating)
    overall_score = score(label, options)
    submitted_at = timestamp(form.get("completedAt"))
    return {
        **shared,
        "remote_created_at": timestamp(form.get("createdAt")),
        "remote_updated_at": timestamp(form.get("updatedAt")),
        "title": text(form.get("text")),
        "instructions": text(form.get("instructions")),
        "status": "PENDING" if submitted_at is None else "SUBMITTED",
        "type": _TYPES.get(word(kind), kind),
        "remote_type": kind,
        "interview_id": account.id_of("interview", reference(form.get("interview"))),
        "panel_id": account.id_of("interview_panel", reference(form.get("panel"))),
        "author_id": account.id_of("user", reference(form.get("user"))),
        "template_id": feedback_template_id(form.get("baseTemplateId"), account),
        "overall_recommendation": _recommendation(submitted_at, label, overall_score),
        "remote_overall_rating": label,
        "overall_score": overall_score,
        "overall_score_max": len(options) or None,
        "submitted_at": submitted_at,
    }


def _recommendation(submitted_at: str | None, label: str | None, overall_score: int | None) -> Recommendation | None:
    if submitted_at is None:
        return None
    return "NO_DECISION" if label is None else recommendation(overall_score)


def _may_change(form: LeverObject, now_ms: int) -> bool:
    if not is_deleted(form) and timestamp(form.get("completedAt")) is None:
        return True
    last = newest(form.get(key) for key in (*FORM_TIMES, "deletedAt"))
    return last is not None and last + _SETTLED_AFTER_MS > now_ms
