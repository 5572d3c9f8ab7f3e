from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import (
    LeverObject,
    mapping,
    milliseconds,
    newest,
    number,
    reference,
    references,
    text,
    timestamp,
)
from source_lever_unified.models.opportunity import OpportunityRef
from source_lever_unified.models.row import Place, RemoteRow, Timestamp

_MS_PER_MINUTE = 60_000


class Interview(RemoteRow):
    """An interview with a candidate, canceled ones included."""

    remote_created_at: Annotated[
        Timestamp | None,
        Field(description="When the interview was set up. Lever does not record when it was last changed."),
    ]
    candidate_id: Annotated[str | None, Field(description="Unified id of the candidate.")]
    application_id: Annotated[
        str | None, Field(description="Unified id of the candidate's application; null for a lead.")
    ]
    job_ids: Annotated[
        list[str] | None, Field(description="Unified ids of the jobs the interview is for, usually one.")
    ]
    stage_id: Annotated[
        str | None, Field(description="Unified id of the stage the candidate was in when it was scheduled.")
    ]
    title: Annotated[str | None, Field(description="Subject of the interview.")]
    note: Annotated[str | None, Field(description="Note to the interviewers.")]
    starting_at: Annotated[Timestamp | None, Field(description="Scheduled start.")]
    ending_at: Annotated[
        Timestamp | None, Field(description="Scheduled end, derived from the start and the duration in minutes.")
    ]
    timezone: Annotated[
        str | None, Field(description="IANA time zone it was scheduled in; the times here are UTC all the same.")
    ]
    location: Annotated[Place | None, Field(description="Where it takes place; null when Lever has no text.")]
    video_conferencing_url: Annotated[
        str | None, Field(description="Derived: the location when that is a web address, else null.")
    ]
    canceled: Annotated[
        bool | None, Field(description="Derived from canceled_at; null when Lever does not say at all.")
    ]
    canceled_at: Annotated[Timestamp | None, Field(description="When the interview was canceled.")]
    organizer_id: Annotated[str | None, Field(description="Unified id of the user who set it up.")]
    interviewer_ids: Annotated[
        list[str] | None, Field(description="Unified ids of the users who interview, the current set.")
    ]


def interviews(interview: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Interview]:
    interview = mapping(interview)
    lever_id = text(interview.get("id"))
    if lever_id is None or not ref.id:
        return
    location = text(interview.get("location"))
    ends_at = interview_ends_at(interview) if _minutes(interview) is not None else None
    yield {
        "id": account.id("interview", lever_id),
        "changed_at": interview_changed_at(interview, ref, account),
        "remote_deleted_at": None,
        "remote_id": lever_id,
        "remote_data": account.remote_data({"/opportunities/:id/interviews": interview}),
        "remote_created_at": timestamp(interview.get("createdAt")),
        "candidate_id": account.id("candidate", ref.id),
        "application_id": account.id_of("application", ref.application_id),
        "job_ids": [account.id("job", posting) for posting in references(interview.get("postings"))],
        "stage_id": account.id_of("application_stage", reference(interview.get("stage"))),
        "title": text(interview.get("subject")),
        "note": text(interview.get("note")),
        "starting_at": timestamp(interview.get("date")),
        "ending_at": timestamp(ends_at),
        "timezone": text(interview.get("timezone")),
        "location": None if location is None else {"raw": location},
        "video_conferencing_url": location if location and re.fullmatch(r"https?://\S+", location) else None,
        "canceled": bool(interview["canceledAt"]) if "canceledAt" in interview else None,
        "canceled_at": timestamp(interview.get("canceledAt")),
        "organizer_id": account.id_of("user", reference(interview.get("user"))),
        "interviewer_ids": [account.id("user", user) for user in interviewers(interview)],
    }


def interview_ends_at(interview: LeverObject) -> int | None:
    """Scheduled end, ms; the start when Lever tells no duration, None when it tells no start."""
    interview = mapping(interview)
    starts_at = milliseconds(interview.get("date"))
    if starts_at is None:
        return None
    return milliseconds(starts_at + round((_minutes(interview) or 0) * _MS_PER_MINUTE))


def _minutes(interview: LeverObject) -> float | None:
    minutes = number(interview.get("duration"))
    return minutes if minutes is not None and minutes >= 0 else None


def interview_changed_at(interview: LeverObject, ref: OpportunityRef, account: Account) -> str:
    own = newest([interview.get("createdAt"), interview.get("canceledAt")])
    return account.changed_at(ref.changed_at, own)


def interviewers(interview: LeverObject) -> list[str]:
    """Lever ids of the users who interview."""
    return references(interview.get("interviewers"))
