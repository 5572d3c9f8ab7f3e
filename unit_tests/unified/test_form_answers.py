from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.unified.answers import FormAnswer, form_answers
from unit_tests.lever_objects import MAY_4, only, question

VALUES = ("answer_text", "answer_number", "answer_boolean", "answer_at", "answer_choices", "score", "comment")


def answered(kind: str, value: Any, **changes: Any) -> FormAnswer:
    return only(form_answers({"fields": [question(kind, value=value, **changes)]})).answer


def filled(answer: FormAnswer) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key in VALUES and value is not None}


@pytest.mark.parametrize(
    ("kind", "value", "unified", "expected"),
    [
        ("textarea", "Calm.", "TEXT", {"answer_text": "Calm."}),
        ("code", "print()", "TEXT", {"answer_text": "print()"}),
        ("university", "Delft", "TEXT", {"answer_text": "Delft"}),
        ("currency", "48000", "NUMBER", {"answer_number": 48000}),
        ("yes-no", "no", "BOOLEAN", {"answer_boolean": False}),
        ("date", str(MAY_4), "DATE", {"answer_at": "2025-05-04T00:00:00.000Z"}),
        ("dropdown", "Early", "SINGLE_SELECT", {"answer_text": "Early"}),
        ("multiple choice", "Early", "SINGLE_SELECT", {"answer_text": "Early"}),
        ("multiple-select", ["Early", "Late"], "MULTI_SELECT", {"answer_choices": ["Early", "Late"]}),
        ("score", 3, "RATING", {"answer_text": "3", "score": 3}),
        ("score-system", "3 - Hire", "RATING", {"answer_text": "3 - Hire", "score": 3}),
        ("file-upload", {"id": "f"}, "FILE", {}),
        ("video-answer", "x", "UNKNOWN", {}),
    ],
)
def test_given_an_answer_then_the_field_that_fits_its_type_holds_it(
    kind: str, value: Any, unified: str, expected: dict[str, Any]
) -> None:
    answer = answered(kind, value)
    assert answer["type"] == unified
    assert answer["remote_type"] == kind
    assert answer["answer"] == value
    assert filled(answer) == expected


def test_given_no_answer_then_the_question_comes_all_the_same() -> None:
    answer = answered("textarea", None, text="Other thoughts?", description="Be frank.", required=True)
    assert filled(answer) == {}
    assert (answer["title"], answer["description"], answer["required"]) == ("Other thoughts?", "Be frank.", True)


def test_given_options_and_a_currency_then_they_come_along() -> None:
    assert answered("dropdown", None, options=[{"text": "a"}, {"text": "b"}, {}])["options"] == ["a", "b"]
    assert answered("currency", 1, currency="EUR")["currency"] == "EUR"


def test_given_a_scorecard_then_each_skill_is_an_answer_and_the_field_is_none() -> None:
    field = question(
        "scorecard",
        text="Skills",
        scores=[{"text": "Craft", "description": "Depth"}, {"text": "Calm", "description": ""}],
        value=[{"score": 4, "comment": "Very strong"}, {"score": None, "comment": None}],
    )
    craft, calm = form_answers({"fields": [question("text"), field]})[1:]
    assert (craft.key, calm.key) == (("question-scorecard", "0"), ("question-scorecard", "1"))
    assert {key: craft.answer[key] for key in ("index", "skill_index", "section", "title", "description")} == {  # type: ignore[literal-required]
        "index": 1,
        "skill_index": 0,
        "section": "Skills",
        "title": "Craft",
        "description": "Depth",
    }
    assert filled(craft.answer) == {"score": 4, "comment": "Very strong"}
    assert craft.answer["answer"] == {"score": 4, "comment": "Very strong"}
    assert filled(calm.answer) == {}
    assert calm.answer["skill_index"] == 1


def test_given_a_field_without_an_id_or_with_one_that_came_before_then_its_position_is_the_key() -> None:
    fields = [question("text", id="a"), question("text", id=None), question("text", id="a")]
    assert [keyed.key for keyed in form_answers({"fields": fields})] == [("a",), ("#1",), ("#2",)]
