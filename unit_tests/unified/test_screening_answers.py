from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.unified.screening_answer import screening_question_answers
from unit_tests.lever_objects import MAY_1, application, only, question

FILE = {"id": "f1", "name": "plan.pdf", "ext": "pdf", "size": 1024, "uploadedAt": MAY_1}


def answered(*fields: dict[str, Any], kind: str | None = "posting") -> dict[str, Any]:
    return application(customQuestions=[{"id": "form-1", "type": kind, "text": "Rail", "fields": list(fields)}])


@pytest.mark.parametrize(
    ("kind", "unified", "value", "answer"),
    [
        ("text", "TEXT", "Calm", {"content": "Calm"}),
        ("textarea", "TEXT", "", {"content": None}),
        ("dropdown", "SINGLE_SELECT", "Night", {"choice": "Night"}),
        ("multiple-choice", "SINGLE_SELECT", "Early", {"choice": "Early"}),
        ("multiple choice", "SINGLE_SELECT", None, {"choice": None}),
        ("multiple-select", "MULTI_SELECT", ["A", "B"], {"choices": ["A", "B"]}),
        ("multiple-select", "MULTI_SELECT", "A", {"choices": ["A"]}),
        ("multiple-select", "MULTI_SELECT", None, {"choices": []}),
        ("yes-no", "BOOLEAN", "yes", {"checked": True}),
        ("yes-no", "BOOLEAN", "no", {"checked": False}),
        ("yes-no", "BOOLEAN", None, {"checked": None}),
        ("date", "DATE", MAY_1, {"date": "2025-05-01T00:00:00.000Z"}),
        ("date", "DATE", "soon", {"date": None}),
        ("currency", "NUMBER", "42000", {"number": 42000}),
        ("score", "NUMBER", 3, {"number": 3}),
        ("score", "NUMBER", "3 - Hire", {"number": 3}),
        ("score", "NUMBER", None, {"number": None}),
        ("file-upload", "FILE", FILE, {"raw": FILE}),
        ("file-upload", "FILE", None, {"raw": None}),
        ("university", "UNKNOWN", "Granada", {"raw": "Granada"}),
        ("video-answer", "UNKNOWN", {"url": "x"}, {"raw": {"url": "x"}}),
    ],
)
def test_answers_are_typed_by_their_question(kind: str, unified: str, value: Any, answer: Any) -> None:
    found = only(screening_question_answers(answered(question(kind, value=value))))
    assert found["question"]["type"] == unified
    assert found["question"]["remote_type"] == kind
    assert found["answer"] == answer


def test_the_question_is_quoted_with_levers_id() -> None:
    found = only(screening_question_answers(answered(question("text", id="q1", text="Why?", value="So"))))
    assert found["question"] == {"remote_id": "q1", "title": "Why?", "type": "TEXT", "remote_type": "text"}


def test_given_an_old_form_without_field_ids_then_the_remote_id_is_null() -> None:
    field = question("text", value="So")
    del field["id"]
    assert only(screening_question_answers(answered(field)))["question"]["remote_id"] is None


def test_an_information_block_is_no_question() -> None:
    assert list(screening_question_answers(answered(question("note", value="Read this")))) == []


def test_referral_forms_are_no_answers() -> None:
    assert list(screening_question_answers(answered(question("text", value="x"), kind="referral"))) == []


def test_a_form_without_a_type_is_a_postings_form() -> None:
    assert len(list(screening_question_answers(answered(question("text"), kind=None)))) == 1


def test_unanswered_questions_are_there_in_order() -> None:
    found = screening_question_answers(answered(question("text"), question("date", value=None)))
    assert [answer["answer"] for answer in found] == [{"content": None}, {"date": None}]
