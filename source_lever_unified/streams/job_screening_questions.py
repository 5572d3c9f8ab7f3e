from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn, PostingForm
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.form_question import form_questions
from source_lever_unified.unified.posting import PostingRef
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import flag


class JobScreeningQuestion(Row):
    job_id: Annotated[str | None, Ref("jobs", always=True), Field(description="Unified id of the job.")]
    question_id: Annotated[
        str | None, Ref("screening_questions", always=True), Field(description="Unified id of the screening question.")
    ]
    index: Annotated[
        int | None,
        Field(description="Position on the form, from 0: the account's own questions, then the EEO questions."),
    ]
    required: Annotated[bool | None, Field(description="Whether the candidate must answer.")]
    precondition_question_id: Annotated[
        str | None,
        Ref("screening_questions"),
        Field(description="Always null: Lever shows no question depending on the answer to another."),
    ]
    precondition_options: Annotated[
        list[str | bool] | None,
        Field(description="Always null: Lever shows no question depending on the answer to another."),
    ]


class JobScreeningQuestions(PostingForm):
    """A question on the application form of a job.

    What changed on a form that was read again by itself comes with the start of that sync as `changed_at`; a question
    taken off it becomes a tombstone.
    """

    model = "job_screening_question"
    row = JobScreeningQuestion
    known_by = "posting id, question id; posting id, `eeo` and the name for an EEO question"
    personal_data = NONE
    hangs_on = HangsOn("jobs", "job_id")

    @staticmethod
    def rows(form: LeverObject, ref: PostingRef, account: Account) -> Iterator[JobScreeningQuestion]:
        if not ref.id:
            return
        for index, question in enumerate(form_questions(form)):
            yield {
                "id": account.id("job_screening_question", ref.id, *question.key),
                "changed_at": account.changed_at(ref.changed_at),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "job_id": account.id("job", ref.id),
                "question_id": account.id("screening_question", *question.key),
                "index": index,
                "required": flag(question.field.get("required")),
                "precondition_question_id": None,
                "precondition_options": None,
            }
