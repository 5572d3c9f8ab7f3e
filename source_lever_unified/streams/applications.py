from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import HangsOn, OpportunityStream
from source_lever_unified.streams.offers import Offers
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import ARCHIVE_REASONS, STAGES, Need
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.archive_reason import archive_reason, is_hire
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.opportunity import Opportunity, opportunity_url
from source_lever_unified.unified.row import NamedReference, Ref, RemoteRow, Row, Timestamp
from source_lever_unified.unified.screening_answer import (
    ScreeningQuestionAnswer,
    screening_question_answers,
)
from source_lever_unified.unified.values import mapping, milliseconds, objects, reference, text, timestamp, word

Outcome = Literal["PENDING", "HIRED", "DECLINED"]


class Application(RemoteRow):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the application was made.")]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(description="Derived: updatedAt of the opportunity. Lever's applications have no such time."),
    ]
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    job_id: Annotated[
        str | None, Ref("jobs"), Field(description="Unified id of the job. It may be a job this API key may not see.")
    ]
    current_stage_id: Annotated[
        str | None,
        Ref("application_stages"),
        Field(description="Unified id of the stage the candidate is in, or was in when archived."),
    ]
    stage: Annotated[
        NamedReference | None, Ref("application_stages"), Field(description="The current stage with its name.")
    ]
    outcome: Annotated[
        Outcome | None,
        Field(
            description="Derived from the archive reason: PENDING while not archived, HIRED for a reason of "
            "type hired, else DECLINED (rejected or withdrawn). Null when it is archived for a reason whose "
            "type the API key may not read."
        ),
    ]
    archived_at: Annotated[
        Timestamp | None,
        Field(
            description="When the application was archived, a hire included; when Lever holds one time on "
            "the application and another on the opportunity, the later."
        ),
    ]
    hired_at: Annotated[Timestamp | None, Field(description="Derived: archived_at of a hire, else null.")]
    rejected_at: Annotated[Timestamp | None, Field(description="Derived: archived_at when DECLINED, else null.")]
    rejection_reason_id: Annotated[
        str | None,
        Ref("rejection_reasons"),
        Field(
            description="Unified id of the rejection reason; null for a hire. Filled as well when outcome is unknown."
        ),
    ]
    rejection_reason_name: Annotated[
        str | None, Field(description="Text of the rejection reason as of the last read; null for a hire.")
    ]
    archive_reason_remote_id: Annotated[
        str | None, Field(description="Lever's id of the archive reason, of a hire as well.")
    ]
    archive_reason_name: Annotated[
        str | None, Field(description="Text of the archive reason as of the last read, of a hire as well.")
    ]
    remote_archive_reason_type: Annotated[
        str | None, Field(description="Lever's word behind outcome: hired or non-hired.")
    ]
    offer_id: Annotated[
        str | None,
        Ref("offers"),
        Field(
            description="Unified id of the newest offer as of the last read of this row, filled when offers "
            "are synced too; offers.application_id is the truth."
        ),
    ]
    screening_question_answers: Annotated[
        list[ScreeningQuestionAnswer] | None,
        Field(description="Questions of the posting's form with the candidate's answers, unanswered ones included."),
    ]
    remote_url: Annotated[
        str | None,
        Field(description="The candidate's page in the Lever application, where the application is shown."),
    ]
    remote_type: Annotated[
        str | None,
        Field(description="How the application came about: posting (job page), referral, or user (added by a user)."),
    ]
    referrer_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the user who referred the candidate, when remote_type is referral."),
    ]
    created_by_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the user who added the candidate to the job, when remote_type is user."),
    ]
    referral_id: Annotated[
        str | None,
        Ref("referrals"),
        Field(description="Unified id of the referral form that the application holds."),
    ]
    posting_owner_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the user who owned the posting when the application was made."),
    ]
    hiring_manager_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the posting's hiring manager when the application was made."),
    ]
    requisition_id: Annotated[
        str | None,
        Ref("requisitions"),
        Field(description="Unified id of the requisition that the hire filled; null unless hired against one."),
    ]
    requisition_code: Annotated[str | None, Field(description="Code of the requisition that the hire filled.")]
    comments: Annotated[str | None, Field(description="What the candidate wrote on the form besides the answers.")]
    custom_fields: Annotated[
        dict[str, Any] | None,
        Field(description="Always empty: Lever has no custom fields on an application."),
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None,
        Field(
            description="Lever's fields that no other field of this model or of the candidate carries, "
            "among them what was typed on the form."
        ),
    ]


_CARRIED = frozenset(
    {
        "archived",
        "candidateId",
        "comments",
        "company",
        "createdAt",
        "customQuestions",
        "id",
        "opportunityId",
        "posting",
        "postingHiringManager",
        "postingOwner",
        "type",
        "user",
    }
)


