"""The unified models: their fields, and the pure functions that make their rows out of Lever's objects."""

from source_lever_unified.models.account import Account
from source_lever_unified.models.application import applications
from source_lever_unified.models.application_stage import application_stages
from source_lever_unified.models.application_stage_change import application_stage_changes
from source_lever_unified.models.candidate import candidates
from source_lever_unified.models.candidate_tag import candidate_tags
from source_lever_unified.models.ids import unified_id
from source_lever_unified.models.interview import interview_ends_at, interviews
from source_lever_unified.models.interview_team_member import interview_team_members
from source_lever_unified.models.job import jobs
from source_lever_unified.models.job_application_stage import job_application_stages
from source_lever_unified.models.job_hiring_team_member import job_hiring_team_members
from source_lever_unified.models.job_posting import job_postings
from source_lever_unified.models.job_screening_question import job_screening_questions
from source_lever_unified.models.lever_values import LeverObject
from source_lever_unified.models.offer import is_open_offer, newest_offer_id, offers
from source_lever_unified.models.opportunity import Opportunity, OpportunityRef, opportunity_ref, read_opportunity
from source_lever_unified.models.posting import PostingRef, posting_ref
from source_lever_unified.models.registry import MODELS, Model, json_schema
from source_lever_unified.models.rejection_reason import rejection_reasons
from source_lever_unified.models.row import Row
from source_lever_unified.models.screening_question import screening_questions
from source_lever_unified.models.tag import tags
from source_lever_unified.models.tombstone import tombstone
from source_lever_unified.models.user import users

__all__ = [
    "MODELS",
    "Account",
    "LeverObject",
    "Model",
    "Opportunity",
    "OpportunityRef",
    "PostingRef",
    "Row",
    "application_stage_changes",
    "application_stages",
    "applications",
    "candidate_tags",
    "candidates",
    "interview_ends_at",
    "interview_team_members",
    "interviews",
    "is_open_offer",
    "job_application_stages",
    "job_hiring_team_members",
    "job_postings",
    "job_screening_questions",
    "jobs",
    "json_schema",
    "newest_offer_id",
    "offers",
    "opportunity_ref",
    "posting_ref",
    "read_opportunity",
    "rejection_reasons",
    "screening_questions",
    "tags",
    "tombstone",
    "unified_id",
    "users",
]
