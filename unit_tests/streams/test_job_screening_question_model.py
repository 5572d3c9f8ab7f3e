from __future__ import annotations

from source_lever_unified.streams.job_screening_questions import JobScreeningQuestions
from source_lever_unified.streams.screening_questions import ScreeningQuestions
from source_lever_unified.unified.posting import PostingRef
from unit_tests.lever_objects import (
    ACCOUNT,
    POSTING,
    POSTING_REF,
    SYNC_START_TEXT,
    form,
    only,
    question,
)

job_screening_questions = JobScreeningQuestions.rows
screening_questions = ScreeningQuestions.rows

GENDER = {"text": "Gender", "type": "dropdown", "required": True}


def test_a_row_ties_a_job_and_a_question() -> None:
    assert only(job_screening_questions(form(question("text", required=True)), POSTING_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("job_screening_question", POSTING, "question-text"),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "job_id": ACCOUNT.id("job", POSTING),
        "question_id": ACCOUNT.id("screening_question", "question-text"),
        "index": 0,
        "required": True,
        "precondition_question_id": None,
        "precondition_options": None,
    }


def test_eeo_questions_come_last_and_are_keyed_by_name() -> None:
    lever = form(question("text"), question("note"), eeoQuestions={"gender": GENDER})
    rows = list(job_screening_questions(lever, POSTING_REF, ACCOUNT))
    assert [row["index"] for row in rows] == [0, 1, 2]
    assert rows[-1]["id"] == ACCOUNT.id("job_screening_question", POSTING, "eeo", "gender")
    assert rows[-1]["question_id"] == ACCOUNT.id("screening_question", "eeo", "gender")


def test_every_row_points_to_a_question() -> None:
    lever = form(
        question("text"),
        {"type": "text", "text": "Why?"},
        eeoQuestions={"gender": GENDER, "": GENDER},
    )
    links = [row["question_id"] for row in job_screening_questions(lever, POSTING_REF, ACCOUNT)]
    assert links == [row["id"] for row in screening_questions(lever, POSTING_REF, ACCOUNT)]


def test_given_a_posting_without_times_then_it_changed_at_the_start_of_the_sync() -> None:
    ref = PostingRef(POSTING, None, is_open=False)
    assert only(job_screening_questions(form(question("text")), ref, ACCOUNT))["changed_at"] == SYNC_START_TEXT


def test_without_a_usable_posting_id_there_are_no_rows() -> None:
    ref = PostingRef("", None, is_open=False)
    assert list(job_screening_questions(form(question("text")), ref, ACCOUNT)) == []
