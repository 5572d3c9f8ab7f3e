"""The questions of a posting's application form, `/postings/:id/apply`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.values import mapping, objects, text


@dataclass(frozen=True, slots=True)
class FormQuestion:
    key: tuple[str, ...]
    """What the unified id of the question is made of."""

    remote_id: str | None
    field: LeverObject
    is_eeo: bool


def form_questions(form: LeverObject) -> list[FormQuestion]:
    """The distinct questions in the form's order: custom forms, then EEO.

    `personalInformation` and `urls` of the form ask for the candidate's profile, not questions of the
    account.
    """
    form = mapping(form)
    found: dict[tuple[str, ...], FormQuestion] = {}
    for question in (*_custom(form), *_eeo(form)):
        found.setdefault(question.key, question)
    return list(found.values())


def _custom(form: LeverObject) -> Iterator[FormQuestion]:
    for block in objects(form.get("customQuestions")):
        for field in objects(block.get("fields")):
            remote_id = text(field.get("id"))
            if remote_id is not None:
                yield FormQuestion((remote_id,), remote_id, field, is_eeo=False)
                continue
            # Old forms have fields without ids: the text tells them apart within the form.
            title = text(field.get("text"))
            if title is not None:
                yield FormQuestion((text(block.get("id")) or "", title), None, field, is_eeo=False)


def _eeo(form: LeverObject) -> Iterator[FormQuestion]:
    """Lever's questions on equal employment opportunity: an object by name, without ids, absent when switched
    off.
    """
    for name, field in mapping(form.get("eeoQuestions")).items():
        if isinstance(field, dict):
            yield FormQuestion(("eeo", name), None, field, is_eeo=True)
