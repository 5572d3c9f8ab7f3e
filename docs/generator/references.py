"""What the ids in the rows point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docs.generator.schema_fields import fields_of
from source_lever_unified.models import MODELS


@dataclass(frozen=True)
class Reference:
    """A field of unified ids. `always`: every row that is not deleted has one."""

    stream: str
    path: str
    target: str
    always: bool = False

    @property
    def is_list(self) -> bool:
        """Whether one row may point to several."""
        return self.path.endswith("_ids") or "[]" in self.path


_ALWAYS: Mapping[str, Mapping[str, str]] = {
    "job_postings": {"job_id": "jobs"},
    "job_hiring_team_members": {"job_id": "jobs", "user_id": "users"},
    "job_application_stages": {"job_id": "jobs", "stage_id": "application_stages"},
    "job_screening_questions": {"job_id": "jobs", "question_id": "screening_questions"},
    "applications": {"candidate_id": "candidates"},
    "candidate_tags": {"candidate_id": "candidates", "tag_id": "tags"},
    "application_stage_changes": {"candidate_id": "candidates"},
    "interviews": {"candidate_id": "candidates"},
    "interview_team_members": {"interview_id": "interviews", "user_id": "users"},
    "offers": {"candidate_id": "candidates"},
}

_SOMETIMES: Mapping[str, Mapping[str, str]] = {
    "users": {"manager_id": "users"},
    "jobs": {
        "contact_id": "users",
        "hiring_team.hiring_managers[].id": "users",
        "hiring_team.recruiters[].id": "users",
    },
    "job_screening_questions": {"precondition_question_id": "screening_questions"},
    "candidates": {"application_ids": "applications", "stage_id": "application_stages", "owner_id": "users"},
    "applications": {
        "job_id": "jobs",
        "current_stage_id": "application_stages",
        "stage.id": "application_stages",
        "rejection_reason_id": "rejection_reasons",
        "offer_id": "offers",
    },
    "application_stage_changes": {
        "application_id": "applications",
        "stage_id": "application_stages",
        "user_id": "users",
    },
    "interviews": {
        "application_id": "applications",
        "job_ids": "jobs",
        "stage_id": "application_stages",
        "organizer_id": "users",
        "interviewer_ids": "users",
    },
    "offers": {"application_id": "applications", "job_id": "jobs", "creator_id": "users"},
}

REFERENCES: tuple[Reference, ...] = tuple(
    Reference(stream, path, target, always=fields is _ALWAYS)
    for stream in MODELS
    for fields in (_ALWAYS, _SOMETIMES)
    for path, target in fields.get(stream, {}).items()
)

PERSONS = ("users.linked_contact_ids", "candidates.contact_id")
"""Unified ids of persons (Lever's contacts), which Lever does not list: they join with each other only."""

NO_REFERENCES = (
    "users.external_directory_id",
    "jobs.integration_fields[].id",
    "screening_questions.format.options[].id",
    "candidates.integration_fields[].id",
    "applications.integration_fields[].id",
    "offers.integration_fields[].id",
)
"""Fields named like references whose ids belong to the row itself or to another system."""

EXCEPTIONS: Mapping[str, str] = {
    "users": "A user whom Lever does not list, not even among the deactivated: removed people stay owner, hiring "
    "manager, interviewer or organizer of old records.",
    "application_stages": "A stage that was removed from the pipeline: stage changes and archived candidates keep it.",
    "rejection_reasons": "An archive reason that was removed: applications keep it.",
    "jobs": "A posting that was deleted, whose applications stay; one that is confidential while "
    "`include_confidential` is off; or, with a `start_date`, one that nobody touched since.",
    "tags": "A tag that Lever put on by itself and does not list.",
    "offers": "`applications.offer_id` is as of the last read of the application: the offer may have been deleted "
    "since. `offers.application_id` is the truth.",
}
"""By the stream that lacks the row: why an id may lead nowhere although nothing was missed."""


def id_fields() -> Iterator[str]:
    """`stream.path` of every field of unified ids besides the primary key, and of what is named like one."""
    for stream in MODELS:
        for field in fields_of(stream):
            is_primary_key = field.path == "id"
            if field.name.endswith("remote_id") or is_primary_key:
                continue
            if field.name == "id" or field.name.endswith(("_id", "_ids")):
                yield f"{stream}.{field.path}"
