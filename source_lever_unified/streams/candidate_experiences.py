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
from source_lever_unified.unified.row import Place, Row
from source_lever_unified.unified.values import text


class CandidateExperience(CareerStep):
    company_name: Annotated[str | None, Field(description="Name of the company.")]
    title: Annotated[str | None, Field(description="Title of the position.")]
    summary: Annotated[str | None, Field(description="What the resume says about it.")]
    location: Annotated[Place | None, Field(description="Where it was.")]


class CandidateExperiences(OfResumes):
    """A position that Lever read out of a resume.

    Nothing is asked besides `attachments`: both are made from the same pages.
    """

    model = "candidate_experience"
    row = CandidateExperience
    known_by = "resume id, position in it"
    personal_data = PersonalData(About.PERSONAL, "careers")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(resume: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return career_rows(
            CandidateExperiences,
            resume,
            ref,
            account,
            part="positions",
            changed_at=document_changed_at,
            fill=_experience,
        )


def _experience(step: CareerStep, position: LeverObject) -> CandidateExperience:
    location = text(position.get("location"))
    return {
        **step,
        "company_name": text(position.get("org")),
        "title": text(position.get("title")),
        "summary": text(position.get("summary")),
        "location": None if location is None else {"raw": location},
    }
