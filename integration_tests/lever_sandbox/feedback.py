"""Feedback: the account's templates, which interviewer handed in what and when, and the forms themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from lever_sandbox.clock import DAY, HOUR, MINUTE
from lever_sandbox.identifiers import new_id, random_of
from lever_sandbox.jsontypes import Json

NO_FEEDBACK = "no-feedback"
_FORMS = 1

#: Recorded: two vocabularies in one account, best first. Assumed: words without a digit, and other than four of them.
_HIRE = ("4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire")
_YES = ("4 - Strong Yes", "3 - Yes", "2 - No", "1 - Strong No")
_WORDS = ("Top", "Gut", "Schwach", "Nein")
_THREE = ("Now", "Later", "Never")


def _rating(rng: Random, text: str, options: tuple[str, ...]) -> Json:
    return {
        "description": "",
        "required": False,
        "text": text,
        "type": "score-system",
        "id": new_id(rng),
        "prompt": "Select one",
        "options": [{"text": option} for option in options],
    }


def _field(rng: Random, kind: str, text: str, *options: str, description: str = "") -> Json:
    field: Json = {"description": description, "required": False, "text": text, "type": kind, "id": new_id(rng)}
    if options:
        field["options"] = [{"text": option} for option in options]
    return field


def _scorecard(rng: Random, *skills: tuple[str, str]) -> Json:
    scores = [{"text": text, "description": description} for text, description in skills]
    return {**_field(rng, "scorecard", ""), "scores": scores}


def build_templates(rng: Random, now: int) -> list[Json]:
    """Recorded: names that repeat, nulls in `createdAt` and `updatedAt`. Documented: `""` for no group and no stage."""
    without_id = _field(rng, "text", "Anything else?")
    del without_id["id"]
    craft = _scorecard(rng, ("Craft", "Depth, care, speed"), ("Communication", ""), ("Zusammenarbeit", "Im Team"))
    fields: tuple[tuple[str, list[Json]], ...] = (
        (
            "Phone screen feedback",
            [
                _rating(rng, "Rating", _HIRE),
                _field(rng, "yes-no", "Clear about pay and start date?"),
                _field(rng, "textarea", "Other thoughts?"),
            ],
        ),
        ("On-site feedback", [_rating(rng, "Rating", _HIRE), craft, _field(rng, "textarea", "Other thoughts?")]),
        (
            "On-site feedback",
            [
                _rating(rng, "Overall", _YES),
                _scorecard(rng, ("SQL", "Window functions, modelling"), ("System design", "")),
                _field(rng, "multiple-select", "Strengths", "Structure", "Curiosity", "Pace"),
                _field(rng, "textarea", "Other thoughts?"),
            ],
        ),
        (
            "Élan score",
            [
                _rating(rng, "Gesamteindruck", _WORDS),
                _rating(rng, "When would you hire?", _THREE),
                _field(rng, "score", "Energy"),
                without_id,
            ],
        ),
        (
            "Take-home review",
            [
                _rating(rng, "Rating", _YES),
                _field(rng, "dropdown", "Chosen language", "Python", "Go", "Kotlin"),
                _field(rng, "date", "Handed in on"),
                {**_field(rng, "code", "The part worth talking about"), "language": "python"},
            ],
        ),
    )
    return [
        {
            "id": new_id(rng),
            "text": text,
            "group": "" if number == 3 else None if number % 2 else {"id": new_id(rng), "name": "Interviews"},
            "instructions": "Write what you saw, not what you guess." if number == 1 else "",
            "fields": items,
            "createdAt": None if number == 3 else now - 700 * DAY,
            "stage": "" if number == 3 else None,
            "updatedAt": None if number else now - 200 * DAY,
        }
        for number, (text, items) in enumerate(fields)
    ]


class FormPlan(NamedTuple):
    """One form of one interviewer."""

    id: str
    user: str
    template: str
    created: int
    completed: int | None
    deleted: int | None


def plan_forms(interview: Json, now: int) -> list[FormPlan]:
    """Who handed in what after an interview. Some never do, some forms are thrown away."""
    ended = interview["date"] + interview["duration"] * MINUTE
    if interview["canceledAt"] is not None or ended > now - HOUR:
        return []
    rng = random_of(interview["id"], _FORMS)
    plans: list[FormPlan] = []
    for person in {person["id"]: person for person in interview["interviewers"]}.values():
        roll, identifier = rng.random(), new_id(rng)
        handed_in = ended + 5 * MINUTE + min(int(rng.expovariate(1 / (5 * HOUR))), 19 * HOUR)
        template = person.get("feedbackTemplate") or interview.get("feedbackTemplate") or NO_FEEDBACK
        if template == NO_FEEDBACK or roll < 0.06 or handed_in > now:
            continue
        pending = roll < 0.16
        plans.append(
            FormPlan(
                identifier,
                person["id"],
                template,
                ended + MINUTE if pending else handed_in - 4 * MINUTE,
                None if pending else handed_in,
                handed_in + HOUR if roll > 0.965 else None,
            )
        )
    return plans


def shown_forms(plans: list[FormPlan]) -> list[str]:
    """Recorded: `interview.feedbackForms` lists only completed forms that were not deleted."""
    return [plan.id for plan in plans if plan.completed is not None and plan.deleted is None]


def shown_forms_of(forms: list[Json], interview_id: str) -> list[str]:
    """The same of forms that exist."""
    return [
        form["id"]
        for form in forms
        if form["interview"] == interview_id and form["completedAt"] is not None and form["deletedAt"] is None
    ]


def forms_of(interview: Json, templates: Mapping[str, Json], advanced: bool, now: int) -> Iterator[Json]:
    """The forms as /feedback lists them: pending and deleted ones too (recorded)."""
    for plan in plan_forms(interview, now):
        rng = random_of(plan.id, _FORMS)
        yield {
            **build_form(
                rng,
                templates[plan.template],
                plan.user,
                plan.created,
                completed=plan.completed,
                liking=_liking(rng, advanced),
            ),
            "id": plan.id,
            "interview": interview["id"],
            "panel": interview["panel"],
            "deletedAt": plan.deleted,
        }


def _liking(rng: Random, advanced: bool) -> int:
    """4 is the best: who went on was liked, mostly."""
    scale = (4, 4, 3, 3, 3, 3, 2) if advanced else (3, 2, 2, 2, 1)
    return scale[int(rng.random() * len(scale))]


def build_form(
    rng: Random,
    template: Json,
    user: str | None,
    created: int,
    *,
    completed: int | None,
    liking: int,
    kind: str = "interview",
) -> Json:
    """A form without an interview. Recorded: one that is pending can hold answers already."""
    fields = []
    for field in template["fields"]:
        begun = completed is not None or rng.random() < 0.3
        fields.append({**field, "value": _answer(rng, field, liking, created) if begun else _empty(field)})
    return {
        "id": new_id(rng),
        "type": kind,
        "text": template["text"],
        "instructions": template["instructions"],
        "fields": fields,
        "baseTemplateId": template["id"],
        "interview": None,
        "panel": None,
        "user": user,
        "createdAt": created,
        "completedAt": completed,
        # Recorded: null on older forms.
        "updatedAt": completed if completed is None or rng.random() < 0.8 else None,
        "deletedAt": None,
    }


def _empty(field: Json) -> Any:
    if field["type"] == "scorecard":
        return [{"score": None, "comment": None} for _ in field["scores"]]
    return [] if field["type"] == "multiple-select" else None


def _answer(rng: Random, field: Json, liking: int, at: int) -> Any:
    kind = field["type"]
    if rng.random() < (0.04 if kind == "score-system" else 0.15):
        return _empty(field)
    options = [option["text"] for option in field.get("options", ())]
    match kind:
        case "score-system":
            return options[min(4 - liking, len(options) - 1)]
        case "score":
            return liking
        case "scorecard":
            comment = "Very strong" if liking > 3 else None
            scores = [max(1, min(4, liking + int(rng.random() * 3) - 1)) for _ in field["scores"]]
            return [{"score": score, "comment": comment if score > 3 else None} for score in scores]
        case "yes-no":
            return "yes" if liking > 1 else "no"
        case "multiple-select":
            return options[: liking - 1]
        case "dropdown":
            return options[int(rng.random() * len(options))]
        case "date":
            return at - DAY
        case "code":
            return "print('hello')"
        case _:
            return ("No.", "Not yet.", "Solid, would fit in well.", "Hire before somebody else does.")[liking - 1]
