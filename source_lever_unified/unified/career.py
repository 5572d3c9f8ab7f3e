"""What Lever read out of a resume."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import CandidateDetail, DetailStream, candidate_refs, is_deleted
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import items, mapping, text, timestamp, whole


class CareerSpan(TypedDict):
    start_year: Annotated[int | None, Field(description="Year in which it began.")]
    start_month: Annotated[int | None, Field(description="Month of that year, 1 to 12.")]
    end_year: Annotated[int | None, Field(description="Year in which it ended.")]
    end_month: Annotated[int | None, Field(description="Month of that year, 1 to 12.")]
    is_current: Annotated[bool | None, Field(description="Derived: it has a beginning and no end.")]


class CareerStep(CandidateDetail, CareerSpan):
    attachment_id: Annotated[
        str | None, Ref("attachments", always=True), Field(description="Unified id of the resume it was read from.")
    ]
    resume_created_at: Annotated[
        Timestamp | None,
        Field(description="When that resume was added. Several resumes repeat a career: the newest counts."),
    ]
    index: Annotated[int | None, Field(description="Position in the resume, from 0.")]


def career_rows(
    stream: DetailStream,
    resume: LeverObject,
    ref: OpportunityRef,
    account: Account,
    *,
    part: str,
    changed_at: Callable[[LeverObject, OpportunityRef, Account], str],
    fill: Callable[[CareerStep, LeverObject], Row],
) -> Iterator[Row]:
    """A row for each entry of a part of the parsed resume; tombstones of them, when the resume is deleted.

    Args:
        changed_at: when the resume last changed.
        fill: makes the row of what all entries share and the entry.
    """
    resume = mapping(resume)
    lever_id = text(resume.get("id"))
    if lever_id is None or not ref.id:
        return
    for index, entry in enumerate(items(mapping(resume.get("parsedData")).get(part))):
        if not isinstance(entry, dict):
            continue
        row_id = account.id(stream.model, lever_id, str(index))
        if is_deleted(resume):
            yield stream.bury(row_id, resume.get("deletedAt"), account)
            continue
        step: CareerStep = {
            "id": row_id,
            "changed_at": changed_at(resume, ref, account),
            "remote_deleted_at": None,
            "account_key": account.account_key,
            **candidate_refs(ref, account),
            "attachment_id": account.id("attachment", "resume", lever_id),
            "resume_created_at": timestamp(resume.get("createdAt")),
            "index": index,
            **_span(entry),
        }
        yield fill(step, entry)


def _span(entry: LeverObject) -> CareerSpan:
    start, end = mapping(entry.get("start")), mapping(entry.get("end"))
    start_year, end_year = whole(start.get("year")), whole(end.get("year"))
    return {
        "start_year": start_year,
        "start_month": _month(start.get("month")),
        "end_year": end_year,
        "end_month": _month(end.get("month")),
        "is_current": start_year is not None and end_year is None,
    }


def _month(value: Any) -> int | None:
    month = whole(value)
    return month if month is not None and 1 <= month <= 12 else None
