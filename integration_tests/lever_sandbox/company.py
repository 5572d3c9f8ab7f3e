"""The company itself: users, stages, archive reasons, tags, sources, feedback templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from lever_sandbox.clock import DAY
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json

# fmt: off
FIRST_NAMES = (
    "Dana", "Omar", "Priya", "Jonas", "Lucía", "Noah", "Emma", "Søren", "Aylin", "Mateo", "Chloé", "Kwame",
    "Ines", "Björn", "Fatima", "Tomás", "Yuki", "Amara", "Luca", "Zofia", "Hana", "Ravi", "Mia", "Elif",
    "Pedro", "Nora", "Ivan", "Leila", "Oskar", "Grace", "Wei", "Anya", "Samuel", "Rosa", "Finn", "Zeynep",
    "Hugo", "Aisha", "Marek", "Júlia",
)
LAST_NAMES = (
    "Whitlock", "Haddad", "Natarajan", "Weber", "Fernández", "Okafor", "Lindqvist", "Sørensen", "Demir",
    "Rossi", "Dubois", "Mensah", "Carvalho", "Müller", "Khan", "Novák", "Tanaka", "Diallo", "Bianchi",
    "Kowalska", "Sato", "Patel", "Jensen", "Yılmaz", "Oliveira", "Larsen", "Petrov", "Hosseini", "Nilsson",
    "Murphy", "Zhang", "Ivanova", "Brown", "Moreno", "O’Brien", "Kaya", "Laurent", "Abebe", "Dvořák",
    "Szabó",
)
# fmt: on

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
    ("Offer declined", "active", "non-hired"),
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
)


@dataclass
class Company:
    """Account-level lists, in the order Lever gives them unless an order is applied later."""

    users: list[Json] = field(default_factory=list)
    #: With `pipeline`, `rank` and `hasInterview`, which only /disposition_stages shows.
    stages: list[Json] = field(default_factory=list)
    archive_reasons: list[Json] = field(default_factory=list)
    webhooks: list[Json] = field(default_factory=list)
    requisition_fields: list[Json] = field(default_factory=list)
    feedback_templates: list[Json] = field(default_factory=list)
    #: Referenced by records, listed nowhere.
    missing_user_id: str = ""
    #: Referenced by old stage changes, listed nowhere.
    retired_stage_id: str = ""

    def stages_of(self, *pipelines: str) -> list[Json]:
        return [stage for stage in self.stages if stage["pipeline"] in pipelines]

    def hired_reason_ids(self) -> list[str]:
        return [reason["id"] for reason in self.archive_reasons if reason["type"] == "hired"]


def build_company(rng: Random, now: int, users: int) -> Company:
    company = Company(missing_user_id=new_id(rng), retired_stage_id=new_id(rng))
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
    company.users = _build_users(rng, now, users)
    company.requisition_fields = [dict(item) for item in REQUISITION_FIELDS]
    company.feedback_templates = _build_feedback_templates(rng, now)
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


def _build_users(rng: Random, now: int, count: int) -> list[Json]:
    roles = ("super admin", "admin", "team member", "limited team member", "interviewer")
    custom_role = new_id(rng)
    users: list[Json] = []
    for number in range(count):
        first = FIRST_NAMES[number % len(FIRST_NAMES)]
        last = LAST_NAMES[(number * 7 + number // len(FIRST_NAMES)) % len(LAST_NAMES)]
        username = f"user{number}"
        user: Json = {
            "id": new_id(rng),
            "name": f"{first} {last}",
            "username": username,
            "email": f"{username}@acmefreight.example",
            "accessRole": roles[number % len(roles)],
            "photo": None if number % 3 else f"https://images.example.com/{username}.png",
            "createdAt": now - (count - number) * 17 * DAY - int(rng.random() * DAY),
            "deactivatedAt": None,
            "externalDirectoryId": None if number % 4 else f"hris-{1000 + number}",
            "linkedContactIds": None,
            "jobTitle": ("Recruiter", "Engineering manager", "Data engineer", None)[number % 4],
            "managerId": users[0]["id"] if users and number % 2 else None,
        }
        match number:
            case 2:
                user["name"] = "Xiuying"
            case 3:
                user["name"] = "  Ana  María   de la Cruz "
            case 4:
                user["accessRole"] = custom_role
            case 5:
                # Accounts older than 2023 lack these two keys.
                del user["jobTitle"]
                del user["managerId"]
            case 6:
                user["email"] = "Nora.CAPS@AcmeFreight.example"
            case _:
                pass
        if number % 6 == 5 or number == 7:
            user["deactivatedAt"] = now - int(rng.random() * 300 * DAY)
        users.append(user)
    return users


def _build_feedback_templates(rng: Random, now: int) -> list[Json]:
    ratings = ("4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire")
    templates: list[Json] = []
    for number, text in enumerate(("Phone screen feedback", "On-site feedback", "On-site feedback", "Élan score")):
        templates.append(
            {
                "id": new_id(rng),
                "text": text,
                "group": None if number % 2 else {"id": new_id(rng), "name": "Interviews"},
                "instructions": "",
                "fields": [
                    {
                        "description": "",
                        "required": False,
                        "text": "Rating",
                        "type": "score-system",
                        "id": new_id(rng),
                        "prompt": "Select one",
                        "options": [{"text": rating} for rating in ratings],
                    },
                    {
                        "description": "",
                        "required": False,
                        "text": "Other thoughts?",
                        "type": "textarea",
                        "id": new_id(rng),
                    },
                ],
                "createdAt": None if number == 3 else now - 700 * DAY,
                "stage": None,
                "updatedAt": None if number else now - 200 * DAY,
            }
        )
    return templates
