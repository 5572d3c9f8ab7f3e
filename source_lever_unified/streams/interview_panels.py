from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import (
    CandidateChild,
    child_changed_at,
    child_rows,
)
from source_lever_unified.unified.interview import feedback_template_id, interviewers
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import (
    flag,
    mapping,
    milliseconds,
    objects,
    reference,
    references,
    text,
    timestamp,
    word,
)

_RESPONSES: Mapping[str | None, str] = {
    "needsaction": "NEEDS_ACTION",
    "needs-action": "NEEDS_ACTION",
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
}


class PanelInterviewer(TypedDict):
    interview_id: Annotated[
        str | None, Ref("interviews"), Field(description="Unified id of the interview of the panel.")
    ]
    user_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the interviewer.")]
    response_status: Annotated[
        str | None,
        Field(
            description="Answer to the invitation: NEEDS_ACTION, ACCEPTED, DECLINED or TENTATIVE; Lever's own word "
            "when it is none of these."
        ),
    ]
    remote_response_status: Annotated[
        str | None, Field(description="Lever's word behind response_status, such as needsAction.")
    ]
    template_id: Annotated[
        str | None,
        Ref("scorecard_templates"),
        Field(description="Unified id of the feedback template for this interviewer; null when no feedback is asked."),
    ]


class InterviewPanel(CandidateChild):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the panel was set up.")]
    note: Annotated[str | None, Field(description="Note to all interviewers.")]
    starting_at: Annotated[
        Timestamp | None, Field(description="Start of its first interview; null when it lost all of them.")
    ]
    ending_at: Annotated[
        Timestamp | None, Field(description="End of its last interview; null when it lost all of them.")
    ]
    timezone: Annotated[str | None, Field(description="IANA time zone it was scheduled in; the times here are UTC.")]
    canceled: Annotated[
        bool | None, Field(description="Derived from canceled_at; null when Lever does not say at all.")
    ]
    canceled_at: Annotated[Timestamp | None, Field(description="When the panel was canceled.")]
    stage_id: Annotated[
        str | None,
        Ref("application_stages"),
        Field(description="Unified id of the stage the candidate was in when it was scheduled."),
    ]
    organizer_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who set it up.")]
    externally_managed: Annotated[
        bool | None,
        Field(description="Whether another tool made it through Lever's API: Lever cannot edit it then."),
    ]
    external_url: Annotated[str | None, Field(description="Its address in that tool.")]
    feedback_reminder: Annotated[
        str | None,
        Field(description="How often interviewers are reminded of their feedback: once, daily, frequently or none."),
    ]
    interview_ids: Annotated[
        list[str] | None,
        Ref("interviews"),
        Field(description="Unified ids of its interviews; empty when it was canceled and lost them."),
    ]
    interviewers: Annotated[
        list[PanelInterviewer] | None, Field(description="Who was invited to which of its interviews, and said what.")
    ]


class InterviewPanels(OpportunityChild):
    """Interviews that were set up together, canceled panels included.

    It adds to `interviews` what the invited answered, the link into another scheduling tool, and panels whose
    interviews are gone. As with these, opportunities with a panel that is not yet a day past, or has no end and is not
    canceled, are read again at every sync.
    """

    model = "interview_panel"
    row = InterviewPanel
    known_by = "Lever's panel id"
    personal_data = PersonalData(About.PERSONAL, "notes and links of panels, answers of the invited")
    endpoint = Endpoint(
        "/opportunities/:id/panels",
        "Panels",
        "panels:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-panels",
    )
    left_out = Omission(lambda of: of.untouched, lambda of: of.uneventful)
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(panel: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return child_rows(InterviewPanels, panel, ref, account, _panel, _changed_at)

    @staticmethod
    def may_change(panels: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        return any(_may_change(mapping(panel), account.synced_at) for panel in panels)


def _changed_at(panel: LeverObject, ref: OpportunityRef, account: Account) -> str:
    return child_changed_at(panel, ref, account, ("createdAt", "canceledAt"))


def _panel(shared: CandidateChild, panel: LeverObject, account: Account) -> InterviewPanel:
    return {
        **shared,
        "remote_created_at": timestamp(panel.get("createdAt")),
        "note": text(panel.get("note")),
        "starting_at": timestamp(panel.get("start")),
        "ending_at": timestamp(panel.get("end")),
        "timezone": text(panel.get("timezone")),
        "canceled": bool(panel["canceledAt"]) if "canceledAt" in panel else None,
        "canceled_at": timestamp(panel.get("canceledAt")),
        "stage_id": account.id_of("application_stage", reference(panel.get("stage"))),
        "organizer_id": account.id_of("user", reference(panel.get("user"))),
        "externally_managed": flag(panel.get("externallyManaged")),
        "external_url": text(panel.get("externalUrl")),
        "feedback_reminder": text(panel.get("feedbackReminder")),
        "interview_ids": [account.id("interview", one) for one in references(panel.get("interviews"))],
        "interviewers": [
            _interviewer(user_id, person, interview, account)
            for interview in objects(panel.get("interviews"))
            for user_id, person in interviewers(interview).items()
        ],
    }


def _interviewer(user_id: str, person: LeverObject, interview: LeverObject, account: Account) -> PanelInterviewer:
    response = text(person.get("responseStatus"))
    return {
        "interview_id": account.id_of("interview", reference(interview.get("id"))),
        "user_id": account.id("user", user_id),
        "response_status": _RESPONSES.get(word(response), response),
        "remote_response_status": response,
        "template_id": feedback_template_id(person.get("feedbackTemplate"), account),
    }


def _may_change(panel: LeverObject, now_ms: int) -> bool:
    ends_at = milliseconds(panel.get("end"))
    if ends_at is None:
        return not panel.get("canceledAt")
    return ends_at + DAY_MS > now_ms
