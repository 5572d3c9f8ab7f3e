from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.models.account import Account
from source_lever_unified.models.form_question import FormQuestion, form_questions
from source_lever_unified.models.lever_values import LeverObject, objects, text, word
from source_lever_unified.models.question_type import QuestionType, question_type
from source_lever_unified.models.row import Row

DisplayType = Literal["SINGLE_LINE", "MULTI_LINE", "DROPDOWN", "RADIO"]

_DISPLAY_TYPES: Mapping[str | None, DisplayType] = {
    "text": "SINGLE_LINE",
    "textarea": "MULTI_LINE",
    "dropdown": "DROPDOWN",
    "multiple-choice": "RADIO",
}


class QuestionOption(TypedDict):
    id: Annotated[str, Field(description="Unified id of the option: made of the question's key and remote_id or name.")]
    name: Annotated[str | None, Field(description="Text of the option; answers hold this text.")]
    remote_id: Annotated[
        str | None, Field(description="Lever's optionId; null for most options, which Lever knows by their text.")
    ]


class QuestionFormat(TypedDict):
    type: Annotated[
        QuestionType,
        Field(
            description="Kind of answer that is expected; INFORMATION is a text, not a question. UNKNOWN "
            "for types that fit none, such as university."
        ),
    ]
    display_type: Annotated[
        DisplayType | None,
        Field(description="How it is shown: SINGLE_LINE or MULTI_LINE for TEXT, DROPDOWN or RADIO for SINGLE_SELECT."),
    ]
    options: Annotated[
        list[QuestionOption] | None,
        Field(description="Options of a SINGLE_SELECT or MULTI_SELECT question, in Lever's order; null for others."),
    ]
    raw_question: Annotated[
        Any, Field(description="Lever's question, unchanged, when the type is UNKNOWN; null for others.")
    ]


class ScreeningQuestion(Row):
    """A question of the application forms. One that no job asks any more stays, linked to no job."""

    remote_id: Annotated[
        str | None, Field(description="Lever's id of the question. EEO questions have none: they are known by name.")
    ]
    title: Annotated[str | None, Field(description="The question as it is asked.")]
    description: Annotated[str | None, Field(description="Help text below the question; may hold HTML.")]
    format: Annotated[QuestionFormat | None, Field(description="What answer the question expects.")]
    remote_type: Annotated[
        str | None, Field(description="Lever's word behind format.type, such as multiple-choice or yes-no.")
    ]
    category: Annotated[
        Literal["EEO", "DEMOGRAPHIC"] | None,
        Field(
            description="EEO for Lever's own questions on equal employment opportunity, null for the "
            "account's own. Lever has no DEMOGRAPHIC ones in its forms."
        ),
    ]


def screening_questions(form: LeverObject, account: Account) -> Iterator[ScreeningQuestion]:
    for question in form_questions(form):
        yield {
            "id": account.id("screening_question", *question.key),
            "changed_at": account.changed_at(),
            "remote_deleted_at": None,
            "remote_id": question.remote_id,
            "title": text(question.field.get("text")),
            "description": text(question.field.get("description")),
            "format": _format(question, account),
            "remote_type": text(question.field.get("type")),
            "category": "EEO" if question.is_eeo else None,
        }


def _format(question: FormQuestion, account: Account) -> QuestionFormat:
    kind = question_type(question.field)
    return {
        "type": kind,
        "display_type": _DISPLAY_TYPES.get(word(question.field.get("type"))),
        "options": _options(question, account) if kind in ("SINGLE_SELECT", "MULTI_SELECT") else None,
        "raw_question": question.field if kind == "UNKNOWN" else None,
    }


def _options(question: FormQuestion, account: Account) -> list[QuestionOption]:
    options: list[QuestionOption] = []
    for option in objects(question.field.get("options")):
        name, remote_id = text(option.get("text")), text(option.get("optionId"))
        key = remote_id or name
        if key is not None:
            option_id = account.id("screening_question_option", *question.key, key)
            options.append({"id": option_id, "name": name, "remote_id": remote_id})
    return options
