"""Objects as Lever sends them, for one invented company; keyword arguments replace keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity, OpportunityRef, read_opportunity
from source_lever_unified.unified.posting import PostingRef

T = TypeVar("T")

MAY_1 = 1_746_057_600_000
MAY_2 = MAY_1 + 86_400_000
MAY_3 = MAY_2 + 86_400_000
MAY_4 = MAY_3 + 86_400_000
SYNC_START = 1_751_328_000_000
SYNC_START_TEXT = "2025-07-01T00:00:00.000Z"

OPPORTUNITY = "0b7a4c1e-8f52-4d39-a6c0-3e9d1b5f7a21"
APPLICATION = "1c8b5d2f-9063-4e4a-b7d1-4fae2c608b32"
POSTING = "2d9c6e30-a174-4f5b-88e2-50bf3d719c43"
CONTACT = "3ead7f41-b285-406c-99f3-61c04e82ad54"
RECRUITER = "4fbe8052-c396-417d-aa04-72d15f93be65"
TEMPLATE = "c7d6a8da-4b1e-49f5-8e8c-fa59d71b36ed"
REQUISITION = "e9f8caf0-6d30-4b17-8a0e-bc7bf93d5810"
MANAGER = "50cf9163-d4a7-428e-bb15-83e260a4cf76"
SCREEN = "61d0a274-e5b8-439f-8c26-94f371b5d087"
WITHDREW = "72e1b385-f6c9-44a0-9d37-a50482c6e198"
HIRED = "83f2c496-07da-45b1-ae48-b61593d7f2a9"

ACCOUNT = Account(
    synced_at=SYNC_START,
    stages={
        "lead-new": {"id": "lead-new", "text": "New lead"},
        "applicant-new": {"id": "applicant-new", "text": "New applicant"},
        SCREEN: {"id": SCREEN, "text": "Phone screen"},
    },
    archive_reasons={
        WITHDREW: {"id": WITHDREW, "text": "Withdrew", "status": "active", "type": "non-hired"},
        HIRED: {"id": HIRED, "text": "Hired", "status": "active", "type": "hired"},
    },
    users={
        RECRUITER: {"id": RECRUITER, "name": "Lena Okafor"},
        MANAGER: {"id": MANAGER, "name": "Tom Weiss"},
    },
)

OPPORTUNITY_REF = OpportunityRef(OPPORTUNITY, APPLICATION, POSTING, MAY_2)
POSTING_REF = PostingRef(POSTING, MAY_2, is_open=True)


def only(rows: Iterable[T]) -> T:
    (row,) = rows
    return row


def rows_of(mapping: Callable[[Opportunity, Account], Iterable[T]], lever: Any, account: Account = ACCOUNT) -> list[T]:
    """The rows of an opportunity."""
    opportunity = read_opportunity(lever, account)
    return [] if opportunity is None else list(mapping(opportunity, account))


def read(lever: Any) -> Opportunity:
    opportunity = read_opportunity(lever, ACCOUNT)
    assert opportunity is not None
    return opportunity


def application(**changes: Any) -> dict[str, Any]:
    return {
        "id": APPLICATION,
        "type": "posting",
        "candidateId": OPPORTUNITY,
        "opportunityId": OPPORTUNITY,
        "posting": POSTING,
        "postingHiringManager": MANAGER,
        "postingOwner": RECRUITER,
        "name": "Ana María de la Cruz",
        "company": "Bluebird Rail",
        "phone": {"type": None, "value": "+34 600 555 017"},
        "email": "ana@example.org",
        "links": [],
        "comments": None,
        "user": None,
        "customQuestions": [],
        "createdAt": MAY_1,
        "archived": None,
        "requisitionForHire": None,
        **changes,
    }


def opportunity(**changes: Any) -> dict[str, Any]:
    return {
        "id": OPPORTUNITY,
        "name": "Ana María de la Cruz",
        "contact": CONTACT,
        "headline": "Bluebird Rail, University of Granada",
        "stage": SCREEN,
        "confidentiality": "non-confidential",
        "location": "Granada",
        "phones": [{"type": "mobile", "value": "+34 600 555 017"}],
        "emails": ["ana@example.org"],
        "links": ["https://www.linkedin.com/in/ana-cruz"],
        "archived": None,
        "tags": ["Signal engineer", "Full-time"],
        "sources": ["Job fair", "LinkedIn"],
        "stageChanges": [
            {"toStageId": "applicant-new", "toStageIndex": 1, "updatedAt": MAY_1},
            {"toStageId": SCREEN, "toStageIndex": 2, "updatedAt": MAY_2, "userId": RECRUITER},
        ],
        "origin": "applied",
        "sourcedBy": None,
        "owner": RECRUITER,
        "followers": [RECRUITER],
        "applications": [application()],
        "createdAt": MAY_1,
        "updatedAt": MAY_2,
        "lastInteractionAt": MAY_2,
        "lastAdvancedAt": MAY_2,
        "snoozedUntil": None,
        "urls": {
            "list": "https://hire.lever.co/candidates",
            "show": f"https://hire.lever.co/candidates/{OPPORTUNITY}",
        },
        "isAnonymized": False,
        "dataProtection": None,
        "opportunityLocation": "Granada",
        **changes,
    }


def posting(**changes: Any) -> dict[str, Any]:
    return {
        "id": POSTING,
        "text": "Signal engineer",
        "state": "published",
        "distributionChannels": ["internal", "public"],
        "user": RECRUITER,
        "owner": RECRUITER,
        "hiringManager": MANAGER,
        "categories": {
            "commitment": "Full-time",
            "department": "Operations",
            "level": None,
            "location": "Granada",
            "team": "Signalling",
            "allLocations": ["Granada", "Sevilla"],
        },
        "tags": [],
        "content": {
            "description": "Keep trains apart.",
            "descriptionHtml": "<div>Keep trains apart.</div>",
            "lists": [{"text": "You bring", "content": "<li>Calm</li>"}],
            "closing": "",
            "closingHtml": "<div>Write to us.</div>",
        },
        "country": "ES",
        "followers": [],
        "reqCode": "OPS-7",
        "requisitionCodes": ["OPS-7", "OPS-8"],
        "urls": {
            "list": "https://jobs.lever.co/bluebird",
            "show": f"https://jobs.lever.co/bluebird/{POSTING}",
            "apply": f"https://jobs.lever.co/bluebird/{POSTING}/apply",
        },
        "confidentiality": "non-confidential",
        "createdAt": MAY_1,
        "updatedAt": MAY_2,
        "workplaceType": "hybrid",
        "salaryRange": {"min": 40000, "max": 52000, "currency": "EUR", "interval": "per-year-salary"},
        **changes,
    }


def question(kind: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"question-{kind}",
        "type": kind,
        "text": f"A {kind} question",
        "description": "",
        "required": False,
        **changes,
    }


def form(*fields: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": POSTING,
        "text": "Signal engineer",
        "customQuestions": [{"id": "form-1", "text": "Rail", "fields": list(fields)}],
        "personalInformation": [{"text": "Full name", "name": "fullName", "type": "text", "required": True}],
        "urls": [{"text": "LinkedIn", "name": "LinkedIn", "type": "text", "required": False}],
        "consentDisclosures": None,
        **changes,
    }


def interview(**changes: Any) -> dict[str, Any]:
    return {
        "id": "94a3d5a7-18eb-46c2-bf59-c726a4e803ba",
        "panel": "a5b4e6b8-29fc-47d3-8c6a-d837b5f914cb",
        "subject": "Phone screen with Ana",
        "note": "",
        "interviewers": [
            {"id": MANAGER, "name": "Tom Weiss", "email": "tom@example.com", "feedbackTemplate": TEMPLATE}
        ],
        "timezone": "Europe/Madrid",
        "createdAt": MAY_2,
        "date": MAY_3,
        "duration": 45,
        "location": None,
        "user": RECRUITER,
        "stage": SCREEN,
        "canceledAt": None,
        "postings": [POSTING],
        "feedbackTemplate": TEMPLATE,
        "feedbackForms": ["d8e7b9eb-5c2f-4a06-9f9d-ab6ae82c47fe"],
        "feedbackReminder": "daily",
        "gcalEventUrl": None,
        "opportunityId": OPPORTUNITY,
        **changes,
    }


def offer(**changes: Any) -> dict[str, Any]:
    return {
        "id": "b6c5f7c9-3a0d-48e4-9d7b-e948c60a25dc",
        "posting": POSTING,
        "createdAt": MAY_2,
        "status": "sent",
        "creator": RECRUITER,
        "fields": [
            {"text": "Job posting", "identifier": "job_posting", "value": APPLICATION},
            {"text": "Offered compensation amount", "identifier": "salary_amount", "value": 48000},
            {"text": "Compensation currency", "identifier": "compensation_currency", "value": "EUR"},
            {"text": "Type of earnings", "identifier": "salary_interval", "value": "per-year-salary"},
            {"text": "Anticipated start date", "identifier": "anticipated_start_date", "value": MAY_4},
            {"text": "Signing bonus", "identifier": "custom_signing_bonus", "value": None},
        ],
        "signatures": {
            "candidate": {
                "role": "candidate",
                "name": "Ana María de la Cruz",
                "firstOpenedAt": None,
                "lastOpenedAt": None,
                "signedAt": None,
                "signed": False,
            }
        },
        "approved": True,
        "approvedAt": MAY_2,
        "sentAt": MAY_2,
        "sentDocument": {"fileName": "offer.pdf", "uploadedAt": MAY_2},
        "signedDocument": None,
        **changes,
    }


def user(**changes: Any) -> dict[str, Any]:
    return {
        "id": RECRUITER,
        "name": "Lena Okafor",
        "username": "lena",
        "email": "lena@example.com",
        "accessRole": "super admin",
        "photo": None,
        "createdAt": MAY_1,
        "deactivatedAt": None,
        "externalDirectoryId": None,
        "linkedContactIds": None,
        "jobTitle": "Recruiter",
        "managerId": MANAGER,
        **changes,
    }


def requisition(**changes: Any) -> dict[str, Any]:
    return {
        "id": REQUISITION,
        "createdAt": MAY_1,
        "confidentiality": "non-confidential",
        "status": "onHold",
        "name": "Signal engineer",
        "requisitionCode": "OPS-7",
        "headcountTotal": 3,
        "headcountHired": 1,
        "headcountInfinite": False,
        "backfill": True,
        "creator": RECRUITER,
        "owner": RECRUITER,
        "hiringManager": MANAGER,
        "internalNotes": "",
        "compensationBand": {"min": 40000, "max": 52000, "currency": "EUR", "interval": "per-year-salary"},
        "approval": {
            "steps": [
                {
                    "completed": True,
                    "status": "approved",
                    "approvers": [
                        {"id": MANAGER, "user": "Requisition hiring manager", "isDynamic": True},
                        {"id": "step-1", "user": {"userId": RECRUITER, "email": "lena@example.com"}},
                    ],
                }
            ],
            "id": "approval-1",
            "status": "approved",
            "startedAt": MAY_1,
            "approvedAt": MAY_2,
            "accountId": "account-1",
            "createdBy": RECRUITER,
        },
        "employmentStatus": "Exempt Full-Time",
        "location": "Granada",
        "team": "Signalling",
        "department": "Operations",
        "postings": [POSTING],
        "offerIds": ["b6c5f7c9-3a0d-48e4-9d7b-e948c60a25dc"],
        "timeToFillStartAt": MAY_1,
        "timeToFillEndAt": None,
        "updatedAt": MAY_2,
        "customFields": {"cost_center": {"city": "Granada", "campus_code": "9"}, "target_hire_date": MAY_4},
        "closedAt": None,
        **changes,
    }


def requisition_field(**changes: Any) -> dict[str, Any]:
    return {
        "id": "cost_center",
        "text": "Cost center",
        "type": "object",
        "isRequired": True,
        "subfields": [
            {"id": "city", "text": "City", "type": "text"},
            {"id": "campus_code", "text": "Campus code", "type": "number"},
        ],
        "options": [{"id": "option-1", "text": "hourly"}],
        **changes,
    }


def feedback(**changes: Any) -> dict[str, Any]:
    return {
        "id": "f0a9dbf1-7e41-4c28-9b1f-cd8c0a4e6921",
        "type": "interview",
        "text": "On-site feedback",
        "instructions": "Write what you saw.",
        "fields": [
            question(
                "score-system",
                value="3 - Hire",
                prompt="Select one",
                options=[
                    {"text": "4 - Strong Hire"},
                    {"text": "3 - Hire"},
                    {"text": "2 - No Hire"},
                    {"text": "1 - Strong No Hire"},
                ],
            ),
            question(
                "scorecard",
                scores=[{"text": "Craft", "description": "Depth, care"}, {"text": "Calm", "description": ""}],
                value=[{"score": 4, "comment": "Very strong"}, {"score": None, "comment": None}],
            ),
            question("textarea", value="Knows her signals."),
        ],
        "baseTemplateId": TEMPLATE,
        "interview": "94a3d5a7-18eb-46c2-bf59-c726a4e803ba",
        "panel": "a5b4e6b8-29fc-47d3-8c6a-d837b5f914cb",
        "user": MANAGER,
        "createdAt": MAY_2,
        "completedAt": MAY_3,
        "updatedAt": MAY_4,
        "deletedAt": None,
        **changes,
    }


def feedback_template(**changes: Any) -> dict[str, Any]:
    fields = [{key: value for key, value in field.items() if key != "value"} for field in feedback()["fields"]]
    return {
        "id": TEMPLATE,
        "text": "On-site feedback",
        "group": {"id": "group-1", "name": "Interviews"},
        "instructions": "Write what you saw.",
        "fields": fields,
        "stage": {"id": SCREEN, "text": "Phone screen"},
        "createdAt": MAY_1,
        "updatedAt": MAY_2,
        **changes,
    }


def comment(**changes: Any) -> dict[str, Any]:
    return {
        "type": "note",
        "text": "Comment",
        "value": "Available from August.",
        "score": None,
        "stage": SCREEN,
        "user": RECRUITER,
        "createdAt": MAY_2,
        **changes,
    }


def note(**changes: Any) -> dict[str, Any]:
    return {
        "id": "01bacc02-8f52-4d39-8c20-de9d1b5f7a32",
        "text": "Note",
        "fields": [comment(), comment(value="Agreed.", score=3, user=MANAGER, createdAt=MAY_3)],
        "user": RECRUITER,
        "secret": False,
        "completedAt": MAY_2,
        "createdAt": MAY_2,
        "deletedAt": None,
        **changes,
    }


def panel(**changes: Any) -> dict[str, Any]:
    sitting = interview()
    return {
        "id": "a5b4e6b8-29fc-47d3-8c6a-d837b5f914cb",
        "applications": [APPLICATION],
        "canceledAt": None,
        "createdAt": MAY_2,
        "end": MAY_3 + 2_700_000,
        "externallyManaged": True,
        "externalUrl": "https://calendar.example.com/panels/7",
        "feedbackReminder": "daily",
        "interviews": [
            {
                "id": sitting["id"],
                "date": MAY_3,
                "duration": 45,
                "interviewers": [{**sitting["interviewers"][0], "responseStatus": "needsAction"}],
            }
        ],
        "note": "Lunch in between.",
        "stage": SCREEN,
        "start": MAY_3,
        "timezone": "Europe/Madrid",
        "user": RECRUITER,
        **changes,
    }


def referral(**changes: Any) -> dict[str, Any]:
    return {
        "id": "12cbdd13-9063-4e4a-9d31-efae2c608b43",
        "type": "referral",
        "text": "Referral",
        "instructions": "",
        "fields": [
            question("text", text="Name of referrer", value="Tom Weiss"),
            question("dropdown", text="Relationship", value="Former colleague", options=[{"text": "Friend"}]),
            question("textarea", text="Why should we hire them?", value="Calm under pressure."),
        ],
        "baseTemplateId": "referral-default",
        "user": RECRUITER,
        "referrer": MANAGER,
        "stage": SCREEN,
        "createdAt": MAY_1,
        "completedAt": MAY_2,
        **changes,
    }


def profile_form(**changes: Any) -> dict[str, Any]:
    return {
        "id": "23dcee24-a174-4f5b-8e42-f0bf3d719c54",
        "type": "form",
        "text": "Offer information",
        "instructions": "",
        "baseTemplateId": "offer-information",
        "fields": [
            question("currency", currency="EUR", value="48000"),
            question("yes-no", value="no"),
            question("date", value=MAY_4),
            question("multiple-select", value=["Early"], options=[{"text": "Early"}, {"text": "Late"}]),
        ],
        "user": RECRUITER,
        "stage": SCREEN,
        "createdAt": MAY_2,
        "completedAt": MAY_3,
        "deletedAt": None,
        **changes,
    }


def resume(**changes: Any) -> dict[str, Any]:
    return {
        "id": "34edff35-b285-406c-9f53-01c04e82ad65",
        "createdAt": MAY_2,
        "file": {
            "name": "cv.pdf",
            "ext": "pdf",
            "downloadUrl": "https://api.lever.co/v1/candidates/x/resumes/y/download",
            "uploadedAt": MAY_3,
            "status": "processed",
            "size": 183_422,
        },
        "parsedData": {
            "positions": [
                {
                    "org": "Bluebird Rail",
                    "title": "Signaller",
                    "summary": "Kept trains apart.",
                    "location": "Granada",
                    "start": {"year": 2019, "month": 3},
                    "end": None,
                }
            ],
            "schools": [
                {
                    "org": "University of Granada",
                    "degree": "BSc",
                    "field": "Signals",
                    "summary": None,
                    "start": {"year": 2015, "month": 9},
                    "end": {"year": 2018, "month": None},
                }
            ],
        },
        **changes,
    }


def file(**changes: Any) -> dict[str, Any]:
    return {
        "id": "45fe0046-c396-417d-8064-12d15f93be76",
        "downloadUrl": "https://hire.lever.co/candidates/x/files/z/download",
        "ext": ".PDF",
        "name": "CoverLetter.pdf",
        "uploadedAt": str(MAY_3),
        "status": "processed",
        "size": "48211",
        **changes,
    }


def eeo_response(**changes: Any) -> dict[str, Any]:
    return {
        "id": APPLICATION,
        "applicationId": APPLICATION,
        "applicationArchivedAt": MAY_4,
        "applicationArchivedBy": RECRUITER,
        "applicationArchiveReason": WITHDREW,
        "applicationTitle": "Signaller",
        "appliedAt": MAY_1,
        "contact": CONTACT,
        "currentStage": SCREEN,
        "hiredDate": None,
        "hiringManager": MANAGER,
        "opportunityId": OPPORTUNITY,
        "opportunityOwner": RECRUITER,
        "origin": "applied",
        "posting": POSTING,
        "requisitionCodes": ["ENG-1"],
        "sources": ["Job fair"],
        "eeoSurveyRespondedAt": MAY_2,
        "eeoResponseSource": "api",
        "gender": "Female",
        "race": "Asian (Not Hispanic or Latino)",
        "veteran": "I am not a protected veteran",
        "disability": "I do not want to answer",
        "disabilitySignatureDate": "05/02/2025",
        **changes,
    }
