"""What Lever read out of a resume."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.candidate_child import CandidateDetail
from source_lever_unified.unified.row import Ref, Timestamp
from source_lever_unified.unified.values import items, mapping, whole


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


def career_steps(resume: LeverObject, part: str) -> Iterator[tuple[int, LeverObject]]:
    """The entries of a part of the parsed resume with their positions."""
    for index, step in enumerate(items(mapping(resume.get("parsedData")).get(part))):
        if isinstance(step, dict):
            yield index, step


def career_span(step: LeverObject) -> CareerSpan:
    start, end = mapping(step.get("start")), mapping(step.get("end"))
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
