from __future__ import annotations

from source_lever_unified.streams.sources import Sources
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only


def test_the_text_is_the_key() -> None:
    lever = {"text": "Job fair", "count": 3}
    assert only(Sources.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("source", "Job fair"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "Job fair",
        "remote_data": {"/sources": lever},
        "name": "Job fair",
    }


def test_sources_that_differ_in_case_are_two() -> None:
    one, other = Sources.rows([{"text": "Linkedin"}, {"text": "LinkedIn"}], ACCOUNT)
    assert one["id"] != other["id"]


def test_without_a_text_there_is_no_row() -> None:
    assert list(Sources.rows([{"text": "", "count": 1}], ACCOUNT)) == []
