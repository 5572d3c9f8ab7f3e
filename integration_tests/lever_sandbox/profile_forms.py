"""Profile forms: what the account asks its own people about a candidate."""

from __future__ import annotations

from random import Random

from lever_sandbox.clock import DAY
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.lives import Life

_FORMS = 5
#: Stand inside the account's two templates; the last field is from before fields had ids.
_OFFER_INFORMATION: tuple[Json, ...] = (
    {"type": "currency", "text": "Expected salary", "id": "58bad2f4-6072-49fd-9bdd-719cbecf5034", "currency": "EUR"},
    {"type": "yes-no", "text": "Visa needed?", "id": "69cbe305-7183-4a0e-8cee-82adcfd06135"},
    {"type": "date", "text": "Earliest start", "id": "7adcf416-8294-4b1f-9dff-93bed0e17236"},
    {"type": "textarea", "text": "Anything the offer must say?"},
)
_REHIRE: tuple[Json, ...] = (
    {
        "type": "multiple-choice",
        "text": "Worked here before?",
        "id": "8bed0527-93a5-4c20-ae00-a4cfe1f28337",
        "options": [{"text": "Yes"}, {"text": "No"}],
    },
    {
        "type": "multiple-select",
        "text": "Shifts agreed on",
        "id": "9cfe1638-a4b6-4d31-bf11-b5d0f2039438",
        "options": [{"text": "Früh"}, {"text": "Spät"}, {"text": "Nacht"}],
    },
    {
        "type": "dropdown",
        "text": "Site",
        "id": "ad0f2749-b5c7-4e42-8022-c6e10314a539",
        "prompt": "Select one",
        "options": [{"text": "Rotterdam"}, {"text": "Utrecht"}],
    },
    {"type": "text", "text": "Badge number", "id": "be10385a-c6d8-4f53-9133-d7f21425b64a"},
)
_TEMPLATES = (
    ("Offer information", "47a9c1e3-5f61-48ec-8acc-608badbe4f33", _OFFER_INFORMATION),
    ("Rehire check", "rehire-check", _REHIRE),
)


def build_profile_form(
    rng: Random, user: str | None, stage: str | None, at: int, *, template: int = 0, secret: bool = False
) -> Json:
    text, template_id, fields = _TEMPLATES[template]
    return {
        "id": new_id(rng),
        "type": "form",
        "text": text,
        "instructions": "",
        "baseTemplateId": template_id,
        "fields": [
            {"description": "", "required": False, **field, "value": _value(rng, field, at)} for field in fields
        ],
        "user": user,
        "stage": stage,
        "completedAt": at,
        "createdAt": at,
        "deletedAt": None,
        # Not shown: the sandbox keeps it for the switch that hides such forms.
        "secret": secret,
    }


def profile_forms_of(life: Life) -> list[Json]:
    """Filled in for those who get far. Documented: no interaction."""
    rng = life.chance(_FORMS)
    gaps = life.gaps
    if life.anonymized or len(gaps) < 2:
        return []
    forms = []
    for template in range(len(_TEMPLATES)):
        if rng.random() < 0.12:
            gap = gaps[-1]
            at = gap.moment(rng)
            user = life.opportunity["owner"]
            form = build_profile_form(rng, user, gap.stage, at, template=template, secret=rng.random() < 0.1)
            if rng.random() < 0.08:
                form["deletedAt"] = at + DAY
            forms.append(form)
    return forms


def _value(rng: Random, field: Json, at: int) -> object:
    kind = field["type"]
    if rng.random() < 0.2:
        return [] if kind == "multiple-select" else None
    options = [option["text"] for option in field.get("options", ())]
    match kind:
        case "currency":
            return 30_000 + 500 * int(rng.random() * 100)
        case "yes-no":
            return "yes" if rng.random() < 0.3 else "no"
        case "date":
            return at + 30 * DAY
        case "multiple-select":
            return options[: 1 + int(rng.random() * len(options))]
        case "multiple-choice" | "dropdown":
            return options[int(rng.random() * len(options))]
        case _:
            return "A 7" if kind == "text" else "Umzug bitte erwähnen."
