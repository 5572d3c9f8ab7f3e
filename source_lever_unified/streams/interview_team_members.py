from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.interviews import Interviews, OfInterviews
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.interview import feedback_template_id, interview_changed_at, interviewers
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, text


class InterviewTeamMember(Row):
    interview_id: Annotated[
        str | None, Ref("interviews", always=True), Field(description="Unified id of the interview.")
    ]
    user_id: Annotated[str | None, Ref("users", always=True), Field(description="Unified id of the interviewer.")]
    template_id: Annotated[
        str | None,
        Ref("scorecard_templates"),
        Field(
            description="Unified id of the feedback template for this interviewer; null when no feedback is asked, and "
            "on interviews of before June 2024."
        ),
    ]


class InterviewTeamMembers(OfInterviews):
    """A user who takes part in an interview. Lever never tells of an interviewer taken off: a row older than its
    interview is no longer true.

    An interviewer taken off becomes a tombstone while the opportunity is among those read again. Nothing is asked
    besides `interviews`: both are made from the same pages.
    """

    model = "interview_team_member"
    row = InterviewTeamMember
    known_by = "interview id, user id"
    personal_data = PersonalData(About.IDS, "who interviews in which interview")
    hangs_on = HangsOn("interviews", "interview_id")
    owner = Interviews

    @staticmethod
    def rows(interview: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[InterviewTeamMember]:
        interview = mapping(interview)
        lever_id = text(interview.get("id"))
        if lever_id is None or not ref.id:
            return
        for user_id, interviewer in interviewers(interview).items():
            yield {
                "id": account.id("interview_team_member", lever_id, user_id),
                "changed_at": interview_changed_at(interview, ref, account),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "interview_id": account.id("interview", lever_id),
                "user_id": account.id("user", user_id),
                "template_id": feedback_template_id(interviewer.get("feedbackTemplate"), account),
            }
