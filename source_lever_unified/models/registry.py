"""All models, in the order in which the streams are documented."""

from __future__ import annotations

from dataclasses import dataclass

from source_lever_unified.models.application import Application
from source_lever_unified.models.application_stage import ApplicationStage
from source_lever_unified.models.application_stage_change import ApplicationStageChange
from source_lever_unified.models.candidate import Candidate
from source_lever_unified.models.candidate_tag import CandidateTag
from source_lever_unified.models.interview import Interview
from source_lever_unified.models.interview_team_member import InterviewTeamMember
from source_lever_unified.models.job import Job
from source_lever_unified.models.job_application_stage import JobApplicationStage
from source_lever_unified.models.job_hiring_team_member import JobHiringTeamMember
from source_lever_unified.models.job_posting import JobPosting
from source_lever_unified.models.job_screening_question import JobScreeningQuestion
from source_lever_unified.models.json_schema import JsonSchema, row_schema
from source_lever_unified.models.offer import Offer
from source_lever_unified.models.rejection_reason import RejectionReason
from source_lever_unified.models.screening_question import ScreeningQuestion
from source_lever_unified.models.tag import Tag
from source_lever_unified.models.user import User


@dataclass(frozen=True)
class Model:
    stream: str
    name: str
    """Singular; the `model` in unified ids."""

    row: type
    """The TypedDict of its rows."""


MODELS: dict[str, Model] = {
    model.stream: model
    for model in (
        Model("users", "user", User),
        Model("jobs", "job", Job),
        Model("job_postings", "job_posting", JobPosting),
        Model("job_hiring_team_members", "job_hiring_team_member", JobHiringTeamMember),
        Model("job_application_stages", "job_application_stage", JobApplicationStage),
        Model("job_screening_questions", "job_screening_question", JobScreeningQuestion),
        Model("screening_questions", "screening_question", ScreeningQuestion),
        Model("candidates", "candidate", Candidate),
        Model("applications", "application", Application),
        Model("candidate_tags", "candidate_tag", CandidateTag),
        Model("application_stage_changes", "application_stage_change", ApplicationStageChange),
        Model("interviews", "interview", Interview),
        Model("interview_team_members", "interview_team_member", InterviewTeamMember),
        Model("offers", "offer", Offer),
        Model("application_stages", "application_stage", ApplicationStage),
        Model("rejection_reasons", "rejection_reason", RejectionReason),
        Model("tags", "tag", Tag),
    )
}


def json_schema(stream: str) -> JsonSchema:
    return row_schema(MODELS[stream].row)
