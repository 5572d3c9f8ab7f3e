from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.interview import feedback_template_id, interview_changed_at, interviewers
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Place, Ref, RemoteRow, Timestamp
from source_lever_unified.unified.values import (
    mapping,
    milliseconds,
    number,
    reference,
    references,
    text,
    timestamp,
)

_MS_PER_MINUTE = 60_000


class Interview(RemoteRow):
    remote_created_at: Annotated[
        Timestamp | None,
        Field(description="When the interview was set up. Lever does not record when it was last changed."),
    ]
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    application_id: Annotated[
        str | None,
        Ref("applications"),
        Field(description="Unified id of the candidate's application; null for a lead."),
    ]
    job_ids: Annotated[
        list[str] | None, Ref("jobs"), Field(description="Unified ids of the jobs the interview is for, usually one.")
    ]
    stage_id: Annotated[
        str | None,
        Ref("application_stages"),
        Field(description="Unified id of the stage the candidate was in when it was scheduled."),
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
    organizer_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who set it up.")]
    interviewer_ids: Annotated[
        list[str] | None, Ref("users"), Field(description="Unified ids of the users who interview, the current set.")
    ]
    panel_id: Annotated[
        str | None,
        Ref("interview_panels"),
        Field(description="Unified id of the panel, the interviews that were set up together."),
    ]
    template_id: Annotated[
        str | None,
        Ref("scorecard_templates"),
        Field(description="Unified id of the feedback template for its interviewers; null when no feedback is asked."),
    ]
    scorecard_ids: Annotated[
        list[str] | None,
        Ref("scorecards"),
        Field(
            description="Unified ids of the feedback forms that were completed, as of the last read of the interview. "
            "Lever leaves pending and deleted ones out."
        ),
    ]
    feedback_reminder: Annotated[
        str | None,
        Field(description="How often interviewers are reminded of their feedback: once, daily, frequently or none."),
    ]
    external_event_url: Annotated[
        str | None, Field(description="Address of the event in the calendar, such as Google's.")
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None, Field(description="Lever's fields that no other field of this model carries.")
    ]


_CARRIED = frozenset(
    {
        "canceledAt",
        "createdAt",
        "date",
        "duration",
        "feedbackForms",
        "feedbackReminder",
        "feedbackTemplate",
        "gcalEventUrl",
        "id",
        "interviewers",
        "location",
        "note",
        "opportunityId",
        "panel",
        "postings",
        "stage",
        "subject",
        "timezone",
        "user",
    }
)


class OfInterviews(OpportunityChild):
    """Rows made from each interview of an opportunity.

    Lever is not known to touch the opportunity when an interview is moved, canceled or deleted, so opportunities with
    an interview that is not yet a day past are read again at every sync.
    """

    endpoint = Endpoint(
        "/opportunities/:id/interviews",
        "Interviews",
        "interviews:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-interviews",
    )
    left_out = Omission(lambda of: of.untouched, lambda of: of.uneventful)

    @staticmethod
    def may_change(interviews: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        ends = map(_ends_at, interviews)
        return any(end is None or end + DAY_MS > account.synced_at for end in ends)


class Interviews(OfInterviews):
    """An interview with a candidate, canceled ones included.

    A canceled interview stays, with `canceled`. A deleted one becomes a tombstone while its opportunity is among those
    read again.
    """

    model = "interview"
    row = Interview
    known_by = "Lever's interview id"
    personal_data = PersonalData(About.PERSONAL, "titles, notes, places and links of interviews")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(interview: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Interview]:
        interview = mapping(interview)
        lever_id = text(interview.get("id"))
        if lever_id is None or not ref.id:
            return
        location = text(interview.get("location"))
        ends_at = _ends_at(interview) if _minutes(interview) is not None else None
        yield {
            "id": account.id("interview", lever_id),
            "changed_at": interview_changed_at(interview, ref, account),
            "remote_deleted_at": None,
            "account_key": account.account_key,
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
            "panel_id": account.id_of("interview_panel", reference(interview.get("panel"))),
            "template_id": feedback_template_id(interview.get("feedbackTemplate"), account),
            "scorecard_ids": [account.id("scorecard", form) for form in references(interview.get("feedbackForms"))],
            "feedback_reminder": text(interview.get("feedbackReminder")),
            "external_event_url": text(interview.get("gcalEventUrl")),
            "integration_fields": integration_fields(interview, _CARRIED),
        }


def _ends_at(interview: LeverObject) -> int | None:
    """Scheduled end, ms; the start when Lever tells no duration, None when it tells no start."""
    interview = mapping(interview)
    starts_at = milliseconds(interview.get("date"))
    if starts_at is None:
        return None
    return milliseconds(starts_at + round((_minutes(interview) or 0) * _MS_PER_MINUTE))


def _minutes(interview: LeverObject) -> float | None:
    minutes = number(interview.get("duration"))
    return minutes if minutes is not None and minutes >= 0 else None
