"""The streams, a module each: the fields of the row, where it is read, what it costs, and how it ends."""

from source_lever_unified.streams.application_stage_changes import ApplicationStageChanges
from source_lever_unified.streams.application_stages import ApplicationStages
from source_lever_unified.streams.applications import Applications
from source_lever_unified.streams.attachments import Attachments
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.candidate_educations import CandidateEducations
from source_lever_unified.streams.candidate_experiences import CandidateExperiences
from source_lever_unified.streams.candidate_sources import CandidateSources
from source_lever_unified.streams.candidate_tags import CandidateTags
from source_lever_unified.streams.candidates import Candidates
from source_lever_unified.streams.contacts import Contacts
from source_lever_unified.streams.departments import Departments
from source_lever_unified.streams.eeo_responses import EeoResponses
from source_lever_unified.streams.interview_panels import InterviewPanels
from source_lever_unified.streams.interview_team_members import InterviewTeamMembers
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.streams.job_application_stages import JobApplicationStages
from source_lever_unified.streams.job_hiring_team_members import JobHiringTeamMembers
from source_lever_unified.streams.job_postings import JobPostings
from source_lever_unified.streams.job_screening_questions import JobScreeningQuestions
from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.streams.notes import Notes
from source_lever_unified.streams.offers import Offers
from source_lever_unified.streams.offices import Offices
from source_lever_unified.streams.profile_form_answers import ProfileFormAnswers
from source_lever_unified.streams.profile_forms import ProfileForms
from source_lever_unified.streams.referrals import Referrals
from source_lever_unified.streams.rejection_reasons import RejectionReasons
from source_lever_unified.streams.requisition_fields import RequisitionFields
from source_lever_unified.streams.requisition_jobs import RequisitionJobs
from source_lever_unified.streams.requisitions import Requisitions
from source_lever_unified.streams.scorecard_answers import ScorecardAnswers
from source_lever_unified.streams.scorecard_templates import ScorecardTemplates
from source_lever_unified.streams.scorecards import Scorecards
from source_lever_unified.streams.screening_questions import ScreeningQuestions
from source_lever_unified.streams.sources import Sources
from source_lever_unified.streams.tags import Tags
from source_lever_unified.streams.users import Users

STREAMS: tuple[type[LeverStream], ...] = (
    Users,
    Jobs,
    JobPostings,
    JobHiringTeamMembers,
    JobApplicationStages,
    JobScreeningQuestions,
    ScreeningQuestions,
    Departments,
    Offices,
    Requisitions,
    RequisitionJobs,
    RequisitionFields,
    Candidates,
    Contacts,
    Applications,
    CandidateTags,
    CandidateSources,
    ApplicationStageChanges,
    Interviews,
    InterviewTeamMembers,
    InterviewPanels,
    Scorecards,
    ScorecardAnswers,
    ScorecardTemplates,
    Offers,
    Notes,
    Attachments,
    CandidateExperiences,
    CandidateEducations,
    Referrals,
    ProfileForms,
    ProfileFormAnswers,
    EeoResponses,
    ApplicationStages,
    RejectionReasons,
    Tags,
    Sources,
)
"""Every stream, in the order in which they are listed everywhere."""