class Applications(OpportunityStream):
    """What ties a candidate to a job. A lead has none, any other candidate one.

    `stage.name` and `rejection_reason_name` are copies: a renamed stage or reason does not bring the application again.
    `offer_id` costs nothing: it is filled from the pages that the stream `offers` asks for.
    """

    model = "application"
    row = Application
    known_by = "Lever's application id"
    personal_data = PersonalData(About.PERSONAL, "answers and comments of applicants, what they typed on the form")
    deletions = Endpoint("/applications/deleted", "Applications", "applications:read:admin")
    hangs_on = HangsOn("candidates", "candidate_id")
    needs = (
        Need(STAGES, "`stage.name` of applications stays null."),
        Need(ARCHIVE_REASONS, "`outcome` and `rejection_reason_name` of archived applications stay null."),
    )
    completed_by = Offers.endpoint
    incomplete = "`offer_id` of applications stays null."

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[Application]:
        """Of an opportunity that Lever sent with its applications expanded."""
        stage = opportunity.lever.get("stage")
        for lever_id, application in opportunity.applications.items():
            archived = _archived(application, opportunity.lever)
            reason_id = reference(archived.get("reason"))
            reason = archive_reason(reason_id, account)
            outcome = _outcome(archived, reason_id, reason)
            archived_at = timestamp(archived.get("archivedAt"))
            hired = outcome == "HIRED"
            kind, user_id = word(application.get("type")), reference(application.get("user"))
            requisition = mapping(application.get("requisitionForHire"))
            yield {
                "id": account.id("application", lever_id),
                "changed_at": opportunity.changed_at,
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data({"/opportunities/:id/applications": application}),
                "remote_created_at": timestamp(application.get("createdAt")),
                "remote_updated_at": timestamp(opportunity.lever.get("updatedAt")),
                "candidate_id": opportunity.candidate_id,
                "job_id": account.id_of("job", reference(application.get("posting"))),
                "current_stage_id": account.id_of("application_stage", reference(stage)),
                "stage": _stage(stage, account),
                "outcome": outcome,
                "archived_at": archived_at,
                "hired_at": archived_at if hired else None,
                "rejected_at": archived_at if outcome == "DECLINED" else None,
                "rejection_reason_id": None if hired else account.id_of("rejection_reason", reason_id),
                "rejection_reason_name": None if hired else text(reason.get("text")),
                "archive_reason_remote_id": reason_id,
                "archive_reason_name": text(reason.get("text")),
                "remote_archive_reason_type": text(reason.get("type")),
                "offer_id": None,
                "screening_question_answers": list(screening_question_answers(application)),
                "remote_url": opportunity_url(opportunity, account),
                "remote_type": text(application.get("type")),
                "referrer_id": account.id_of("user", user_id) if kind == "referral" else None,
                "created_by_id": account.id_of("user", user_id) if kind == "user" else None,
                "referral_id": account.id_of("referral", _referral_id(application)),
                "posting_owner_id": account.id_of("user", reference(application.get("postingOwner"))),
                "hiring_manager_id": account.id_of("user", reference(application.get("postingHiringManager"))),
                "requisition_id": account.id_of("requisition", reference(requisition.get("id"))),
                "requisition_code": text(requisition.get("requisitionCode")),
                "comments": text(application.get("comments")),
                "custom_fields": {},
                "integration_fields": integration_fields(application, _CARRIED),
            }

    @staticmethod
    def complete(row: Row, offers: Sequence[LeverObject], account: Account) -> Row:
        return cast(Row, {**row, "offer_id": account.id_of("offer", _newest_offer_id(offers))})


def _archived(application: LeverObject, opportunity: LeverObject) -> LeverObject:
    """Lever archives the opportunity and its application, and after a second archiving the two differ."""
    own = mapping(application.get("archived"))
    parents = mapping(opportunity.get("archived"))
    if not own or not parents:
        return own or parents
    own_at, parents_at = milliseconds(own.get("archivedAt")), milliseconds(parents.get("archivedAt"))
    return parents if parents_at is not None and (own_at is None or parents_at > own_at) else own


def _referral_id(application: LeverObject) -> str | None:
    """Lever files the form of a referral, under its own id, with the answers of the application."""
    forms = objects(application.get("customQuestions"))
    ids = (text(form.get("id")) for form in forms if word(form.get("type")) == "referral")
    return next((lever_id for lever_id in ids if lever_id is not None), None)


def _outcome(archived: LeverObject, reason_id: str | None, reason: LeverObject) -> Outcome | None:
    if not archived:
        return "PENDING"
    if reason_id is not None and not reason:
        # Lever archives hires too: without the list of reasons nobody can tell.
        return None
    return "HIRED" if is_hire(reason) else "DECLINED"


def _stage(stage: Any, account: Account) -> NamedReference | None:
    lever_id = reference(stage)
    if lever_id is None:
        return None
    known = stage if isinstance(stage, dict) else mapping(account.stages.get(lever_id))
    return {"id": account.id("application_stage", lever_id), "name": text(known.get("text"))}


def _newest_offer_id(offers: Sequence[LeverObject]) -> str | None:
    """Lever's id of the offer that was created last; of several at the same time, the last in Lever's order."""
    known = [
        (milliseconds(offer.get("createdAt")) or 0, index, lever_id)
        for index, offer in enumerate(map(mapping, offers))
        if (lever_id := text(offer.get("id"))) is not None
    ]
    return max(known)[2] if known else None
