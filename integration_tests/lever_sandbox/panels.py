"""Panels: the interviews that belong together, and what only the panel knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from lever_sandbox.clock import MINUTE
from lever_sandbox.identifiers import new_id, random_of
from lever_sandbox.jsontypes import Json
from lever_sandbox.lives import Life

_PANEL = 6
_REDUCED = ("id", "date", "duration", "feedbackReminder", "feedbackTemplate", "location", "note", "subject")
#: Recorded. Assumed: the other words of calendars, behind a switch.
RECORDED_RESPONSES = ("needsAction", "accepted")
ALL_RESPONSES = (*RECORDED_RESPONSES, "declined", "tentative")


class PanelEdits:
    """What was changed on panels since they were made."""

    def __init__(self) -> None:
        self.fields: dict[str, Json] = {}
        #: (interview, user) -> answer to the invitation.
        self.responses: dict[tuple[str, str], str] = {}


def panels_of(
    interviews: list[Json], application_id: str | None, edits: PanelEdits, responses: tuple[str, ...]
) -> list[Json]:
    """One for each panel that interviews name."""
    members: dict[str, list[Json]] = {}
    for interview in interviews:
        members.setdefault(interview["panel"], []).append(interview)
    return [
        {**_panel(identifier, sittings, application_id, edits.responses, responses), **edits.fields.get(identifier, {})}
        for identifier, sittings in members.items()
    ]


def _panel(
    identifier: str,
    sittings: list[Json],
    application_id: str | None,
    answered: Mapping[tuple[str, str], str],
    responses: tuple[str, ...],
) -> Json:
    rng = random_of(identifier, _PANEL)
    first = sittings[0]
    external = rng.random() < 0.15
    panel: Json = {
        "id": identifier,
        "applications": [application_id] if application_id else [],
        "canceledAt": _canceled(sittings),
        "createdAt": min(sitting["createdAt"] for sitting in sittings),
        "end": max(sitting["date"] + sitting["duration"] * MINUTE for sitting in sittings),
        "externallyManaged": external,
        "externalUrl": f"https://scheduler.example.com/panels/{identifier[:8]}" if external else None,
        "feedbackReminder": first["feedbackReminder"],
        "interviews": [_reduced(rng, sitting, answered, responses) for sitting in sittings],
        "note": "Lunch with the team in between." if len(sittings) > 1 and rng.random() < 0.4 else None,
        "stage": first["stage"],
        "start": min(sitting["date"] for sitting in sittings),
        "timezone": first.get("timezone", "Europe/Amsterdam"),
        "user": first["user"],
    }
    if rng.random() < 0.08:
        # Recorded: absent on some.
        del panel["feedbackReminder"]
    return panel


def _canceled(sittings: list[Json]) -> int | None:
    times = [sitting["canceledAt"] for sitting in sittings if sitting["canceledAt"] is not None]
    return max(times) if len(times) == len(sittings) else None


def _reduced(rng: Random, sitting: Json, answered: Mapping[tuple[str, str], str], responses: tuple[str, ...]) -> Json:
    shown = {key: sitting.get(key) for key in _REDUCED}
    shown["interviewers"] = [
        {
            **person,
            "responseStatus": answered.get((sitting["id"], person["id"]))
            or responses[int(rng.random() * len(responses))],
        }
        for person in sitting["interviewers"]
    ]
    return shown


def build_empty_panel(panel_id: str, application_id: str | None, stage: str, user: str, at: int, canceled: int) -> Json:
    """Recorded: a canceled panel may have no interviews any more, and neither `start` nor `end`."""
    return {
        "id": panel_id,
        "applications": [application_id] if application_id else [],
        "canceledAt": canceled,
        "createdAt": at,
        "externallyManaged": True,
        "externalUrl": None,
        "feedbackReminder": "daily",
        "interviews": [],
        "note": None,
        "stage": stage,
        "timezone": "Europe/Amsterdam",
        "user": user,
    }


def empty_panels_of(life: Life) -> list[Json]:
    """Now and then something was scheduled and called off."""
    rng = life.chance(_PANEL)
    if not life.interviews or rng.random() > 0.06:
        return []
    first = life.interviews[0]
    canceled = first["createdAt"] + 30 * MINUTE
    if canceled > life.last:
        return []
    application_id = life.application["id"] if life.application else None
    return [
        build_empty_panel(new_id(rng), application_id, first["stage"], first["user"], canceled - 20 * MINUTE, canceled)
    ]
