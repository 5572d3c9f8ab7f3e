from __future__ import annotations

from source_lever_unified.streams.tags import Tags
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only


def test_the_text_is_the_key() -> None:
    lever = {"text": "Größe 🚆", "count": 3}
    assert only(Tags.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("tag", "Größe 🚆"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "Größe 🚆",
        "remote_data": {"/tags": lever},
        "name": "Größe 🚆",
    }


def test_tags_that_differ_in_case_are_two() -> None:
    one, other = Tags.rows([{"text": "Full-time"}, {"text": "Full-Time"}], ACCOUNT)
    assert one["id"] != other["id"]


def test_without_a_text_there_is_no_row() -> None:
    assert list(Tags.rows([{"text": "", "count": 1}], ACCOUNT)) == []
