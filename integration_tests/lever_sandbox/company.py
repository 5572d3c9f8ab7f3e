"""The company itself: stages, archive reasons, tags, sources, feedback templates, and who works there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from lever_sandbox.clock import DAY
from lever_sandbox.feedback import build_templates
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.users import Staff, build_users

#: Lever gives every account slug ids for its built-in stages and UUIDs for the others. Ranks are floats: they
#: are the first sort key of /opportunities, and show only in its offset tokens and on /disposition_stages.
STAGES = (
    ("lead-new", "New lead", "lead", 1, False),
    ("lead-reached-out", "Reached out", "lead", 3, False),
    ("lead-responded", "Responded", "lead", 5, False),
    ("applicant-new", "New applicant", "applicant", 101, False),
    (None, "Application review", "applicant", 105.5, False),
    (None, "Phone screen", "screen", 201, True),
    (None, "Zweitgespräch – 電話 ☎", "screen", 230.5, True),
    (None, "Hiring manager screen", "screen", 241, True),
    (None, "Take-home exercise", "onsite", 261, False),
    (None, "On-site interview", "onsite", 301, True),
    (None, "Reference check", "onsite", 330.5, False),
    ("offer", "Offer", "offer", 401, False),
    # Nobody stands in this one: a test can take it away without moving anyone.
    (None, "Background check", "offer", 415.25, False),
)

ARCHIVE_REASONS = (
    ("Withdrew", "active", "non-hired"),
    ("Hired", "active", "hired"),
    ("Underqualified", "active", "non-hired"),
    ("Hired – internal transfer", "inactive", "hired"),
    ("Unresponsive", "active", "non-hired"),
    ("Candidate declined offer", "active", "non-hired"),
    ("Position closed", "active", "non-hired"),
    ("Salary expectations", "active", "non-hired"),
    ("Not eligible to work here", "active", "non-hired"),
    ("Culture fit", "inactive", "non-hired"),
    ("Timing / später", "active", "non-hired"),
    ("Spam", "inactive", "non-hired"),
)

#: Tags people put on candidates by hand. Case matters in Lever: `Remote OK` and `remote ok` are two tags.
MANUAL_TAGS = (
    "Remote OK",
    "remote ok",
    "VIP",
    "Silver medalist",
    "boomerang",
    "needs-visa",
    "Élan 2024",
    "日本語",
    "🚀 fast track",
    "do not contact, ever",
    'quoted "tag"',
    "Full-Time",
)
#: Listed by /tags with a count of 0.
UNUSED_TAGS = ("retired campaign", "Uncharted")

SOURCES = (
    "Job site",
    "Added manually",
    "LinkedIn",
    "Referral",
    "Indeed",
    "Agency – Falke & Söhne",
    "University fair",
    "GitHub",
    "Internal",
)

WORK_TYPES = ("hourly", "salaried", "gemischt")
#: One of every type.
REQUISITION_FIELDS: tuple[Json, ...] = (
    {"id": "target_hire_date", "text": "Target hire date", "type": "date", "isRequired": False},
    {
        "id": "cost_center",
        "text": "Cost center",
        "type": "object",
        "isRequired": True,
        "subfields": [
            {"id": "city", "text": "City", "type": "text"},
            {"id": "campus_code", "text": "Campus code", "type": "number"},
        ],
    },
    {
        "id": "work_type",
        "text": "Work type",
        "type": "dropdown",
        "isRequired": False,
        "options": [
            {"id": f"be10385a-c6d8-4f53-9133-d7f21425b64{number}", "text": text}
            for number, text in enumerate(WORK_TYPES)
        ],
    },
    {"id": "signing_bonus", "text": "Signing bonus", "type": "number", "isRequired": False},
    {"id": "business_case", "text": "Business case", "type": "text", "isRequired": False},
)


@dataclass
class Company:
    """Account-level lists, in the order Lever gives them unless an order is applied later."""

    users: list[Json] = field(default_factory=list)
    #: The same people as the generated records need them; changes of the list do not reach it.
    staff: Staff = field(default_factory=lambda: Staff([]))
    #: With `pipeline`, `rank` and `hasInterview`, which only /disposition_stages shows.
    stages: list[Json] = field(default_factory=list)
    archive_reasons: list[Json] = field(default_factory=list)
    webhooks: list[Json] = field(default_factory=list)
    requisition_fields: list[Json] = field(default_factory=list)
    feedback_templates: list[Json] = field(default_factory=list)
    #: What generated forms were made from, whatever becomes of the templates.
    templates_of_record: dict[str, Json] = field(default_factory=dict)
    #: As approvals of requisitions name it.
    account_id: str = ""
    #: Referenced by records, listed nowhere.
    missing_user_id: str = ""
    #: Referenced by old stage changes, listed nowhere.
    retired_stage_id: str = ""

    def stages_of(self, *pipelines: str) -> list[Json]:
        return [stage for stage in self.stages if stage["pipeline"] in pipelines]

    def hired_reason_ids(self) -> list[str]:
        return [reason["id"] for reason in self.archive_reasons if reason["type"] == "hired"]


def build_company(rng: Random, now: int, users: int) -> Company:
    company = Company(account_id=new_id(rng), missing_user_id=new_id(rng), retired_stage_id=new_id(rng))
    for slug, text, pipeline, rank, has_interview in STAGES:
        company.stages.append(
            {
                "id": slug or new_id(rng),
                "text": text,
                "pipeline": pipeline,
                "rank": rank,
                "hasInterview": has_interview,
            }
        )
    company.archive_reasons = [
        {"id": new_id(rng), "text": text, "status": status, "type": kind} for text, status, kind in ARCHIVE_REASONS
    ]
    company.users = build_users(rng, now, users)
    company.staff = Staff(company.users)
    company.requisition_fields = [dict(item) for item in REQUISITION_FIELDS]
    company.feedback_templates = build_templates(rng, now)
    company.templates_of_record = {template["id"]: deepcopy(template) for template in company.feedback_templates}
    company.webhooks = [
        {
            "id": new_id(rng),
            "event": "candidateHired",
            "url": "https://example.com/hooks/lever",
            "configuration": {"conditions": {"origins": ["applied", "sourced"]}},
            "createdAt": now - 90 * DAY,
            "updatedAt": now - 90 * DAY,
        }
    ]
    return company
