from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import NamedBy, PostingForm
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.form_question import FormQuestion, form_questions
from source_lever_unified.unified.posting import PostingRef
from source_lever_unified.unified.question_type import QuestionType, question_type
from source_lever_unified.unified.row import Row
from source_lever_unified.unified.values import objects, text, word

if TYPE_CHECKING:
    from source_lever_unified.sync.memory import Memory, SyncTimes

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


class ScreeningQuestions(PostingForm):
    """A question of the application forms. One that no job asks any more stays, linked to no job.

    A question belongs to the account, not to the posting whose form shows it: it comes when it is new, or when its
    text, type or options changed, and is never deleted.
    """

    model = "screening_question"
    row = ScreeningQuestion
    known_by = "Lever's question id; `eeo` and the name for an EEO question; form id and text where Lever gave no id"
    personal_data = NONE
    named_by = NamedBy("job_screening_questions", "question_id")

    @staticmethod
    def rows(form: LeverObject, ref: PostingRef, account: Account) -> Iterator[ScreeningQuestion]:  # noqa: ARG004
        for question in form_questions(form):
            yield {
                "id": account.id("screening_question", *question.key),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": question.remote_id,
                "title": text(question.field.get("text")),
                "description": text(question.field.get("description")),
                "format": _format(question, account),
                "remote_type": text(question.field.get("type")),
                "category": "EEO" if question.is_eeo else None,
            }

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> Memory:
        from source_lever_unified.sync.watch import KnownChildren

        return KnownChildren(cls, saved, account, times)


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
