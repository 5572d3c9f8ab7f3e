"""Objects as Lever sends them, for one invented company; keyword arguments replace keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from source_lever_unified.models import Account, Opportunity, OpportunityRef, PostingRef, read_opportunity

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


def rows_of(mapping: Callable[..., Iterable[T]], lever: Any, account: Account = ACCOUNT, *more: Any) -> list[T]:
    """The rows of an opportunity."""
    opportunity = read_opportunity(lever, account)
    return [] if opportunity is None else list(mapping(opportunity, account, *more))


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
        "interviewers": [{"id": MANAGER, "name": "Tom Weiss", "email": "tom@example.com"}],
        "timezone": "Europe/Madrid",
        "createdAt": MAY_2,
        "date": MAY_3,
        "duration": 45,
        "location": None,
        "user": RECRUITER,
        "stage": SCREEN,
        "canceledAt": None,
        "postings": [POSTING],
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
