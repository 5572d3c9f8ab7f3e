"""Applications: what ties a candidate to a job. A lead has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.integration_field import IntegrationField, integration_fields
from source_lever_unified.models.lever_values import (
    LeverObject,
    mapping,
    milliseconds,
    reference,
    text,
    timestamp,
    word,
)
from source_lever_unified.models.opportunity import Opportunity, opportunity_url
from source_lever_unified.models.row import NamedReference, RemoteRow, Timestamp
from source_lever_unified.models.screening_answer import (
    ScreeningQuestionAnswer,
    screening_question_answers,
)

Outcome = Literal["PENDING", "HIRED", "DECLINED"]


class Application(RemoteRow):
    """What ties a candidate to a job. A lead has none, any other candidate one."""

    remote_created_at: Annotated[Timestamp | None, Field(description="When the application was made.")]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(description="Derived: updatedAt of the opportunity. Lever's applications have no such time."),
    ]
    candidate_id: Annotated[str | None, Field(description="Unified id of the candidate.")]
    job_id: Annotated[str | None, Field(description="Unified id of the job. It may be a job this API key may not see.")]
    current_stage_id: Annotated[
        str | None, Field(description="Unified id of the stage the candidate is in, or was in when archived.")
    ]
    stage: Annotated[NamedReference | None, Field(description="The current stage with its name.")]
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
    remote_archive_reason_type: Annotated[
        str | None, Field(description="Lever's word behind outcome: hired or non-hired.")
    ]
    offer_id: Annotated[
        str | None,
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
        "company",
        "createdAt",
        "customQuestions",
        "id",
        "opportunityId",
        "posting",
        "type",
    }
)


def applications(
    opportunity: Opportunity, account: Account, newest_offer_id: str | None = None
) -> Iterator[Application]:
    """Rows of an opportunity that Lever sent with its applications expanded.

    Args:
        newest_offer_id: Lever's id of the opportunity's newest offer, when offers were read.
    """
    stage = opportunity.lever.get("stage")
    for lever_id, application in opportunity.applications.items():
        archived = _archived(application, opportunity.lever)
        reason_id = reference(archived.get("reason"))
        reason = mapping(account.archive_reasons.get(reason_id)) if reason_id is not None else {}
        outcome = _outcome(archived, reason_id, reason)
        archived_at = timestamp(archived.get("archivedAt"))
        hired = outcome == "HIRED"
        yield {
            "id": account.id("application", lever_id),
            "changed_at": opportunity.changed_at,
            "remote_deleted_at": None,
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
            "remote_archive_reason_type": text(reason.get("type")),
            "offer_id": account.id_of("offer", newest_offer_id),
            "screening_question_answers": list(screening_question_answers(application)),
            "remote_url": opportunity_url(opportunity, account),
            "remote_type": text(application.get("type")),
            "custom_fields": {},
            "integration_fields": integration_fields(application, _CARRIED),
        }


def _archived(application: LeverObject, opportunity: LeverObject) -> LeverObject:
    """Lever archives the opportunity and its application, and after a second archiving the two differ."""
    own = mapping(application.get("archived"))
    parents = mapping(opportunity.get("archived"))
    if not own or not parents:
        return own or parents
    own_at, parents_at = milliseconds(own.get("archivedAt")), milliseconds(parents.get("archivedAt"))
    return parents if parents_at is not None and (own_at is None or parents_at > own_at) else own


def _outcome(archived: LeverObject, reason_id: str | None, reason: Mapping[str, Any]) -> Outcome | None:
    if not archived:
        return "PENDING"
    if reason_id is not None and not reason:
        # Lever archives hires too: without the list of reasons nobody can tell.
        return None
    return "HIRED" if word(reason.get("type")) == "hired" else "DECLINED"


def _stage(stage: Any, account: Account) -> NamedReference | None:
    lever_id = reference(stage)
    if lever_id is None:
        return None
    known = stage if isinstance(stage, dict) else mapping(account.stages.get(lever_id))
    return {"id": account.id("application_stage", lever_id), "name": text(known.get("text"))}
