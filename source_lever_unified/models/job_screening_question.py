from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.form_question import form_questions
from source_lever_unified.models.lever_values import LeverObject, flag
from source_lever_unified.models.posting import PostingRef
from source_lever_unified.models.row import Row


class JobScreeningQuestion(Row):
    """A question on the application form of a job."""

    job_id: Annotated[str | None, Field(description="Unified id of the job.")]
    question_id: Annotated[str | None, Field(description="Unified id of the screening question.")]
    index: Annotated[
        int | None,
        Field(description="Position on the form, from 0: the account's own questions, then the EEO questions."),
    ]
    required: Annotated[bool | None, Field(description="Whether the candidate must answer.")]
    precondition_question_id: Annotated[
        str | None, Field(description="Always null: Lever shows no question depending on the answer to another.")
    ]
    precondition_options: Annotated[
        list[str | bool] | None,
        Field(description="Always null: Lever shows no question depending on the answer to another."),
    ]


def job_screening_questions(form: LeverObject, ref: PostingRef, account: Account) -> Iterator[JobScreeningQuestion]:
    if not ref.id:
        return
    for index, question in enumerate(form_questions(form)):
        yield {
            "id": account.id("job_screening_question", ref.id, *question.key),
            "changed_at": account.changed_at(ref.changed_at),
            "remote_deleted_at": None,
            "job_id": account.id("job", ref.id),
            "question_id": account.id("screening_question", *question.key),
            "index": index,
            "required": flag(question.field.get("required")),
            "precondition_question_id": None,
            "precondition_options": None,
        }
