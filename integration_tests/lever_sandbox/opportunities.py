"""Opportunities and their applications.

The first rows are one of each special case, so that a small account has them all; the rest follow plausible
shares.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY, HOUR, MINUTE
from lever_sandbox.company import FIRST_NAMES, LAST_NAMES, MANUAL_TAGS, SOURCES, Company
from lever_sandbox.forms import answered_form, referral_form
from lever_sandbox.identifiers import new_id
from lever_sandbox.interviews import build_interviews
from lever_sandbox.jsontypes import Json
from lever_sandbox.offers import build_offers
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.postings import HAD_APPLICANTS, PostingRow

#: How far back the account's ordinary rows reach.
HISTORY = 4 * 365 * DAY
#: Lever shows null in `updatedAt` for opportunities nobody has touched since it introduced the field: here
#: those created longer ago than this, with few exceptions.
TOUCHED_SINCE = 540 * DAY
ORIGINS = ("applied", "applied", "applied", "sourced", "referred", "agency", "internal", "university")

_LOCATIONS = ("", "", "", "Rotterdam", "Berlin, Deutschland", "São Paulo", "New York, NY, USA", "東京")
_HEADLINES = (
    "",
    "Northwind Freight, Delft University",
    "Ingénieure données – Société Générale",
    "Data engineer",
)
_COMPANIES = (None, None, "Northwind Freight", "Société Générale", "")
_PHONE_TYPES = ("mobile", "home", "work", "skype", "other")

#: The cases that must exist in every account, one row each (see README).
LEADING_CASES = (
    "plain",
    "lead",
    "archived lead",
    "hired",
    "rejected",
    "archived then moved",
    "re-archived",
    "application archived alone",
    "confidential",
    "anonymized",
    "empty strings",
    "one-word name",
    "known links",
    "retired stage in history",
    "no owner",
    "missing owner",
    "backdated",
    "long ago",
    "many tags",
    "no tags",
    "repeated candidacy",
    "repeated candidacy",
    "referral",
    "snoozed",
    "moved twice in one instant",
)

#: As many as an offer has statuses, so that a small account has an offer in each.
CASES_WITH_OFFERS = (
    "plain",
    "hired",
    "rejected",
    "re-archived",
    "known links",
    "no owner",
    "many tags",
    "referral",
)


class Person(NamedTuple):
    """What Lever keeps on the contact and copies into each of its opportunities."""

    contact: str
    name: str
    headline: str
    location: str
    phones: list[Json]
    emails: list[str]
    links: list[str]


class Batch(NamedTuple):
    """Rows an import created in one and the same millisecond."""

    at: int
    size: int


def import_batch(now: int, count: int) -> Batch:
    return Batch(at=now - 700 * DAY, size=min(count // 5, 250 + count // 200))


class OpportunityFactory:
    """Generates opportunities one after the other from one random sequence."""

    def __init__(
        self,
        rng: Random,
        company: Company,
        postings: list[PostingRow],
        requisitions: list[Json],
        *,
        now: int,
        count: int,
    ) -> None:
        self._rng = rng
        self._company = company
        self._now = now
        self._count = count
        self._batch = import_batch(now, count)
        #: Positions as Lever would have reported them in `toStageIndex`.
        self._positions = {stage["id"]: index for index, stage in enumerate(company.stages)}
        self._leads = [stage["id"] for stage in company.stages_of("lead")]
        self._track = [stage["id"] for stage in company.stages_of("applicant", "screen", "onsite")] + ["offer"]
        self._open_postings = [row for row in postings if row.body["state"] in HAD_APPLICANTS and not row.confidential]
        self._confidential_postings = [
            row for row in postings if row.body["state"] in HAD_APPLICANTS and row.confidential
        ]
        self._users: list[str] = [user["id"] for user in company.users]
        self._requisition_ids = {item["requisitionCode"]: item["id"] for item in requisitions}
        self._hired_reasons = company.hired_reason_ids()
        self._other_reasons = [reason["id"] for reason in company.archive_reasons if reason["type"] == "non-hired"]
        self._recent_people: deque[Person] = deque(maxlen=400)
        self._offers_made = 0

    def __iter__(self) -> Iterator[OpportunityRow]:
        for number in range(self._count):
            yield self.build(number)

    def build(self, number: int) -> OpportunityRow:
        rng = self._rng
        case = LEADING_CASES[number] if number < len(LEADING_CASES) else ""
        created = self._created_at(number, case)
        anonymized = case == "anonymized" or (not case and rng.random() < 0.01)
        person = self._person(number, case, alone=anonymized)
        identifier = new_id(rng)
        is_lead = case in ("lead", "archived lead") or (not case and rng.random() < 0.06)
        posting = None if is_lead else self._choose_posting(case)
        owner = self._owner(case)
        changes = self._stage_changes(created, is_lead, case)
        archived = self._archived(changes[-1]["updatedAt"], case, is_lead)
        archive_ms = archived["archivedAt"] if archived else 0
        if case == "archived then moved" or (archived and not case and rng.random() < 0.02):
            # An archived opportunity can still be moved: `archived` stays set.
            changes.append(self._change("lead-responded", archive_ms + HOUR, owner))
        last_change = changes[-1]["updatedAt"]
        # In recent data archiving also sets lastAdvancedAt, in old data it did not.
        recent = created > self._now - TOUCHED_SINCE
        advanced = max(last_change, archive_ms) if recent else last_change
        interaction = max(advanced, archive_ms, created) + (0 if rng.random() < 0.6 else int(rng.random() * 3 * DAY))
        interaction = max(min(interaction, self._now), created)
        untouched = not recent and case != "plain" and rng.random() < 0.93
        application = (
            self._application(identifier, posting, person, created, owner, archived, changes, case) if posting else None
        )
        tags = self._tags(case, posting)
        origin = "referred" if case == "referral" else ORIGINS[int(rng.random() * len(ORIGINS))]
        body: Json = {
            "id": identifier,
            "name": "" if anonymized else person.name,
            "contact": person.contact,
            "headline": "" if anonymized else person.headline,
            "stage": changes[-1]["toStageId"],
            "confidentiality": "confidential" if posting and posting.confidential else "non-confidential",
            "location": "" if anonymized else person.location,
            "phones": [] if anonymized else person.phones,
            "emails": [] if anonymized else person.emails,
            "links": [] if anonymized else person.links,
            "archived": archived,
            "tags": tags,
            "sources": self._sources(),
            "stageChanges": changes,
            "origin": origin,
            "sourcedBy": owner if origin == "sourced" else None,
            "owner": owner,
            "followers": [owner] if owner else [],
            "applications": [],
            "createdAt": created,
            "updatedAt": None if untouched else interaction + 1,
            "lastInteractionAt": interaction,
            "lastAdvancedAt": advanced,
            "snoozedUntil": self._now + 60 * DAY if case == "snoozed" else None,
            "urls": {
                "list": "https://hire.lever.co/candidates",
                "show": f"https://hire.lever.co/candidates/{identifier}",
            },
            "isAnonymized": anonymized,
            "dataProtection": None
            if number % 5
            else {
                "store": {"allowed": True, "expiresAt": self._now + 365 * DAY},
                "contact": {"allowed": False, "expiresAt": None},
            },
        }
        if posting:
            body["opportunityLocation"] = posting.body["categories"]["location"] or "unspecified"
        if anonymized and application:
            blank_application(application)
        interviews = self._interviews(body, application, case)
        offers = self._offers(body, application, archived, case)
        return OpportunityRow(body, application, interviews, offers)

    def _created_at(self, number: int, case: str) -> int:
        if case == "long ago":
            return 1_041_379_200_000  # 2003-01-01, an imported row older than Lever itself
        if case == "backdated":
            return self._now - 9 * 365 * DAY
        # The import comes after the special cases, as one block of numbers: their other fields still differ.
        if len(LEADING_CASES) <= number < len(LEADING_CASES) + self._batch.size:
            return self._batch.at
        # The square root makes the density grow over the years.
        age = 1 - self._rng.random() ** 0.5
        return self._now - HOUR - int(age * HISTORY)

    def _person(self, number: int, case: str, *, alone: bool) -> Person:
        """Somebody new or, unless `alone`, somebody who has been a candidate before."""
        rng = self._rng
        repeated = case == "repeated candidacy" or (not case and rng.random() < 0.08)
        if repeated and not alone and self._recent_people:
            return self._recent_people[int(rng.random() * len(self._recent_people))]
        first = FIRST_NAMES[int(rng.random() * len(FIRST_NAMES))]
        last = LAST_NAMES[int(rng.random() * len(LAST_NAMES))]
        name = f"{first} {last}"
        roll = rng.random()
        if case == "one-word name" or (not case and roll < 0.02):
            name = first
        elif roll < 0.04:
            name = f"{first} van der  {last}"
        slug = f"{first}.{number}".lower().encode("ascii", "ignore").decode()
        phones: list[Json] = []
        if rng.random() < 0.6:
            phone: Json = {"value": f"+31 6 {10_000_000 + number}"}
            if rng.random() < 0.7:
                phone = {"type": _PHONE_TYPES[number % len(_PHONE_TYPES)], **phone}
            phones.append(phone)
        links: list[str] = []
        if case == "known links":
            links = [
                "https://www.linkedin.com/in/dana-whitlock",
                "github.com/dana",
                "https://twitter.com/dana",
                "https://x.com/dana",
                "https://stackoverflow.com/users/42/dana",
                "https://www.facebook.com/dana",
                "https://medium.com/@dana",
                "",
                "not a link at all",
            ]
        elif rng.random() < 0.4:
            links = [f"https://www.linkedin.com/in/{slug}"]
            if rng.random() < 0.3:
                links.append(f"http://github.com/{slug}")
        person = Person(
            contact=new_id(rng),
            name=name,
            headline=_HEADLINES[int(rng.random() * len(_HEADLINES))],
            location=_LOCATIONS[int(rng.random() * len(_LOCATIONS))],
            phones=phones,
            emails=[f"{slug}@example.org"] if rng.random() < 0.95 else [],
            links=links,
        )
        if case == "empty strings" or (not case and roll > 0.98):
            person = person._replace(name="", headline="", location="", emails=[], phones=[])
        if not alone and case != "empty strings":
            self._recent_people.append(person)
        return person

    def _choose_posting(self, case: str) -> PostingRow:
        rng = self._rng
        if case == "confidential" or (not case and rng.random() < 0.02):
            return self._confidential_postings[int(rng.random() * len(self._confidential_postings))]
        return self._open_postings[int(rng.random() ** 1.5 * len(self._open_postings))]

    def _owner(self, case: str) -> str | None:
        rng = self._rng
        if case == "no owner":
            return None
        if case == "missing owner":
            return self._company.missing_user_id
        roll = rng.random()
        if roll < 0.01:
            return None
        if roll < 0.015:
            return self._company.missing_user_id
        return self._users[int(rng.random() * len(self._users))]

    def _change(self, stage_id: str, at: int, user_id: str | None) -> Json:
        change: Json = {
            "toStageId": stage_id,
            "toStageIndex": self._positions.get(stage_id, 4),
            "updatedAt": at,
        }
        # Most recorded changes, system and old ones, have no userId at all.
        if user_id is not None and self._rng.random() < 0.4:
            change["userId"] = user_id
        return change

    def _stage_changes(self, created: int, is_lead: bool, case: str) -> list[Json]:
        rng = self._rng
        if is_lead:
            path = self._leads[: 1 + int(rng.random() * len(self._leads))]
        else:
            length = 1 + int(rng.random() ** 2 * len(self._track))
            path = self._track[:length]
            if rng.random() < 0.25:
                path = [self._leads[0], *path]
        at = created
        changes = [self._change(path[0], at, None)]
        for stage_id in path[1:]:
            at = min(at + HOUR + int(rng.random() * 12 * DAY), max(self._now - MINUTE, at + 1))
            user = self._users[int(rng.random() * len(self._users))]
            changes.append(self._change(stage_id, at, user))
        if case == "retired stage in history" or (not case and rng.random() < 0.01):
            changes.insert(0, self._change(self._company.retired_stage_id, created, None))
            changes[1]["updatedAt"] += 1
        if case == "moved twice in one instant":
            last = changes[-1]["updatedAt"] + 5
            changes.append(self._change("applicant-new", last, None))
            changes.append(self._change("offer", last, None))
        return changes

    def _archived(self, last_change: int, case: str, is_lead: bool) -> Json | None:
        rng = self._rng
        always = ("hired", "rejected", "archived lead", "archived then moved", "re-archived")
        never = ("plain", "lead", "application archived alone", "snoozed")
        if case in never or (case not in always and rng.random() < 0.38):
            return None
        hired = case == "hired" or (not is_lead and not case and rng.random() < 0.08)
        reasons = self._hired_reasons if hired else self._other_reasons
        reason = reasons[0] if case in ("hired", "rejected") else reasons[int(rng.random() * len(reasons))]
        at = min(last_change + HOUR + int(rng.random() * 20 * DAY), max(self._now - MINUTE, last_change + 1))
        return {"reason": reason, "archivedAt": at}

    def _application(
        self,
        opportunity_id: str,
        posting: PostingRow,
        person: Person,
        created: int,
        owner: str | None,
        archived: Json | None,
        changes: list[Json],
        case: str,
    ) -> Json:
        rng = self._rng
        kind = "posting" if case in ("plain", "") and rng.random() < 0.8 else ("user", "referral")[case == "referral"]
        # A sourced lead applies later than the opportunity was created.
        at = created if rng.random() < 0.9 else min(created + DAY, self._now)
        applied = kind == "posting"
        questions: list[Json] = []
        if applied:
            questions = [answered_form(rng, chosen, at) for chosen in posting.custom_questions if rng.random() < 0.6]
        elif kind == "referral":
            questions = [referral_form(rng, owner or self._users[0], at)]
        own_archived = archived
        if archived and (case == "re-archived" or (not case and rng.random() < 0.04)):
            # Changing the archive reason later moves the opportunity's time only.
            own_archived = {
                "reason": archived["reason"],
                "archivedAt": max(changes[-1]["updatedAt"], archived["archivedAt"] - HOUR // 2),
            }
        elif archived is None and (case == "application archived alone" or (not case and rng.random() < 0.005)):
            own_archived = {"reason": self._other_reasons[0], "archivedAt": changes[-1]["updatedAt"] + 1}
        hired = bool(archived and archived["reason"] in self._hired_reasons)
        codes = posting.body["requisitionCodes"]
        return {
            "id": new_id(rng),
            "type": kind,
            "candidateId": opportunity_id,
            "opportunityId": opportunity_id,
            "posting": posting.id,
            "postingHiringManager": posting.body["hiringManager"],
            "postingOwner": posting.body["owner"],
            "name": person.name if applied else None,
            "company": _COMPANIES[int(rng.random() * len(_COMPANIES))] if applied else None,
            "phone": {"type": None, "value": person.phones[0]["value"]} if applied and person.phones else None,
            "email": person.emails[0] if applied and person.emails else None,
            "links": person.links if applied else [],
            "comments": "I can start at once!" if applied and rng.random() < 0.1 else None,
            "user": None if applied else owner,
            "customQuestions": questions,
            "createdAt": at,
            "archived": own_archived,
            "requisitionForHire": {
                "id": self._requisition_ids[codes[0]],
                "requisitionCode": codes[0],
                "hiringManagerOnHire": posting.body["hiringManager"],
            }
            if hired and codes
            else None,
            "ipAddress": None,
            "referer": None,
            "userAgent": None,
            "acceptLanguage": None,
            "timezone": None,
        }

    def _tags(self, case: str, posting: PostingRow | None) -> list[str]:
        rng = self._rng
        if case == "no tags":
            return []
        tags = posting.automatic_tags() if posting else []
        if case == "many tags":
            return [*tags, *MANUAL_TAGS]
        while rng.random() < 0.35:
            tag = MANUAL_TAGS[int(rng.random() * len(MANUAL_TAGS))]
            if tag not in tags:
                tags.append(tag)
        return tags

    def _sources(self) -> list[str]:
        rng = self._rng
        sources = [SOURCES[int(rng.random() * len(SOURCES))]] if rng.random() < 0.95 else []
        if rng.random() < 0.1:
            sources.append(SOURCES[int(rng.random() * len(SOURCES))])
        return list(dict.fromkeys(sources))

    def _interviews(self, body: Json, application: Json | None, case: str) -> list[Json]:
        if case != "plain" and self._rng.random() >= 0.25:
            return []
        return build_interviews(self._rng, self._company, body, application, self._now, first=case == "plain")

    def _offers(self, body: Json, application: Json | None, archived: Json | None, case: str) -> list[Json]:
        if application is None or (case not in CASES_WITH_OFFERS and self._rng.random() >= 0.085):
            return []
        hired = bool(archived and archived["reason"] in self._hired_reasons)
        offers = build_offers(self._rng, self._company, body, application, self._now, self._offers_made, hired)
        self._offers_made += len(offers)
        return offers


def blank_application(application: Json) -> None:
    """What anonymizing leaves of an application. Assumed: personal fields become null, answers disappear."""
    for name in ("name", "company", "phone", "email", "comments"):
        application[name] = None
    application["links"] = []
    application["customQuestions"] = []
