"""Answers on the forms that an account's own people fill in: feedback, profile forms, referrals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import (
    CandidateDetail,
    DetailStream,
    candidate_refs,
    child_changed_at,
    is_deleted,
)
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.question_type import QuestionType, question_type
from source_lever_unified.unified.rating import score
from source_lever_unified.unified.row import Row, Timestamp
from source_lever_unified.unified.values import flag, items, mapping, number, objects, text, texts, timestamp, word

AnswerType = Literal[QuestionType, "RATING"]

_MORE_TYPES: dict[str | None, AnswerType] = {
    "score-system": "RATING",
    "score": "RATING",
    "scorecard": "RATING",
    "code": "TEXT",
    "university": "TEXT",
}


class FormAnswer(TypedDict):
    index: Annotated[int | None, Field(description="Position of the field in the form, from 0.")]
    skill_index: Annotated[
        int | None, Field(description="Position of the skill in its scorecard field, from 0; null for other fields.")
    ]
    question_remote_id: Annotated[
        str | None,
        Field(description="Lever's id of the field, the same on all forms of a template. Null on old ones."),
    ]
    title: Annotated[str | None, Field(description="The question, or the skill.")]
    description: Annotated[str | None, Field(description="Explanation below the question or the skill.")]
    required: Annotated[bool | None, Field(description="Whether it must be answered.")]
    section: Annotated[
        str | None, Field(description="Title of the scorecard field that a skill stands in; null for other fields.")
    ]
    type: Annotated[
        AnswerType | None,
        Field(description="What kind of question it is, and so which of the fields below hold the answer."),
    ]
    remote_type: Annotated[str | None, Field(description="Lever's word behind type, such as score-system.")]
    options: Annotated[list[str] | None, Field(description="Texts of the options there are, in Lever's order.")]
    answer_text: Annotated[
        str | None,
        Field(description="Answer of type TEXT, the option chosen for SINGLE_SELECT, the words of a RATING."),
    ]
    answer_number: Annotated[float | None, Field(description="Answer of type NUMBER.")]
    answer_boolean: Annotated[bool | None, Field(description="Answer of type BOOLEAN.")]
    answer_at: Annotated[Timestamp | None, Field(description="Answer of type DATE.")]
    answer_choices: Annotated[list[str] | None, Field(description="Options chosen for MULTI_SELECT.")]
    currency: Annotated[str | None, Field(description="Of an amount, usually ISO 4217.")]
    score: Annotated[
        int | None,
        Field(description="Answer of type RATING: 4 (best) to 1; null when not rated, or on a scale of another kind."),
    ]
    comment: Annotated[str | None, Field(description="What was written beside the rating of a skill.")]
    answer: Annotated[
        Any,
        Field(description="Lever's value, unchanged, whatever the type; of a skill its own part. Times in it are ms."),
    ]


class AnswerRow(CandidateDetail, FormAnswer):
    """What the rows of answers on all kinds of forms share."""


@dataclass(frozen=True, slots=True)
class KeyedAnswer:
    """`key`: what tells it from the other answers of its form, the form's own id left out."""

    key: tuple[str, ...]
    answer: FormAnswer


def answer_rows(
    stream: DetailStream,
    form: LeverObject,
    ref: OpportunityRef,
    account: Account,
    fill: Callable[[AnswerRow, LeverObject, Account], Row],
) -> Iterator[Row]:
    """A row for each answer of a form; tombstones of them, when the form is deleted.

    Args:
        fill: makes the row of what all answers share and the form.
    """
    form = mapping(form)
    lever_id = text(form.get("id"))
    if lever_id is None or not ref.id:
        return
    for keyed in form_answers(form):
        row_id = account.id(stream.model, lever_id, *keyed.key)
        if is_deleted(form):
            yield stream.bury(row_id, form.get("deletedAt"), account)
            continue
        answered: AnswerRow = {
            "id": row_id,
            "changed_at": child_changed_at(form, ref, account),
            "remote_deleted_at": None,
            "account_key": account.account_key,
            **candidate_refs(ref, account),
            **keyed.answer,
        }
        yield fill(answered, form, account)


def form_answers(form: LeverObject) -> list[KeyedAnswer]:
    """All fields of a form in its order, unanswered ones too; of a scorecard field its skills instead.

    Fields of old forms have no ids, and nothing says that ids are distinct: the position stands in then.
    """
    found: dict[tuple[str, ...], KeyedAnswer] = {}
    seen: set[str] = set()
    for index, field in enumerate(map(mapping, items(form.get("fields")))):
        if not field:
            continue
        lever_id = text(field.get("id"))
        name = f"#{index}" if lever_id is None or lever_id in seen else lever_id
        seen.add(name)
        for keyed in _answers(name, index, field):
            found.setdefault(keyed.key, keyed)
    return list(found.values())


def _answers(name: str, index: int, field: LeverObject) -> Iterator[KeyedAnswer]:
    if word(field.get("type")) != "scorecard":
        yield KeyedAnswer((name,), _answer(index, field))
        return
    skills, values = items(field.get("scores")), items(field.get("value"))
    for position in range(max(len(skills), len(values))):
        skill = mapping(skills[position]) if position < len(skills) else {}
        value = values[position] if position < len(values) else None
        yield KeyedAnswer((name, str(position)), _skill(index, field, position, skill, value))


def _skill(index: int, field: LeverObject, position: int, skill: LeverObject, value: Any) -> FormAnswer:
    rated = mapping(value)
    return {
        "index": index,
        "skill_index": position,
        "question_remote_id": text(field.get("id")),
        "title": text(skill.get("text")),
        "description": text(skill.get("description")),
        "required": flag(field.get("required")),
        "section": text(field.get("text")),
        "type": "RATING",
        "remote_type": text(field.get("type")),
        "options": [],
        "answer_text": None,
        "answer_number": None,
        "answer_boolean": None,
        "answer_at": None,
        "answer_choices": None,
        "currency": None,
        "score": score(rated.get("score")),
        "comment": text(rated.get("comment")),
        "answer": value,
    }


def _answer(index: int, field: LeverObject) -> FormAnswer:
    kind, value, options = answer_type(field), field.get("value"), option_texts(field)
    return {
        "index": index,
        "skill_index": None,
        "question_remote_id": text(field.get("id")),
        "title": text(field.get("text")),
        "description": text(field.get("description")),
        "required": flag(field.get("required")),
        "section": None,
        "type": kind,
        "remote_type": text(field.get("type")),
        "options": options,
        "answer_text": text(value) if kind in ("TEXT", "SINGLE_SELECT", "RATING") else None,
        "answer_number": number(value) if kind == "NUMBER" else None,
        "answer_boolean": flag(value) if kind == "BOOLEAN" else None,
        "answer_at": timestamp(value) if kind == "DATE" else None,
        "answer_choices": texts(value if isinstance(value, list) else [value]) if kind == "MULTI_SELECT" else None,
        "currency": text(field.get("currency")),
        "score": score(value, options) if kind == "RATING" else None,
        "comment": None,
        "answer": value,
    }


def answer_type(field: LeverObject) -> AnswerType:
    """As the questions of application forms, plus what only people of the account are asked for."""
    return _MORE_TYPES.get(word(field.get("type"))) or question_type(field)


def option_texts(field: LeverObject) -> list[str]:
    """Dropdowns may lack their options."""
    return [label for option in objects(field.get("options")) if (label := text(option.get("text"))) is not None]
