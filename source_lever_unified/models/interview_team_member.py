from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.interview import interview_changed_at, interviewers
from source_lever_unified.models.lever_values import LeverObject, mapping, text
from source_lever_unified.models.opportunity import OpportunityRef
from source_lever_unified.models.row import Row


class InterviewTeamMember(Row):
    """A user who takes part in an interview.

    Lever never tells of an interviewer taken off: a row older than its interview is no longer true.
    """

    interview_id: Annotated[str | None, Field(description="Unified id of the interview.")]
    user_id: Annotated[str | None, Field(description="Unified id of the interviewer.")]


def interview_team_members(
    interview: LeverObject, ref: OpportunityRef, account: Account
) -> Iterator[InterviewTeamMember]:
    interview = mapping(interview)
    lever_id = text(interview.get("id"))
    if lever_id is None or not ref.id:
        return
    for user_id in interviewers(interview):
        yield {
            "id": account.id("interview_team_member", lever_id, user_id),
            "changed_at": interview_changed_at(interview, ref, account),
            "remote_deleted_at": None,
            "interview_id": account.id("interview", lever_id),
            "user_id": account.id("user", user_id),
        }
