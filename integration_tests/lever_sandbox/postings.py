"""Postings and their application forms."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.company import Company
from lever_sandbox.forms import build_question, eeo_questions
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.office_hours import working_moment
from lever_sandbox.pay import amount
from lever_sandbox.roles import HEAD_OFFICE, OFFICES, ROLES, Office, Role
from lever_sandbox.timeline import HISTORY, moment_of
from lever_sandbox.users import PEOPLE

STATES = ("published", "internal", "closed", "draft", "pending", "rejected")
#: States a candidate can apply in, or has once applied in.
HAD_APPLICANTS = ("published", "internal", "closed")
OPEN_STATES = ("published", "internal")


class Opening(NamedTuple):
    """State and life of a posting; days are counted back from the account's present."""

    state: str
    channels: list[str] | None
    confidential: bool
    opened: float
    closed: float | None = None


_BOTH, _PUBLIC, _INTERNAL = ["internal", "public"], ["public"], ["internal"]
#: What the first dozen postings are, so that even the smallest account has every case, and something to apply for at
#: any time.
_LEADING_CASES = (
    Opening("published", _BOTH, False, 430),
    Opening("published", _INTERNAL, False, 45),
    Opening("published", _PUBLIC, False, 1_600),
    Opening("internal", None, False, 900),
    Opening("closed", None, False, HISTORY // DAY + 20, 380),
    Opening("draft", None, False, 12),
    Opening("pending", None, False, 6),
    Opening("rejected", None, False, 200),
    Opening("published", _PUBLIC, True, 430),
    Opening("closed", None, True, 700, 560),
    Opening("published", _BOTH, False, 800),
    Opening("published", ["public", "internal"], False, 300),
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
    role: Role = ROLES[0]
    office: Office = HEAD_OFFICE
    closes_at: int | None = None

    @property
    def id(self) -> str:
        identifier: str = self.body["id"]
        return identifier

    @property
    def opened_at(self) -> int:
        opened: int = self.body["createdAt"]
        return opened

    @property
    def department(self) -> str:
        """Who hires for it: a team that belongs to no department is one of its own."""
        return self.role.department or self.role.team

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
    factory = _PostingFactory(rng, company, now, question_sets)
    return [factory.build(number) for number in range(count)]


def _opening(rng: Random, number: int, now: int) -> Opening:
    if number < len(_LEADING_CASES):
        return _LEADING_CASES[number]
    roll = rng.random()
    confidential = rng.random() < 0.05
    recently = 3 + rng.random() * 110 if rng.random() < 0.85 else 110 + rng.random() * 500
    if roll < 0.26:
        channels = rng.random()
        if channels < 0.6:
            return Opening("published", _BOTH, confidential, recently)
        return Opening("published", _PUBLIC if channels < 0.88 else _INTERNAL, confidential, recently)
    if roll < 0.3:
        return Opening("internal", None, confidential, recently)
    if roll < 0.9:
        opened = (now - moment_of(rng.random(), now)) / DAY + 30
        open_for = 25 + rng.random() * 130 if rng.random() < 0.85 else 200 + rng.random() * 400
        return Opening("closed", None, confidential, opened, max(opened - open_for, 2.0))
    if roll < 0.95:
        return Opening("draft", None, confidential, recently / 4)
    return Opening("pending" if roll < 0.97 else "rejected", None, confidential, recently / 4)


class _PostingFactory:
    def __init__(self, rng: Random, company: Company, now: int, question_sets: list[Json]) -> None:
        self._rng = rng
        self._company = company
        self._now = now
        self._question_sets = {item["text"]: item for item in question_sets}
        self._before: PostingRow | None = None
        self._first_opened = now

    def build(self, number: int) -> PostingRow:
        rng, company = self._rng, self._company
        opening = _opening(rng, number, self._now)
        again = self._before if number >= len(_LEADING_CASES) and number % 9 == 4 else None
        # Now and then the same job is wanted in two places at once.
        role = again.role if again else self._role(number)
        place = role.places[(number // len(ROLES) + (again is not None)) % len(role.places)]
        office = OFFICES[place]
        identifier = new_id(rng)
        # Two postings share an instant of creation: the id has to break the tie in the order.
        created = again.opened_at if again else self._at(opening.opened, office)
        if number == 0:
            self._first_opened = created
        elif number == _TWIN:
            created = self._first_opened
        closes_at = None
        if opening.closed is not None:
            closes_at = max(self._at(opening.closed, office), created + 20 * DAY)
        department = role.department or role.team
        owner: str | None = company.staff.choose(rng, PEOPLE, created)[0].id
        hiring_manager: str | None = company.staff.leader(department).id
        if number % 11 == 10:
            owner = None
        if number % 5 == 3:
            hiring_manager = None
        elif number % 14 == 2:
            hiring_manager = owner
        elif number % 12 == 11:
            hiring_manager = company.missing_user_id
        row = PostingRow(
            body={
                "id": identifier,
                "text": role.title,
                "state": opening.state,
                "distributionChannels": opening.channels,
                "user": company.users[0]["id"],
                "owner": owner,
                "hiringManager": hiring_manager,
                "categories": {
                    "commitment": role.commitment,
                    "department": role.department,
                    "level": "Senior" if number % 8 == 0 else None,
                    "location": place,
                    "team": role.team if number % 17 != 16 else None,
                    "allLocations": [place] if number % 3 else [place, "Utrecht"],
                },
                "tags": _tags(number),
                "content": _content(role, place, number),
                "country": office.country,
                "followers": [one for one in dict.fromkeys((owner, hiring_manager)) if one][: 1 + number % 2],
                "reqCode": None,
                "requisitionCodes": [],
                "urls": posting_urls(identifier, opening.state),
                "confidentiality": "confidential" if opening.confidential else "non-confidential",
                "createdAt": created,
                "updatedAt": closes_at or min(self._now, created + int(rng.random() * (self._now - created))),
                "workplaceType": role.workplace,
            },
            custom_questions=self._choose_questions(number, department),
            eeo=eeo_questions(number) if office.country == "US" or number % 4 == 0 else None,
            apply_status=_apply_status(number, opening.state),
            role=role,
            office=office,
            closes_at=closes_at,
        )
        _add_rarer_keys(row.body, role, office, number)
        self._before = row
        return row

    def _role(self, number: int) -> Role:
        return ROLES[number] if number < len(ROLES) else ROLES[int(self._rng.random() * len(ROLES))]

    def _at(self, days_ago: float, office: Office) -> int:
        return min(working_moment(self._rng, self._now - int(days_ago * DAY), office.utc_offset), self._now - HOUR)

    def _choose_questions(self, number: int, department: str) -> list[Json]:
        if number % 6 == 5:
            return []
        rng = self._rng
        # Every set, hence every question type, is on one of the first postings.
        wanted = _FIRST_QUESTIONS.get(number) or [
            name for name, share in _QUESTIONS.get(department, _OTHER_QUESTIONS) if rng.random() < share
        ]
        copies = []
        for name in wanted:
            chosen = self._question_sets[name]
            copies.append({"id": chosen["id"], "text": chosen["text"], "fields": list(chosen["fields"])})
        if number % 4 == 2:
            own = build_question(rng, "textarea", f"Why this job? ({number})")
            copies.append({"id": new_id(rng), "text": "This job only", "fields": [own]})
        return copies


#: Made in one go with the first posting.
_TWIN = 8
_FIRST_QUESTIONS = {
    0: ["Basics", "Data roles"],
    2: ["Warehouse shifts 🏭", "Basics"],
    3: ["Warehouse shifts 🏭"],
    4: ["Background", "Experiments"],
}
_OTHER_QUESTIONS = (("Basics", 0.7), ("Background", 0.5), ("Experiments", 0.05))
_QUESTIONS = {
    "Engineering": (("Basics", 0.6), ("Data roles", 0.7), ("Experiments", 0.05)),
    "Operations": (("Basics", 0.6), ("Warehouse shifts 🏭", 0.6)),
}


def _tags(number: int) -> list[str]:
    return ["urgent"] if number % 6 == 0 else ["evergreen"] if number % 10 == 3 else []


def _content(role: Role, place: str, number: int) -> Json:
    text = f"{role.title} in {place}: join the team {role.team} and build something people rely on."
    return {
        "description": f"{text}\n",
        "descriptionHtml": f"<div>{text}</div>",
        "lists": [
            {"text": "You bring", "content": "<li>Curiosity &amp; care</li><li>SQL</li>"},
            {"text": "We offer", "content": "<li>30 days off</li>"},
        ][: number % 3],
        "closing": "" if number % 2 else "Apply even if you miss a point.",
        "closingHtml": "" if number % 2 else "<div>Apply even if you miss a point.</div>",
    }


def _add_rarer_keys(body: Json, role: Role, office: Office, number: int) -> None:
    if role.interval is not None:
        body["salaryRange"] = {
            "min": amount(role.pay * 0.92, office.currency, role.interval),
            "max": amount(role.pay * 1.15, office.currency, role.interval),
            "currency": office.currency,
            "interval": role.interval,
        }
    if number % 10 == 0:
        body["salaryDescription"] = "Plus equity"
        body["salaryDescriptionHtml"] = "<p>Plus equity</p>"
    if number % 3 == 0:
        body["transcribeInterviews"] = False
        body["screening"] = {"enabled": False}


def _apply_status(number: int, state: str) -> int:
    if state == "draft" and (number == 5 or number % 2 == 0):
        return 404
    if state == "rejected" and (number == 7 or number % 2 == 0):
        return 400
    return 200


_BUCKET = 10 * DAY
#: A new posting draws more people than one that has been up for long.
_FRESH, _FRESH_FOR = 2.0, 30 * DAY
_STALE, _STALE_AFTER = 0.25, 300 * DAY


def _appeal(age: int) -> float:
    return _FRESH if age < _FRESH_FOR else 1 if age < _STALE_AFTER else _STALE


class OpenPostings:
    """What one could apply for at a time, the popular jobs more often."""

    def __init__(self, rows: list[PostingRow], start: int, now: int) -> None:
        self._start = start
        self._buckets: list[tuple[list[PostingRow], list[float]]] = []
        for begin in range(start, now + _BUCKET, _BUCKET):
            found = [
                row
                for row in rows
                if row.opened_at < begin + _BUCKET and (row.closes_at is None or row.closes_at > begin)
            ]
            weights = [row.role.popularity * _appeal(begin - row.opened_at) for row in found]
            self._buckets.append((found, list(accumulate(weights))))

    def choose(self, rng: Random, at: int) -> PostingRow | None:
        bucket = min(max(0, (at - self._start) // _BUCKET), len(self._buckets) - 1)
        found, until = self._buckets[bucket]
        for _ in range(8 if found else 0):
            row = found[bisect(until, rng.random() * until[-1])]
            if row.opened_at <= at and (row.closes_at is None or at < row.closes_at):
                return row
        # Imported history is older than any posting.
        return next((row for row in found if row.opened_at <= at), found[0] if found else None)
