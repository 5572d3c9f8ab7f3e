from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.times import EARLIEST_MS
from source_lever_unified.streams.base import HangsOn, OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import mapping, milliseconds, objects, reference, timestamp, whole

_TOLERANCE_MS = 1_000


class ApplicationStageChange(Row):
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate who moved.")
    ]
    application_id: Annotated[
        str | None, Ref("applications"), Field(description="Unified id of the application; null for a lead.")
    ]
    stage_id: Annotated[
        str | None,
        Ref("application_stages"),
        Field(description="Unified id of the stage that was entered; it may have been deleted since."),
    ]
    stage_remote_id: Annotated[str | None, Field(description="Lever's id of the stage that was entered.")]
    stage_index: Annotated[
        int | None,
        Field(description="Position of the stage in the pipeline at that time; one stage has several over the years."),
    ]
    user_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="Unified id of the user who moved the candidate; null when the system did, or long ago."),
    ]
    entered_at: Annotated[Timestamp | None, Field(description="When the candidate entered the stage.")]
    left_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: when the candidate entered the next stage; null for the latest change. Time in stage "
            "is coalesce(ended_at, now()) - entered_at."
        ),
    ]
    ended_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: as left_at; for the latest change when the candidate was archived, if that is later "
            "than entered_at. Null while the candidate is in the stage."
        ),
    ]
    is_latest: Annotated[bool | None, Field(description="Derived: whether it is the candidate's last step so far.")]
    is_before_application: Annotated[
        bool | None,
        Field(
            description="Derived: whether the stage was entered more than a second before the application was made, so "
            "while the candidate was a lead. Null for a lead, or without a time."
        ),
    ]


class ApplicationStageChanges(OpportunityStream):
    """One step of a candidate into a stage."""

    model = "application_stage_change"
    row = ApplicationStageChange
    known_by = "opportunity id, time (ms) and stage id"
    personal_data = PersonalData(About.IDS, "who moved which candidate when")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[ApplicationStageChange]:
        changes = _changes(opportunity.lever)
        if not changes:
            return
        lever_id, application = next(iter(opportunity.applications.items()), (None, {}))
        application_id = account.id_of("application", lever_id)
        applied_at = milliseconds(application.get("createdAt"))
        archived_at = milliseconds(mapping(opportunity.lever.get("archived")).get("archivedAt"))
        entered = [timestamp(at) for at, _, _ in changes]
        left = [at and following for at, following in zip(entered, [*entered[1:], None], strict=True)]
        for step, entered_at, left_at in zip(changes, entered, left, strict=True):
            at, stage, change = step
            is_latest = step is changes[-1]
            yield {
                "id": account.id("application_stage_change", opportunity.id, "" if at is None else str(at), stage),
                "changed_at": opportunity.changed_at,
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "candidate_id": opportunity.candidate_id,
                "application_id": application_id,
                "stage_id": account.id("application_stage", stage) if stage else None,
                "stage_remote_id": stage or None,
                "stage_index": whole(change.get("toStageIndex")),
                "user_id": account.id_of("user", reference(change.get("userId"))),
                "entered_at": entered_at,
                "left_at": left_at,
                "ended_at": timestamp(_if_later(archived_at, at)) if is_latest else left_at,
                "is_latest": is_latest,
                "is_before_application": _is_before(at, applied_at),
            }


def _is_before(entered_at: int | None, applied_at: int | None) -> bool | None:
    """The times that Lever writes down for one event differ by some milliseconds."""
    if entered_at is None or applied_at is None:
        return None
    return entered_at + _TOLERANCE_MS < applied_at


def _if_later(archived_at: int | None, entered_at: int | None) -> int | None:
    """The last stay in a stage ends with the archiving of the candidate, if that came later."""
    if entered_at is None or archived_at is None:
        return None
    return archived_at if archived_at > entered_at else None


def _changes(opportunity: LeverObject) -> list[tuple[int | None, str, LeverObject]]:
    """The distinct changes with their times (ms) and stages, oldest first, undated ones before all."""
    changes: dict[tuple[int | None, str], LeverObject] = {}
    for change in objects(opportunity.get("stageChanges")):
        at, stage = milliseconds(change.get("updatedAt")), reference(change.get("toStageId")) or ""
        if at is not None or stage:
            changes.setdefault((at, stage), change)
    found = [(at, stage, change) for (at, stage), change in changes.items()]
    return sorted(found, key=lambda change: EARLIEST_MS - 1 if change[0] is None else change[0])
