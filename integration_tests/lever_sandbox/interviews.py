"""Interviews: none, one and several interviewers, canceled, past, near and far future."""

from __future__ import annotations

from random import Random

from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.company import Company
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json

_REMINDERS = ("once", "daily", "frequently", "none")
_TIMEZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Tokyo", "America/Sao_Paulo")
#: Far enough that it lies ahead of any client's clock, although the data looks back from a fixed instant.
FAR_FUTURE = 10 * 365 * DAY


def build_interviewer(user: Json, template: str | None) -> Json:
    person: Json = {"id": user["id"], "name": user["name"], "email": user["email"]}
    if template is not None:
        # Per interviewer only since 2024-06-24.
        person["feedbackTemplate"] = template
    return person


def build_interviews(
    rng: Random,
    company: Company,
    opportunity: Json,
    application: Json | None,
    now: int,
    *,
    first: bool = False,
) -> list[Json]:
    """One to three interviews of an opportunity; `first` makes the fixed set every account has."""
    interviews: list[Json] = []
    started = opportunity["stageChanges"][-1]["updatedAt"]
    count = 4 if first else 1 + int(rng.random() ** 2 * 3)
    for number in range(count):
        created = min(started + number * HOUR, now)
        date = created + DAY + int(rng.random() * 9 * DAY)
        roll = rng.random()
        if first and number == 3:
            date = now + FAR_FUTURE
        elif not first and opportunity["archived"] is None and roll < 0.03:
            date = now + DAY + int(rng.random() * 20 * DAY)
        elif not first and opportunity["archived"] is None and roll < 0.04:
            date = now + FAR_FUTURE + int(rng.random() * 20 * DAY)
        elif date > now:
            date = now - DAY
            created = min(created, date)
        people = number if first else int(rng.random() ** 1.3 * 5)
        interviews.append(
            _build_interview(
                rng,
                company,
                opportunity,
                application,
                created=created,
                date=date,
                people=people,
                canceled=(first and number == 2) or (not first and rng.random() < 0.08),
                modern=first or started > now - 400 * DAY,
            )
        )
    return interviews


def _build_interview(
    rng: Random,
    company: Company,
    opportunity: Json,
    application: Json | None,
    *,
    created: int,
    date: int,
    people: int,
    canceled: bool,
    modern: bool,
) -> Json:
    templates = company.feedback_templates
    template = templates[int(rng.random() * len(templates))]["id"] if rng.random() < 0.8 else "no-feedback"
    users = company.users
    offset = int(rng.random() * len(users))
    chosen = [users[(offset + step) % len(users)] for step in range(min(people, len(users)))]
    interviewers = [build_interviewer(user, template if modern else None) for user in chosen]
    roll = rng.random()
    if interviewers and roll < 0.02:
        # The same person invited twice, and a person no user list shows.
        interviewers.append(dict(interviewers[0]))
    elif interviewers and roll < 0.04:
        ghost = {
            "id": company.missing_user_id,
            "name": "Former Colleague",
            "email": "gone@acmefreight.example",
        }
        interviewers.append(build_interviewer(ghost, template if modern else None))
    interview: Json = {
        "id": new_id(rng),
        "panel": new_id(rng),
        "subject": f"Interview - {opportunity['name']}" if rng.random() < 0.9 else "",
        "note": "" if rng.random() < 0.6 else "Bring questions.\nRaum „Elbe“",
        "interviewers": interviewers,
        "timezone": _TIMEZONES[int(rng.random() * len(_TIMEZONES))],
        "createdAt": created,
        "date": date,
        "duration": (15, 30, 45, 60, 90)[int(rng.random() * 5)],
        "location": None if rng.random() < 0.5 else "https://meet.example.com/abc",
        "feedbackTemplate": None if rng.random() < 0.1 else template,
        "feedbackForms": [new_id(rng)] if interviewers and template != "no-feedback" and rng.random() < 0.5 else [],
        "feedbackReminder": _REMINDERS[int(rng.random() * len(_REMINDERS))],
        "user": users[0]["id"] if rng.random() < 0.9 else company.missing_user_id,
        "stage": opportunity["stageChanges"][-1]["toStageId"],
        "canceledAt": min(created + HOUR, date) if canceled else None,
        "postings": [application["posting"]] if application else [],
    }
    if modern:
        # Undocumented, absent in older recordings.
        interview["gcalEventUrl"] = None
        interview["opportunityId"] = opportunity["id"]
    if rng.random() < 0.03:
        for name in ("note", "location", "feedbackTemplate", "timezone"):
            del interview[name]
    return interview
