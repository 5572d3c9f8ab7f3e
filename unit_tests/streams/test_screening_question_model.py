from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.streams.screening_questions import ScreeningQuestions
from unit_tests.lever_objects import ACCOUNT, POSTING_REF, SYNC_START_TEXT, form, only, question

screening_questions = ScreeningQuestions.rows

GENDER = {
    "description": None,
    "required": False,
    "text": "Gender",
    "type": "dropdown",
    "options": [{"text": "Female", "optionId": "female"}, {"text": "Male"}],
    "prompt": "Gender",
    "value": None,
}


def test_a_custom_question_is_known_by_its_lever_id() -> None:
    lever = question("multiple-select", description="<b>All</b>", options=[{"text": "ETCS"}, {"text": "LZB"}])
    assert only(screening_questions(form(lever), POSTING_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("screening_question", "question-multiple-select"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "question-multiple-select",
        "title": "A multiple-select question",
        "description": "<b>All</b>",
        "format": {
            "type": "MULTI_SELECT",
            "display_type": None,
            "options": [
                {
                    "id": ACCOUNT.id("screening_question_option", "question-multiple-select", name),
                    "name": name,
                    "remote_id": None,
                }
                for name in ("ETCS", "LZB")
            ],
            "raw_question": None,
        },
        "remote_type": "multiple-select",
        "category": None,
    }


def test_an_eeo_question_is_known_by_its_name() -> None:
    row = only(screening_questions(form(eeoQuestions={"gender": GENDER}), POSTING_REF, ACCOUNT))
    assert row["id"] == ACCOUNT.id("screening_question", "eeo", "gender")
    assert (row["remote_id"], row["category"], row["title"]) == (None, "EEO", "Gender")
    assert row["format"] is not None
    assert row["format"]["options"] == [
        {
            "id": ACCOUNT.id("screening_question_option", "eeo", "gender", "female"),
            "name": "Female",
            "remote_id": "female",
        },
        {
            "id": ACCOUNT.id("screening_question_option", "eeo", "gender", "Male"),
            "name": "Male",
            "remote_id": None,
        },
    ]


@pytest.mark.parametrize(
    ("kind", "unified", "display_type"),
    [
        ("text", "TEXT", "SINGLE_LINE"),
        ("textarea", "TEXT", "MULTI_LINE"),
        ("dropdown", "SINGLE_SELECT", "DROPDOWN"),
        ("multiple-choice", "SINGLE_SELECT", "RADIO"),
        ("multiple choice", "SINGLE_SELECT", "RADIO"),
        ("multiple-select", "MULTI_SELECT", None),
        ("yes-no", "BOOLEAN", None),
        ("file-upload", "FILE", None),
        ("date", "DATE", None),
        ("currency", "NUMBER", None),
        ("score", "NUMBER", None),
        ("note", "INFORMATION", None),
        ("university", "UNKNOWN", None),
        ("video-answer", "UNKNOWN", None),
        (None, "UNKNOWN", None),
    ],
)
def test_format_by_levers_type(kind: str | None, unified: str, display_type: str | None) -> None:
    lever = question(str(kind), type=kind)
    row = only(screening_questions(form(lever), POSTING_REF, ACCOUNT))
    assert row["format"] is not None
    assert (row["format"]["type"], row["format"]["display_type"]) == (unified, display_type)
    assert row["format"]["raw_question"] == (lever if unified == "UNKNOWN" else None)
    assert (row["format"]["options"] is None) is (unified not in ("SINGLE_SELECT", "MULTI_SELECT"))
    assert row["remote_type"] == kind


def test_custom_questions_come_first_and_profile_fields_are_none() -> None:
    rows = screening_questions(form(question("text"), eeoQuestions={"gender": GENDER}), POSTING_REF, ACCOUNT)
    assert [row["remote_type"] for row in rows] == ["text", "dropdown"]


def test_given_eeo_is_switched_off_then_there_are_only_custom_questions() -> None:
    assert len(list(screening_questions(form(question("text")), POSTING_REF, ACCOUNT))) == 1


def test_given_a_question_without_an_id_then_its_form_and_text_stand_in() -> None:
    row = only(screening_questions(form({"type": "text", "text": "Why?"}), POSTING_REF, ACCOUNT))
    assert row["id"] == ACCOUNT.id("screening_question", "form-1", "Why?")
    assert row["remote_id"] is None


def test_given_neither_id_nor_text_then_there_is_no_row() -> None:
    assert list(screening_questions(form({"type": "text", "text": ""}), POSTING_REF, ACCOUNT)) == []


def test_given_a_question_twice_then_there_is_one_row() -> None:
    assert len(list(screening_questions(form(question("text"), question("text")), POSTING_REF, ACCOUNT))) == 1


@pytest.mark.parametrize("option", [{}, {"text": ""}, None, "ETCS"])
def test_an_option_without_text_and_id_is_none(option: Any) -> None:
    row = only(screening_questions(form(question("dropdown", options=[option])), POSTING_REF, ACCOUNT))
    assert row["format"] is not None
    assert row["format"]["options"] == []
