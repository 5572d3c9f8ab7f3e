"""Answers to screening questions, as an application carries them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.question_type import QuestionType, question_type
from source_lever_unified.unified.row import Timestamp
from source_lever_unified.unified.values import flag, number, objects, text, texts, timestamp, word


class AnsweredQuestion(TypedDict):
    remote_id: Annotated[
        str | None,
        Field(description="Lever's id of the question: screening_questions.remote_id. Null on old forms."),
    ]
    title: Annotated[str | None, Field(description="The question as it was asked.")]
    type: Annotated[
        QuestionType,
        Field(description="What kind of question it is, and so which key of answer is filled."),
    ]
    remote_type: Annotated[str | None, Field(description="Lever's word for the type of the question.")]


class Answer(TypedDict, total=False):
    """Holds the one key that fits the question's type."""

    content: Annotated[str | None, Field(description="Answer to a TEXT question; null when unanswered.")]
    choice: Annotated[
        str | None,
        Field(description="Text of the chosen option of a SINGLE_SELECT question; null when unanswered."),
    ]
    choices: Annotated[
        list[str],
        Field(description="Texts of the chosen options of a MULTI_SELECT question; empty when unanswered."),
    ]
    checked: Annotated[bool | None, Field(description="Answer to a BOOLEAN question; null when unanswered.")]
    number: Annotated[float | None, Field(description="Answer to a NUMBER question; null when unanswered.")]
    date: Annotated[Timestamp | None, Field(description="Answer to a DATE question; null when unanswered.")]
    raw: Annotated[
        Any,
        Field(description="Lever's value, unchanged, for FILE and UNKNOWN questions; null when unanswered."),
    ]


class ScreeningQuestionAnswer(TypedDict):
    question: Annotated[AnsweredQuestion, Field(description="The question that was asked.")]
    answer: Annotated[Answer, Field(description="The answer, in the one key that fits question.type.")]


def screening_question_answers(application: LeverObject) -> Iterator[ScreeningQuestionAnswer]:
    """What was asked on the posting's form of an application, unanswered questions included.

    Lever files referral forms under `customQuestions` too: those are about the candidate, not by the
    candidate.
    """
    for form in objects(application.get("customQuestions")):
        if word(form.get("type")) not in ("posting", None):
            continue
        for field in objects(form.get("fields")):
            kind = question_type(field)
            if kind == "INFORMATION":
                continue
            yield {
                "question": {
                    "remote_id": text(field.get("id")),
                    "title": text(field.get("text")),
                    "type": kind,
                    "remote_type": text(field.get("type")),
                },
                "answer": _answer(kind, field.get("value")),
            }


def _answer(kind: QuestionType, value: Any) -> Answer:
    if kind == "TEXT":
        return {"content": text(value)}
    if kind == "SINGLE_SELECT":
        return {"choice": text(value)}
    if kind == "MULTI_SELECT":
        return {"choices": texts(value if isinstance(value, list) else [value])}
    if kind == "BOOLEAN":
        return {"checked": flag(value)}
    if kind == "NUMBER":
        # A score is 1 to 4, or the whole label of its option: "3 - Hire".
        return {"number": number(value.partition(" - ")[0] if isinstance(value, str) else value)}
    if kind == "DATE":
        return {"date": timestamp(value)}
    return {"raw": value}
