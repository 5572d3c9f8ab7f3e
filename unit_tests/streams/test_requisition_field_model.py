from __future__ import annotations

import pytest

from source_lever_unified.streams.requisition_fields import RequisitionFields
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only, requisition_field


def test_a_field_has_a_label_a_type_and_parts() -> None:
    lever = requisition_field()
    assert only(RequisitionFields.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("requisition_field", "cost_center"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "cost_center",
        "remote_data": {"/requisition_fields": lever},
        "name": "Cost center",
        "type": "OBJECT",
        "remote_type": "object",
        "required": True,
        "options": [
            {
                "id": ACCOUNT.id("requisition_field_option", "cost_center", "option-1"),
                "name": "hourly",
                "remote_id": "option-1",
            }
        ],
        "subfields": [
            {"remote_id": "city", "name": "City", "type": "TEXT"},
            {"remote_id": "campus_code", "name": "Campus code", "type": "NUMBER"},
        ],
    }


@pytest.mark.parametrize(
    ("word", "kind"),
    [("text", "TEXT"), ("number", "NUMBER"), ("date", "DATE"), ("dropdown", "SINGLE_SELECT"), ("colour", None)],
)
def test_a_type_keeps_levers_word(word: str, kind: str | None) -> None:
    row = only(RequisitionFields.rows([requisition_field(type=word)], ACCOUNT))
    assert (row["type"], row["remote_type"]) == (kind, word)


def test_given_no_parts_and_no_options_then_the_lists_are_empty() -> None:
    row = only(RequisitionFields.rows([{"id": "target_hire_date", "type": "date"}], ACCOUNT))
    assert (row["options"], row["subfields"], row["required"]) == ([], [], None)


def test_without_an_id_there_is_no_row() -> None:
    assert list(RequisitionFields.rows([requisition_field(id=None)], ACCOUNT)) == []
