from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import (
    LeverObject,
    milliseconds,
    objects,
    reference,
    timestamp,
    whole,
)
from source_lever_unified.models.opportunity import Opportunity
from source_lever_unified.models.row import Row, Timestamp


class ApplicationStageChange(Row):
    """One step of a candidate into a stage."""

    candidate_id: Annotated[str | None, Field(description="Unified id of the candidate who moved.")]
    application_id: Annotated[str | None, Field(description="Unified id of the application; null for a lead.")]
    stage_id: Annotated[
        str | None,
        Field(description="Unified id of the stage that was entered; it may have been deleted since."),
    ]
    stage_index: Annotated[
        int | None,
        Field(description="Position of the stage in the pipeline at that time; one stage has several over the years."),
    ]
    user_id: Annotated[
        str | None,
        Field(description="Unified id of the user who moved the candidate; null when the system did, or long ago."),
    ]
    entered_at: Annotated[Timestamp | None, Field(description="When the candidate entered the stage.")]
    left_at: Annotated[
        Timestamp | None,
        Field(description="Derived: when the candidate entered the next stage; null for the latest change."),
    ]


def application_stage_changes(opportunity: Opportunity, account: Account) -> Iterator[ApplicationStageChange]:
    changes = _changes(opportunity.lever)
    if not changes:
        return
    application_id = account.id_of("application", next(iter(opportunity.applications), None))
    entered = [timestamp(at) for at, _ in changes]
    left = [*entered[1:], None]
    for (at, stage), change, entered_at, left_at in zip(changes, changes.values(), entered, left, strict=True):
        yield {
            "id": account.id("application_stage_change", opportunity.id, "" if at is None else str(at), stage),
            "changed_at": opportunity.changed_at,
            "remote_deleted_at": None,
            "candidate_id": opportunity.candidate_id,
            "application_id": application_id,
            "stage_id": account.id("application_stage", stage) if stage else None,
            "stage_index": whole(change.get("toStageIndex")),
            "user_id": account.id_of("user", reference(change.get("userId"))),
            "entered_at": entered_at,
            "left_at": left_at if entered_at else None,
        }


def _changes(opportunity: LeverObject) -> dict[tuple[int | None, str], LeverObject]:
    """The distinct changes by time (ms) and stage, oldest first, undated ones before all."""
    changes: dict[tuple[int | None, str], LeverObject] = {}
    for change in objects(opportunity.get("stageChanges")):
        key = milliseconds(change.get("updatedAt")), reference(change.get("toStageId")) or ""
        if key != (None, ""):
            changes.setdefault(key, change)
    return dict(sorted(changes.items(), key=lambda item: -1 if item[0][0] is None else item[0][0]))
