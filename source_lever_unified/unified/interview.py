"""What all rows made from one interview have in common."""

from __future__ import annotations

from typing import Any

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.values import items, mapping, newest, reference


def interview_changed_at(interview: LeverObject, ref: OpportunityRef, account: Account) -> str:
    own = newest([interview.get("createdAt"), interview.get("canceledAt")])
    return account.changed_at(ref.changed_at, own)


def interviewers(interview: LeverObject) -> dict[str, LeverObject]:
    """The users who interview, by Lever id."""
    found: dict[str, LeverObject] = {}
    for interviewer in items(interview.get("interviewers")):
        lever_id = reference(interviewer)
        if lever_id is not None:
            found.setdefault(lever_id, mapping(interviewer))
    return found


def feedback_template_id(template: Any, account: Account) -> str | None:
    """Lever writes `no-feedback` where none is asked."""
    lever_id = reference(template)
    return None if lever_id == "no-feedback" else account.id_of("scorecard_template", lever_id)
