from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.attachments import OfResumes, document_changed_at
from source_lever_unified.streams.base import HangsOn
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.career import CareerStep, career_rows
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Row
from source_lever_unified.unified.values import text


class CandidateEducation(CareerStep):
    school_name: Annotated[str | None, Field(description="Name of the school or university.")]
    degree: Annotated[str | None, Field(description="Degree.")]
    field_of_study: Annotated[str | None, Field(description="Field of study.")]
    summary: Annotated[str | None, Field(description="What the resume says about it.")]


class CandidateEducations(OfResumes):
    """A school that Lever read out of a resume.

    Nothing is asked besides `attachments`: both are made from the same pages.
    """

    model = "candidate_education"
    row = CandidateEducation
    known_by = "resume id, position in it"
    personal_data = PersonalData(About.PERSONAL, "education")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(resume: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return career_rows(
            CandidateEducations, resume, ref, account, part="schools", changed_at=document_changed_at, fill=_education
        )


def _education(step: CareerStep, school: LeverObject) -> CandidateEducation:
    return {
        **step,
        "school_name": text(school.get("org")),
        "degree": text(school.get("degree")),
        "field_of_study": text(school.get("field")),
        "summary": text(school.get("summary")),
    }
