"""Interviews: what is done in which stage, with whom and when; and the odd ones every account has."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY, HOUR, MINUTE
from lever_sandbox.company import Company
from lever_sandbox.feedback import NO_FEEDBACK, plan_forms, shown_forms
from lever_sandbox.identifiers import new_id
from lever_sandbox.journeys import Stay
from lever_sandbox.jsontypes import Json
from lever_sandbox.office_hours import meeting_time, working_moment
from lever_sandbox.roles import HEAD_OFFICE, Office
from lever_sandbox.users import PEOPLE, Colleague

_REMINDERS = ("once", "daily", "frequently", "none")
#: Far enough that it lies ahead of any client's clock, although the data looks back from a fixed instant.
FAR_FUTURE = 10 * 365 * DAY
#: 2024-06-24: since then each interviewer has a template of their own.
_TEMPLATES_PER_PERSON_SINCE = 1_719_187_200_000
#: Undocumented keys that only newer interviews have.
_MODERN_FOR = 400 * DAY


class Sitting(NamedTuple):
    """One interview of a stage."""

    #: A recruiter, the leader of the department, or anybody there.
    who: str
    people: int
    minutes: int
    #: Position among the feedback templates.
    template: int


_SITTINGS: dict[str, tuple[Sitting, ...]] = {
    "Phone screen": (Sitting("recruiter", 1, 30, 0),),
    "Zweitgespräch – 電話 ☎": (Sitting("team", 1, 45, 3),),
    "Hiring manager screen": (Sitting("leader", 1, 45, 1),),
    "On-site interview": (Sitting("team", 2, 60, 2), Sitting("leader", 1, 45, 1), Sitting("team", 1, 45, 1)),
}
_SHORT_ON_SITE = (Sitting("leader", 1, 45, 1), Sitting("team", 1, 30, 3))
_SHORT = ("Operations", "Customer Care")


def build_interviewer(user: Json | Colleague, template: str | None) -> Json:
    identifier, name, email = user[:3] if isinstance(user, Colleague) else (user["id"], user["name"], user["email"])
    person: Json = {"id": identifier, "name": name, "email": email}
    if template is not None:
        person["feedbackTemplate"] = template
    return person


class InterviewFactory:
    def __init__(self, rng: Random, company: Company, now: int) -> None:
        self._rng = rng
        self._company = company
        self._now = now
        self._templates: list[str] = [template["id"] for template in company.feedback_templates]

    def build(
        self, opportunity: Json, posting: str | None, stays: list[Stay], department: str, office: Office
    ) -> list[Json]:
        """The interviews of the stages a candidate has been in; not every one was put into Lever."""
        found: list[Json] = []
        for stay in stays:
            sittings = _SITTINGS.get(stay.text)
            if sittings is None or self._rng.random() > 0.9:
                continue
            if stay.text == "On-site interview" and department in _SHORT:
                sittings = _SHORT_ON_SITE
            found += self._panel(opportunity, posting, stay, sittings, department, office)
        return found

    def _panel(
        self,
        opportunity: Json,
        posting: str | None,
        stay: Stay,
        sittings: tuple[Sitting, ...],
        department: str,
        office: Office,
    ) -> list[Json]:
        rng, now = self._rng, self._now
        panel = new_id(rng)
        scheduled = min(working_moment(rng, stay.entered + HOUR // 2, office.utc_offset), stay.left - 3 * HOUR)
        if not stay.entered < scheduled <= now:
            return []
        # Time to hand in feedback before it is decided what comes next.
        latest = stay.left - 22 * HOUR
        start = meeting_time(rng, scheduled + 3 * HOUR, office.utc_offset)
        if latest > start:
            later = meeting_time(rng, start + int(rng.random() * (latest - start)), office.utc_offset)
            start = later if later <= latest else start
        length = sum(sitting.minutes for sitting in sittings) * MINUTE
        if start + length > stay.left:
            return []
        canceled = rng.random() < 0.05
        canceled_at = min(scheduled + 2 * HOUR, start) if canceled else None
        if canceled_at is not None and canceled_at > now:
            canceled_at = None
        found: list[Json] = []
        begin = start
        busy: list[Colleague] = []
        for sitting in sittings:
            people = self._people(sitting, department, begin, busy)
            busy += people
            found.append(
                self._interview(
                    opportunity,
                    posting,
                    stay,
                    office,
                    panel=panel,
                    created=scheduled,
                    date=begin,
                    minutes=sitting.minutes,
                    people=people,
                    template=self._templates[sitting.template],
                    canceled_at=canceled_at,
                )
            )
            begin += sitting.minutes * MINUTE
        return found

    def _people(self, sitting: Sitting, department: str, at: int, busy: list[Colleague]) -> list[Colleague]:
        """Nobody has two interviews of a panel."""
        staff, rng = self._company.staff, self._rng
        if rng.random() < 0.02:
            return []
        leader = staff.leader(department)
        if sitting.who == "leader" and leader not in busy and rng.random() < 0.85:
            return [leader]
        return staff.choose(rng, PEOPLE if sitting.who == "recruiter" else department, at, sitting.people, busy)

    def one_of_each(self, opportunity: Json, posting: str, stay: Stay) -> list[Json]:
        """None, one, two and three interviewers; the third canceled, the last ten years ahead."""
        departments = (PEOPLE, "Engineering", "Operations", "Customer Care")
        everybody = [self._company.staff.leader(name) for name in departments]
        found: list[Json] = []
        for people in range(4):
            created = working_moment(self._rng, stay.entered + HOUR, HEAD_OFFICE.utc_offset)
            date = meeting_time(self._rng, created + DAY, HEAD_OFFICE.utc_offset)
            found.append(
                self._interview(
                    opportunity,
                    posting,
                    stay,
                    HEAD_OFFICE,
                    panel=new_id(self._rng),
                    created=created,
                    date=self._now + FAR_FUTURE if people == 3 else date,
                    minutes=45,
                    people=everybody[:people],
                    template=self._templates[people % len(self._templates)],
                    canceled_at=created + HOUR if people == 2 else None,
                )
            )
        return found

    def far_ahead(self, opportunity: Json, posting: str | None, stay: Stay, department: str) -> Json:
        created = working_moment(self._rng, stay.entered + HOUR, HEAD_OFFICE.utc_offset)
        date = self._now + FAR_FUTURE + int(self._rng.random() * 20) * DAY
        people = self._company.staff.choose(self._rng, department, created, 2)
        return self._interview(
            opportunity,
            posting,
            stay,
            HEAD_OFFICE,
            panel=new_id(self._rng),
            created=created,
            date=date,
            minutes=45,
            people=people,
            template=self._templates[0],
            canceled_at=None,
        )

    def _interview(
        self,
        opportunity: Json,
        posting: str | None,
        stay: Stay,
        office: Office,
        *,
        panel: str,
        created: int,
        date: int,
        minutes: int,
        people: list[Colleague],
        template: str,
        canceled_at: int | None,
    ) -> Json:
        rng, company = self._rng, self._company
        modern = created > self._now - _MODERN_FOR
        if rng.random() < 0.08:
            template = NO_FEEDBACK
        own = template if created > _TEMPLATES_PER_PERSON_SINCE else None
        interviewers = [build_interviewer(person, own) for person in people]
        roll = rng.random()
        if interviewers and roll < 0.01:
            # The same person invited twice, and a person no user list shows.
            interviewers.append(dict(interviewers[0]))
        elif interviewers and roll < 0.02:
            gone = {"id": company.missing_user_id, "name": "Former Colleague", "email": "gone@acmefreight.example"}
            interviewers.append(build_interviewer(gone, own))
        interview: Json = {
            "id": new_id(rng),
            "panel": panel,
            "subject": f"{stay.text} - {opportunity['name']}" if rng.random() < 0.95 else "",
            "note": "" if rng.random() < 0.7 else "Bring questions.\nRaum „Elbe“",
            "interviewers": interviewers,
            "timezone": office.timezone,
            "createdAt": created,
            "date": date,
            "duration": minutes,
            "location": None if stay.text == "Phone screen" else "https://meet.example.com/abc",
            "feedbackTemplate": None if rng.random() < 0.05 else template,
            "feedbackForms": [],
            "feedbackReminder": _REMINDERS[int(rng.random() ** 2 * len(_REMINDERS))],
            "user": opportunity["owner"] or company.staff.leader(PEOPLE).id,
            "stage": stay.stage,
            "canceledAt": canceled_at,
            "postings": [posting] if posting else [],
        }
        if modern:
            # Undocumented, absent in older recordings.
            interview["gcalEventUrl"] = (
                f"https://calendar.example.com/event?eid={interview['id'][:8]}" if roll < 0.5 else None
            )
            interview["opportunityId"] = opportunity["id"]
        if rng.random() < 0.02:
            for name in ("note", "location", "feedbackTemplate", "timezone"):
                del interview[name]
        interview["feedbackForms"] = shown_forms(plan_forms(interview, self._now))
        return interview
