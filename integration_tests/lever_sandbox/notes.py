"""Notes: threads of comments, some with a score, some secret, some deleted."""

from __future__ import annotations

from random import Random

from lever_sandbox.clock import HOUR
from lever_sandbox.company import Company
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.lives import Life

_NOTES = 2
_TEXTS = (
    "Available from August.",
    "Called, no answer. Will try again on Thursday.",
    "Great talk, wants to work nights.",
    "Salary is above our band.\nAsked the hiring manager.",
    "Sehr freundlich, Deutsch C1.",
    "Knows two people in the team.",
)
_REPLIES = ("Agreed.", "Let us move fast here.", "I would rather wait for the second candidate.", "Danke!")


def build_comment(text: str, user: str | None, stage: str, at: int, score: int | None = None) -> Json:
    return {
        "createdAt": at,
        "score": score,
        "stage": stage,
        "text": "Comment",
        "type": "note",
        "user": user,
        "value": text,
    }


def build_note(rng: Random, comment: Json, *, secret: bool = False) -> Json:
    """Recorded: the thread has no time of change, a later comment only shows inside `fields`."""
    return {
        "id": new_id(rng),
        "text": "Note",
        "fields": [comment],
        "user": comment["user"],
        "secret": secret,
        "completedAt": comment["createdAt"],
        "deletedAt": None,
        "createdAt": comment["createdAt"],
    }


def notes_of(company: Company, life: Life) -> list[Json]:
    """The more happened with somebody, the more was written. Imported history has no notes."""
    if life.quiet or life.anonymized:
        return []
    rng = life.chance(_NOTES)
    author = life.opportunity["owner"]
    notes: list[Json] = []
    for gap in life.gaps:
        if rng.random() > 0.14:
            continue
        at = gap.moment(rng)
        notes.append(_note(rng, author, gap.stage, at))
        if rng.random() < 0.3 and at + HOUR < gap.end:
            notes[-1]["fields"].append(_reply(rng, company, gap.stage, (at + gap.end) // 2))
        elif rng.random() < 0.08:
            # Recorded: it is still listed, with its text.
            notes[-1]["deletedAt"] = min(at + HOUR, gap.end)
    if life.unexplained and rng.random() < 0.8:
        stage = life.stage_at(life.last)
        if notes and notes[-1]["deletedAt"] is None and rng.random() < 0.5:
            notes[-1]["fields"].append(_reply(rng, company, stage, life.last))
        else:
            notes.append(_note(rng, author, stage, life.last))
    return notes


def _note(rng: Random, author: str | None, stage: str, at: int) -> Json:
    # Recorded: null when an integration wrote it.
    user = None if rng.random() < 0.08 else author
    score = 1 + int(rng.random() * 4) if rng.random() < 0.15 else None
    text = _TEXTS[int(rng.random() * len(_TEXTS))]
    return build_note(rng, build_comment(text, user, stage, at, score), secret=rng.random() < 0.07)


def _reply(rng: Random, company: Company, stage: str, at: int) -> Json:
    user = company.staff.anybody(rng, at).id
    score = 1 + int(rng.random() * 4) if rng.random() < 0.1 else None
    return build_comment(_REPLIES[int(rng.random() * len(_REPLIES))], user, stage, at, score)
