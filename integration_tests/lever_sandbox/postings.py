"""Postings, their application forms, and requisitions."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from lever_sandbox.clock import DAY
from lever_sandbox.company import Company
from lever_sandbox.forms import build_question, eeo_questions
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json

STATES = ("published", "internal", "closed", "draft", "pending", "rejected")
#: States a candidate can apply in, or has once applied in.
HAD_APPLICANTS = ("published", "internal", "closed")
OPEN_STATES = ("published", "internal")

_TITLES = (
    "Senior Data Engineer",
    "Warehouse Associate",
    "Product Designer",
    "Account Executive – DACH",
    "Staff Software Engineer, Platform",
    "Kundenberater:in",
    "Recruiter",
    "Logistics Planner",
    "データアナリスト",
    "Finance Business Partner",
    "Werkstudent Marketing",
    "QA Engineer",
)
_PLACES = (
    ("Rotterdam", "NL"),
    ("Berlin", "DE"),
    ("New York, NY", "US"),
    ("São Paulo", "BR"),
    ("Remote – EMEA", None),
    ("東京", "JP"),
)
_TEAMS = (
    ("Data Platform", "Engineering"),
    ("Fulfilment", "Operations"),
    ("Design", None),
    ("Sales", "Revenue"),
    ("People", "G&A"),
)
_COMMITMENTS = (
    "Full-time",
    "Full-time",
    "Full Time Employee",
    "Part-time",
    "Internship",
    "Contract",
    "Contractor (6 months)",
    "Seasonal",
    "Temporary",
    "Vollzeit",
    "Apprenticeship",
    None,
)
SALARY_INTERVALS = (
    "per-year-salary",
    "per-month-salary",
    "semi-month-salary",
    "bi-month-salary",
    "bi-week-salary",
    "per-week-salary",
    "per-day-wage",
    "per-hour-wage",
    "one-time",
)
_WORKPLACES = ("onsite", "remote", "hybrid", "unspecified")

#: What the first dozen postings are, so that even the smallest account has every case: (state, channels,
#: confidential).
_LEADING_CASES: tuple[tuple[str, list[str] | None, bool], ...] = (
    ("published", ["internal", "public"], False),
    ("published", ["internal"], False),
    ("published", ["public"], False),
    ("internal", None, False),
    ("closed", None, False),
    ("draft", None, False),
    ("pending", None, False),
    ("rejected", None, False),
    ("published", ["public"], True),
    ("closed", None, True),
    ("published", ["internal", "public"], False),
    ("published", ["public", "internal"], False),
)


@dataclass
class PostingRow:
    """A posting with what only /postings/:id/apply shows of it."""

    body: Json
    #: `{"id", "text", "fields"}` each: the posting's own copy, so that one posting's form can change alone.
    custom_questions: list[Json] = field(default_factory=list)
    #: None when EEO is off: the key is then absent from the form.
    eeo: Json | None = None
    #: What /postings/:id/apply answers. Assumed: 404 and 400 are possible for some states.
    apply_status: int = 200

    @property
    def id(self) -> str:
        identifier: str = self.body["id"]
        return identifier

    @property
    def confidential(self) -> bool:
        return bool(self.body["confidentiality"] == "confidential")

    @property
    def internal_only(self) -> bool:
        return bool(self.body["state"] == "published" and self.body["distributionChannels"] == ["internal"])

    def automatic_tags(self) -> list[str]:
        """The tags Lever copies onto every opportunity of the posting."""
        categories = self.body["categories"]
        wanted = (self.body["text"], categories["team"], categories["location"], categories["commitment"])
        return list(dict.fromkeys(tag for tag in wanted if tag))


def posting_urls(identifier: str, state: str) -> Json | None:
    if state not in OPEN_STATES:
        return None
    page = f"https://jobs.lever.co/acmefreight/{identifier}"
    return {"list": "https://jobs.lever.co/acmefreight", "show": page, "apply": f"{page}/apply"}


def build_postings(rng: Random, company: Company, now: int, count: int, question_sets: list[Json]) -> list[PostingRow]:
    return [_build_posting(rng, company, now, number, count, question_sets) for number in range(count)]


def _case(rng: Random, number: int) -> tuple[str, list[str] | None, bool]:
    if number < len(_LEADING_CASES):
        return _LEADING_CASES[number]
    roll = rng.random()
    confidential = rng.random() < 0.05
    if roll < 0.5:
        channels = rng.random()
        if channels < 0.6:
            return "published", ["internal", "public"], confidential
        return "published", ["public"] if channels < 0.88 else ["internal"], confidential
    for limit, state in ((0.8, "closed"), (0.86, "internal"), (0.94, "draft"), (0.97, "pending")):
        if roll < limit:
            return state, None, confidential
    return "rejected", None, confidential


def _build_posting(
    rng: Random, company: Company, now: int, number: int, count: int, question_sets: list[Json]
) -> PostingRow:
    state, channels, confidential = _case(rng, number)
    identifier = new_id(rng)
    place, country = _PLACES[number % len(_PLACES)]
    team, department = _TEAMS[(number // 2) % len(_TEAMS)]
    title = _TITLES[number % len(_TITLES)]
    if number >= len(_TITLES):
        title = f"{title} {number // len(_TITLES) + 1}"
    user_ids = [user["id"] for user in company.users]
    owner: str | None = user_ids[int(rng.random() * len(user_ids))]
    hiring_manager: str | None = user_ids[int(rng.random() * len(user_ids))]
    if number % 11 == 10:
        owner = None
    if number % 5 == 3:
        hiring_manager = None
    elif number % 7 == 2:
        hiring_manager = owner
    elif number % 12 == 11:
        hiring_manager = company.missing_user_id
    # Two postings share each creation instant now and then: the id has to break the tie in the order.
    created = now - int((count - number - (number % 9 == 4)) / count * 1200 * DAY) - 5 * DAY
    code = f"ENG-{201 + number}" if number % 5 else None
    body: Json = {
        "id": identifier,
        "text": title,
        "state": state,
        "distributionChannels": channels,
        "user": user_ids[0],
        "owner": owner,
        "hiringManager": hiring_manager,
        "categories": {
            "commitment": _COMMITMENTS[number % len(_COMMITMENTS)],
            "department": department,
            "level": "Senior" if number % 8 == 0 else None,
            "location": place if number % 13 else "Rotterdam",
            "team": team if number % 17 != 16 else None,
            "allLocations": [place] if number % 3 else [place, "Utrecht"],
        },
        "tags": [] if number % 4 else ["urgent"],
        "content": {
            "description": f"{title}: build something people rely on.\n",
            "descriptionHtml": f"<div>{title}: build something people rely on.</div>",
            "lists": [
                {"text": "You bring", "content": "<li>Curiosity &amp; care</li><li>SQL</li>"},
                {"text": "We offer", "content": "<li>30 days off</li>"},
            ][: number % 3],
            "closing": "" if number % 2 else "Apply even if you miss a point.",
            "closingHtml": "" if number % 2 else "<div>Apply even if you miss a point.</div>",
        },
        "country": country,
        "followers": [owner] if owner else [],
        "reqCode": code,
        "requisitionCodes": [code] if code else [],
        "urls": posting_urls(identifier, state),
        "confidentiality": "confidential" if confidential else "non-confidential",
        "createdAt": created,
        "updatedAt": min(now, created + int(rng.random() * 200 * DAY)),
        "workplaceType": _WORKPLACES[number % len(_WORKPLACES)],
    }
    if number % 4 != 1:
        interval = SALARY_INTERVALS[(number - (number + 2) // 4) % len(SALARY_INTERVALS)]
        body["salaryRange"] = {
            "min": 30_000 + 1_000 * (number % 40),
            "max": 50_000 + 1_500.5 * (number % 40),
            "currency": ("EUR", "USD", "BRL")[number % 3],
            "interval": interval,
        }
    if number % 10 == 0:
        body["salaryDescription"] = "Plus equity"
        body["salaryDescriptionHtml"] = "<p>Plus equity</p>"
    if number % 3 == 0:
        body["transcribeInterviews"] = False
        body["screening"] = {"enabled": False}
    return PostingRow(
        body=body,
        custom_questions=_choose_questions(rng, number, question_sets),
        eeo=eeo_questions(number) if number % 2 == 0 else None,
        apply_status=_apply_status(number, state),
    )


def _choose_questions(rng: Random, number: int, question_sets: list[Json]) -> list[Json]:
    if number % 6 == 5:
        return []
    if number < 5:
        # Every set, hence every question type, is on one of the first postings.
        chosen = [question_sets[number], question_sets[0]] if number else [question_sets[0]]
    else:
        chosen = [candidate for candidate in question_sets if rng.random() < 0.35]
    copies = [
        {"id": chosen_set["id"], "text": chosen_set["text"], "fields": list(chosen_set["fields"])}
        for chosen_set in chosen
    ]
    if number % 4 == 2:
        own = build_question(rng, "textarea", f"Why this job? ({number})")
        copies.append({"id": new_id(rng), "text": "This job only", "fields": [own]})
    return copies


def _apply_status(number: int, state: str) -> int:
    if state == "draft" and (number == 5 or number % 2 == 0):
        return 404
    if state == "rejected" and (number == 7 or number % 2 == 0):
        return 400
    return 200


def build_requisitions(rng: Random, company: Company, postings: list[PostingRow], now: int) -> list[Json]:
    requisitions: list[Json] = []
    statuses = ("open", "onHold", "closed", "draft", "pending", "rejected")
    for number, posting in enumerate(postings):
        body = posting.body
        for code in body["requisitionCodes"]:
            requisitions.append(
                {
                    "id": new_id(rng),
                    "createdAt": body["createdAt"],
                    "confidentiality": body["confidentiality"],
                    "status": statuses[number % len(statuses)],
                    "name": body["text"],
                    "requisitionCode": code,
                    "headcountTotal": "unlimited" if number % 9 == 0 else 1 + number % 3,
                    "headcountHired": 0,
                    "headcountInfinite": number % 9 == 0,
                    "backfill": number % 4 == 0,
                    "creator": company.users[0]["id"],
                    "owner": body["owner"],
                    "hiringManager": body["hiringManager"],
                    "internalNotes": "",
                    "compensationBand": None,
                    "approval": {"steps": []},
                    "employmentStatus": "Exempt Full-Time",
                    "location": body["categories"]["location"],
                    "team": body["categories"]["team"],
                    "department": body["categories"]["department"],
                    "postings": [posting.id],
                    "offerIds": [],
                    "timeToFillStartAt": None,
                    "timeToFillEndAt": None,
                    "updatedAt": min(now, body["createdAt"] + 3 * DAY),
                    "customFields": {"cost_center": {"city": "Rotterdam", "campus_code": "9"}},
                    "closedAt": None,
                }
            )
    return requisitions
