"""Opportunities and their applications.

The first rows are one of each special case, so that a small account has them all; the rest come in the order of time,
as plausible as the years of a company can be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from lever_sandbox.channels import REFERRAL, Channel, choose_channel, choose_lead_channel
from lever_sandbox.clock import DAY, HOUR, MINUTE
from lever_sandbox.company import MANUAL_TAGS, Company
from lever_sandbox.feedback import plan_forms
from lever_sandbox.forms import answered_form, as_custom_question, referral_form
from lever_sandbox.identifiers import new_id
from lever_sandbox.interviews import InterviewFactory
from lever_sandbox.journeys import HIRED, OFFER_DECLINED, UNDERQUALIFIED, WITHDREW, Journey, Journeys, Stay
from lever_sandbox.jsontypes import Json
from lever_sandbox.offers import build_offers
from lever_sandbox.office_hours import applying_moment, working_moment
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.people import Person, build_person
from lever_sandbox.postings import HAD_APPLICANTS, OpenPostings, PostingRow
from lever_sandbox.requisitions import Requisitions
from lever_sandbox.roles import HEAD_OFFICE, OFFER, PROCESSES, SOURCING, TALENT_POOL, Office, Step
from lever_sandbox.timeline import GO_LIVE_AFTER, HISTORY, UPDATED_AT_SINCE, moment_of
from lever_sandbox.users import PEOPLE

#: In recent data archiving also sets `lastAdvancedAt`, in old data it did not.
_ARCHIVING_ADVANCES = 540 * DAY


class Case(NamedTuple):
    """What is special about one of the first opportunities."""

    #: How long ago it was created.
    days: float | None = None
    #: The stage it gets to.
    until: str | None = None
    #: Why it is archived there; None: it is not.
    reason: str | None = None
    #: Status of its offer; None: it has none.
    offer: str | None = None
    lead: bool = False


#: The cases that must exist in every account, one row each (see README); an offer of every status is among them.
LEADING_CASES: dict[str, Case] = {
    "plain": Case(45, OFFER, offer="draft"),
    "lead": Case(12, "Reached out", lead=True),
    "archived lead": Case(150, "Responded", "Unresponsive", lead=True),
    "hired": Case(220, OFFER, HIRED, offer="signed"),
    "rejected": Case(160, OFFER, OFFER_DECLINED, offer="denied"),
    "archived then moved": Case(300, "Phone screen", UNDERQUALIFIED),
    "re-archived": Case(250, OFFER, WITHDREW, offer="sent-manually"),
    "application archived alone": Case(80, "Phone screen"),
    "confidential": Case(50, "Phone screen"),
    "anonymized": Case(1_100, "Application review", UNDERQUALIFIED),
    "empty strings": Case(30, "Application review"),
    "one-word name": Case(90, "Phone screen", UNDERQUALIFIED),
    "known links": Case(48, OFFER, offer="opened"),
    "retired stage in history": Case(1_300, "Phone screen", UNDERQUALIFIED),
    "no owner": Case(55, OFFER, offer="sent"),
    "missing owner": Case(200, "Application review", UNDERQUALIFIED),
    "backdated": Case(9 * 365, "New applicant", UNDERQUALIFIED),
    "long ago": Case(None, "New applicant", UNDERQUALIFIED),
    "many tags": Case(44, OFFER, offer="approval-sent"),
    "no tags": Case(120, "Application review", UNDERQUALIFIED),
    "repeated candidacy": Case(500, "Application review", UNDERQUALIFIED),
    "repeated candidacy again": Case(20, "New applicant"),
    "referral": Case(46, OFFER, offer="approved"),
    "snoozed": Case(60, "Reached out", lead=True),
    "moved twice in one instant": Case(25, "Application review"),
    "forgotten": Case(1_990, "New applicant"),
    "forgotten too": Case(1_900, "New applicant"),
}
_CASE_NAMES = tuple(LEADING_CASES)
#: 2003-01-01, an imported row older than Lever itself.
_LONG_AGO = 1_041_379_200_000
_NEVER_ANONYMIZED_BEFORE = 700 * DAY
#: These have an interview ten years ahead, so that something always lies in the future.
_FAR_AHEAD = ("known links", "many tags", "referral")


class Batch(NamedTuple):
    """Rows an import created in one and the same millisecond."""

    at: int
    size: int


def import_batch(now: int, count: int) -> Batch:
    """More than fit a page, in an account of some size."""
    return Batch(at=now - HISTORY + GO_LIVE_AFTER + 9 * HOUR + 17 * MINUTE, size=min(count // 5, 110 + count // 100))


class Profile(NamedTuple):
    """What is decided about a candidate before anything is written down."""

    case: str
    created: int
    channel: Channel
    posting: PostingRow | None
    journey: Journey
    #: Came with the history of another system: nothing that happened was an interaction in Lever.
    imported: bool
    person: Person
    owner: str | None

    @property
    def office(self) -> Office:
        return self.posting.office if self.posting else HEAD_OFFICE


class OpportunityFactory:
    """Generates opportunities one after the other from one random sequence."""

    def __init__(
        self,
        rng: Random,
        company: Company,
        postings: list[PostingRow],
        requisitions: Requisitions,
        *,
        now: int,
        count: int,
        growth: float,
    ) -> None:
        self._rng = rng
        self._growth = growth
        self._company = company
        self._now = now
        self._count = count
        self._batch = import_batch(now, count)
        #: Positions as Lever would have reported them in `toStageIndex`.
        self._positions = {stage["id"]: index for index, stage in enumerate(company.stages)}
        self._reason_ids: dict[str, str] = {reason["text"]: reason["id"] for reason in company.archive_reasons}
        self._hired_reasons = company.hired_reason_ids()
        self._journeys = Journeys(company, now)
        self._interviews = InterviewFactory(rng, company, now)
        wanted = [row for row in postings if row.body["state"] in HAD_APPLICANTS]
        self._open = OpenPostings([row for row in wanted if not row.confidential], now - HISTORY, now)
        self._confidential = OpenPostings([row for row in wanted if row.confidential], now - HISTORY, now)
        self._requisitions = requisitions
        self._recent_people: deque[Person] = deque(maxlen=400)
        self._is_anonymized: dict[str, bool] = {}
        self._hires: list[str] = []
        self._offers: list[tuple[str, str]] = []

    def __iter__(self) -> Iterator[OpportunityRow]:
        for number in range(self._count):
            yield self.build(number)
        self._requisitions.settle(self._hires, self._offers)

    def build(self, number: int) -> OpportunityRow:
        profile = self._profile(number)
        rng, case, journey = self._rng, profile.case, profile.journey
        identifier = new_id(rng)
        changes = self._stage_changes(profile)
        archived = self._archived(journey)
        last_change = changes[-1]["updatedAt"]
        archived_at = archived["archivedAt"] if archived else 0
        if case == "archived then moved" or (
            archived and not case and not profile.imported and not journey.hired and rng.random() < 0.005
        ):
            # An archived opportunity can still be moved: `archived` stays set.
            last_change = min(archived_at + HOUR, self._now)
            changes.append(self._change("lead-responded", last_change, profile.owner))
        advanced = last_change
        if archived and not profile.imported and archived_at > self._now - _ARCHIVING_ADVANCES:
            advanced = max(last_change, archived_at)
        application = self._application(identifier, profile, archived, changes) if profile.posting else None
        anonymized = case == "anonymized" or (
            not case and profile.created < self._now - _NEVER_ANONYMIZED_BEFORE and rng.random() < 0.02
        )
        # Lever changes all candidacies of a person together.
        anonymized = self._is_anonymized.setdefault(profile.person.contact, anonymized)
        body = self._body(identifier, number, profile, changes, archived)
        interviews = [] if profile.imported else self._interviews_of(body, profile)
        offers = self._offers_of(body, application, profile)
        self._set_times(body, profile, interviews, advanced)
        if anonymized:
            body.update(name="", headline="", location="", phones=[], emails=[], links=[], isAnonymized=True)
            if application:
                blank_application(application)
        return OpportunityRow(body, application, interviews, offers)

    # What becomes of whom -------------------------------------------------------------------------

    def _profile(self, number: int) -> Profile:
        rng = self._rng
        name = _CASE_NAMES[number] if number < len(_CASE_NAMES) else ""
        case = LEADING_CASES.get(name)
        around = self._around(number, name)
        is_lead = case.lead if case else rng.random() < 0.06
        confidential = name == "confidential" or (not case and rng.random() < 0.02)
        posting = None
        if not is_lead:
            posting = self._confidential.choose(rng, around) if confidential else None
            posting = posting or self._open.choose(rng, around)
        if posting is None:
            channel = choose_lead_channel(rng)
        elif name == "referral":
            channel = REFERRAL
        elif name == "plain":
            channel = Channel(0, "applied", "Job site", "posting", 1.0)
        else:
            channel = choose_channel(rng, posting.department)
        office = posting.office if posting else HEAD_OFFICE
        created = self._created(name, around, channel, office)
        if posting and not name and around != self._batch.at:
            created = max(created, min(posting.opened_at + HOUR, self._now - HOUR))
            created = min(created, (posting.closes_at or self._now) - HOUR)
        imported = created <= self._batch.at
        journey = self._journey(case, posting, channel, created, imported)
        owner = self._owner(name, posting, created)
        person = self._person(number, name, posting, journey)
        return Profile(name, created, channel, posting, journey, imported, person, owner)

    def _around(self, number: int, name: str) -> int:
        if name == "long ago":
            return _LONG_AGO
        if name:
            return self._now - int((LEADING_CASES[name].days or 0) * DAY)
        # The import comes after the special cases, as one block of numbers: their other fields still differ.
        first = len(_CASE_NAMES) + self._batch.size
        if number < first:
            return self._batch.at
        return moment_of((number - first + self._rng.random()) / (self._count - first), self._now, self._growth)

    def _created(self, name: str, around: int, channel: Channel, office: Office) -> int:
        if name == "long ago" or around == self._batch.at:
            return around
        if channel.application == "posting":
            created = applying_moment(self._rng, around, office.utc_offset)
        else:
            created = working_moment(self._rng, around, office.utc_offset)
        while created > self._now - HOUR:
            created -= DAY
        return created

    def _journey(
        self, case: Case | None, posting: PostingRow | None, channel: Channel, created: int, imported: bool
    ) -> Journey:
        rng = self._rng
        steps: tuple[Step, ...] = TALENT_POOL if posting is None else PROCESSES[posting.department]
        sourced = posting is not None and channel.origin == "sourced"
        office = posting.office if posting else HEAD_OFFICE
        if case and case.until:
            return self._journeys.forced(rng, steps, created, case.until, case.reason, office.utc_offset)
        if imported:
            return self._journeys.imported(rng, steps, created)
        if sourced:
            # Who was asked to come is not asked to wait.
            steps = (*SOURCING, *steps[2:])
        journey = self._journeys.travel(
            rng,
            steps,
            created,
            quality=channel.quality,
            closes_at=posting.closes_at if posting else None,
            utc_offset=office.utc_offset,
        )
        if journey.hired and journey.archived:
            at = journey.archived[1]
            return journey._replace(archived=(self._journeys.hire_reason(channel.origin, at), at))
        return journey

    def _owner(self, name: str, posting: PostingRow | None, created: int) -> str | None:
        rng = self._rng
        roll = rng.random()
        if name == "no owner" or (not name and roll < 0.01):
            return None
        if name == "missing owner" or (not name and roll < 0.014):
            return self._company.missing_user_id
        owner: str | None = posting.body["owner"] if posting else None
        if owner is not None and roll < 0.75:
            return owner
        return self._company.staff.choose(rng, PEOPLE, created)[0].id

    def _person(self, number: int, name: str, posting: PostingRow | None, journey: Journey) -> Person:
        """Somebody new, or somebody who has been a candidate before and was not hired."""
        rng = self._rng
        repeated = name.startswith("repeated candidacy") or (not name and rng.random() < 0.07)
        if repeated and self._recent_people:
            return self._recent_people[int(rng.random() * len(self._recent_people))]
        person = build_person(rng, number, name, posting)
        if not journey.hired and name not in ("anonymized", "empty strings"):
            self._recent_people.append(person)
        return person

    # How Lever writes it down ---------------------------------------------------------------------

    def _body(self, identifier: str, number: int, profile: Profile, changes: list[Json], archived: Json | None) -> Json:
        rng, case, person, posting = self._rng, profile.case, profile.person, profile.posting
        owner, created = profile.owner, profile.created
        origin = profile.channel.origin
        body: Json = {
            "id": identifier,
            "name": person.name,
            "contact": person.contact,
            "headline": person.headline,
            "stage": changes[-1]["toStageId"],
            "confidentiality": "confidential" if posting and posting.confidential else "non-confidential",
            "location": person.location,
            "phones": person.phones,
            "emails": person.emails,
            "links": person.links,
            "archived": archived,
            "tags": self._tags(profile),
            "sources": self._sources(profile.channel),
            "stageChanges": changes,
            "origin": origin,
            "sourcedBy": owner if origin == "sourced" else None,
            "owner": owner,
            "followers": self._followers(profile),
            "applications": [],
            "createdAt": created,
            "updatedAt": None,
            "lastInteractionAt": created,
            "lastAdvancedAt": created,
            "snoozedUntil": None,
            "urls": {
                "list": "https://hire.lever.co/candidates",
                "show": f"https://hire.lever.co/candidates/{identifier}",
            },
            "isAnonymized": False,
            "dataProtection": None
            if number % 4
            else {
                "store": {"allowed": True, "expiresAt": created + 2 * 365 * DAY},
                "contact": {"allowed": rng.random() < 0.7, "expiresAt": None},
            },
        }
        if case == "snoozed":
            body["snoozedUntil"] = self._now + 60 * DAY
        elif posting is None and rng.random() < 0.15:
            body["snoozedUntil"] = changes[-1]["updatedAt"] + 30 * DAY
        if posting:
            body["opportunityLocation"] = posting.body["categories"]["location"] or "unspecified"
        return body

    def _set_times(self, body: Json, profile: Profile, interviews: list[Json], advanced: int) -> None:
        rng = self._rng
        created = profile.created
        body["lastAdvancedAt"] = advanced
        if profile.imported:
            # Recorded: imported history leaves no interaction.
            interaction = created
        else:
            interaction = max([advanced, created, *self._interactions(body, interviews)])
            if interaction > created and rng.random() < 0.2:
                # Somebody wrote a note or an e-mail after that.
                interaction = min(interaction + int(rng.expovariate(1 / (2 * DAY))), self._now)
        body["lastInteractionAt"] = interaction
        if created < UPDATED_AT_SINCE and profile.case != "backdated" and rng.random() < 0.93:
            return
        # A tag or another field changed later, on a few.
        edited = 0 if rng.random() < 0.9 else int(rng.random() * 20 * DAY)
        since = UPDATED_AT_SINCE if created < UPDATED_AT_SINCE else 0
        body["updatedAt"] = min(max(interaction, since) + 1 + edited, max(self._now, interaction + 1))

    def _interactions(self, body: Json, interviews: list[Json]) -> Iterator[int]:
        """Recorded: archiving, scheduling, canceling and every form, pending or not, are interactions."""
        if body["archived"]:
            yield body["archived"]["archivedAt"]
        for interview in interviews:
            yield interview["createdAt"]
            if interview["canceledAt"] is not None:
                yield interview["canceledAt"]
            for plan in plan_forms(interview, self._now):
                yield plan.created

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

    def _stage_changes(self, profile: Profile) -> list[Json]:
        case = profile.case
        first, *later = profile.journey.stays
        changes = [self._change(first.stage, first.entered, None)]
        changes += [self._change(stay.stage, stay.entered, profile.owner) for stay in later]
        old = profile.created < self._now - 3 * 365 * DAY
        if case == "retired stage in history" or (
            not case and old and not profile.imported and self._rng.random() < 0.02
        ):
            changes.insert(0, self._change(self._company.retired_stage_id, profile.created, None))
            changes[1]["updatedAt"] += 1
        if case == "moved twice in one instant":
            last = changes[-1]["updatedAt"] + 5
            changes.append(self._change("applicant-new", last, None))
            changes.append(self._change("offer", last, None))
        return changes

    def _archived(self, journey: Journey) -> Json | None:
        if journey.archived is None:
            return None
        text, at = journey.archived
        return {"reason": self._reason_ids[text], "archivedAt": at}

    def _application(self, opportunity_id: str, profile: Profile, archived: Json | None, changes: list[Json]) -> Json:
        rng, case, person, owner, posting = self._rng, profile.case, profile.person, profile.owner, profile.posting
        assert posting is not None
        kind = profile.channel.application
        at = self._applied_at(profile)
        applied = kind == "posting"
        questions: list[Json] = []
        user = None if applied else owner
        if applied:
            questions = [answered_form(rng, chosen, at) for chosen in posting.custom_questions if rng.random() < 0.6]
        elif kind == "referral":
            user = self._company.staff.choose(rng, posting.department, profile.created)[0].id
            questions = [as_custom_question(referral_form(rng, user, at))]
        own_archived = archived
        if archived and (case == "re-archived" or (not case and not profile.imported and rng.random() < 0.03)):
            # Changing the archive reason later moves the opportunity's time only.
            earlier = archived["archivedAt"] - HOUR // 2
            own_archived = {"reason": archived["reason"], "archivedAt": max(changes[-1]["updatedAt"], earlier)}
        elif archived is None and (case == "application archived alone" or (not case and rng.random() < 0.005)):
            reason = self._reason_ids[UNDERQUALIFIED]
            own_archived = {"reason": reason, "archivedAt": changes[-1]["updatedAt"] + 1}
        return {
            "id": new_id(rng),
            "type": kind,
            "candidateId": opportunity_id,
            "opportunityId": opportunity_id,
            "posting": posting.id,
            "postingHiringManager": posting.body["hiringManager"],
            "postingOwner": posting.body["owner"],
            "name": person.name if applied else None,
            "company": person.company if applied else None,
            "phone": {"type": None, "value": person.phones[0]["value"]} if applied and person.phones else None,
            "email": person.emails[0] if applied and person.emails else None,
            "links": person.links if applied else [],
            "comments": "I can start at once!" if kind != "user" and rng.random() < 0.1 else None,
            "user": user,
            "customQuestions": questions,
            "createdAt": at,
            "archived": own_archived,
            "requisitionForHire": self._requisition_for_hire(posting) if profile.journey.hired else None,
            "ipAddress": None,
            "referer": None,
            "userAgent": None,
            "acceptLanguage": None,
            "timezone": None,
        }

    def _applied_at(self, profile: Profile) -> int:
        """Recorded: a sourced lead can be given a posting later than the opportunity was created."""
        stays = profile.journey.stays
        leads = [stay for stay in stays if stay.stage.startswith("lead-")]
        if leads and len(stays) > len(leads) and self._rng.random() < 0.5:
            return stays[len(leads)].entered
        return profile.created

    def _requisition_for_hire(self, posting: PostingRow) -> Json | None:
        codes = posting.body["requisitionCodes"]
        if not codes:
            return None
        self._hires.append(codes[0])
        return {
            "id": self._requisitions.id_of(codes[0]),
            "requisitionCode": codes[0],
            "hiringManagerOnHire": posting.body["hiringManager"],
        }

    def _followers(self, profile: Profile) -> list[str]:
        manager = profile.posting.body["hiringManager"] if profile.posting and len(profile.journey.stays) > 2 else None
        return [one for one in dict.fromkeys((profile.owner, manager)) if one]

    def _tags(self, profile: Profile) -> list[str]:
        rng, case = self._rng, profile.case
        if case == "no tags":
            return []
        tags = profile.posting.automatic_tags() if profile.posting else []
        if case == "many tags":
            return [*tags, *MANUAL_TAGS]
        while rng.random() < 0.2:
            tag = MANUAL_TAGS[int(rng.random() * len(MANUAL_TAGS))]
            if tag not in tags:
                tags.append(tag)
        return tags

    def _sources(self, channel: Channel) -> list[str]:
        sources = [channel.source] if channel.source else []
        if self._rng.random() < 0.06:
            sources.append("LinkedIn")
        return list(dict.fromkeys(sources))

    def _interviews_of(self, body: Json, profile: Profile) -> list[Json]:
        posting, stays = profile.posting, profile.journey.stays
        if posting is None:
            return []
        if profile.case == "plain":
            return self._interviews.one_of_each(body, posting.id, _called("Phone screen", stays))
        found = self._interviews.build(body, posting.id, stays, posting.department, posting.office)
        if profile.case in _FAR_AHEAD:
            found.append(self._interviews.far_ahead(body, posting.id, stays[-1], posting.department))
        return found

    def _offers_of(self, body: Json, application: Json | None, profile: Profile) -> list[Json]:
        posting, journey = profile.posting, profile.journey
        if posting is None or application is None or profile.imported or journey.stays[-1].text != OFFER:
            return []
        codes = posting.body["requisitionCodes"]
        status = LEADING_CASES[profile.case].offer if profile.case else None
        offers = build_offers(
            self._rng,
            self._company,
            posting,
            body,
            application,
            journey,
            self._now,
            self._requisitions.id_of(codes[0]) if codes else None,
            status,
        )
        self._offers += [(codes[0], offer["id"]) for offer in offers if codes]
        return offers


def _called(text: str, stays: list[Stay]) -> Stay:
    return next((stay for stay in stays if stay.text == text), stays[-1])


def blank_application(application: Json) -> None:
    """What anonymizing leaves of an application. Assumed: personal fields become null, answers disappear."""
    for name in ("name", "company", "phone", "email", "comments"):
        application[name] = None
    application["links"] = []
    application["customQuestions"] = []
