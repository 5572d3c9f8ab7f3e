from __future__ import annotations

import pytest

from source_lever_unified.models import MODELS, Model, tombstone
from unit_tests.models.lever_objects import ACCOUNT, MAY_3, OPPORTUNITY, SYNC_START_TEXT
from unit_tests.models.row_checks import assert_sound


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.stream)
def test_a_tombstone_is_a_whole_row_with_nothing_but_ids_and_times(model: Model) -> None:
    row = tombstone(model.name, "gone", MAY_3, ACCOUNT)
    assert_sound(model.stream, row)
    filled = {key: value for key, value in row.items() if value is not None}
    assert filled.pop("remote_id", "gone") == "gone"
    assert filled == {
        "id": ACCOUNT.id(model.name, "gone"),
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": "2025-05-03T00:00:00.000Z",
    }


def test_given_a_join_row_then_its_key_makes_the_id_and_it_has_no_remote_id() -> None:
    row = tombstone("candidate_tag", None, MAY_3, ACCOUNT, OPPORTUNITY, "Calm")
    assert row["id"] == ACCOUNT.id("candidate_tag", OPPORTUNITY, "Calm")
    assert "remote_id" not in row


def test_given_lever_does_not_say_when_then_it_went_at_the_start_of_the_sync() -> None:
    row = tombstone("candidate", OPPORTUNITY, None, ACCOUNT)
    assert row["remote_deleted_at"] == row["changed_at"] == SYNC_START_TEXT


def test_two_tombstones_of_a_model_are_two_dicts() -> None:
    first, second = (tombstone("tag", name, MAY_3, ACCOUNT) for name in "ab")
    assert first["id"] == ACCOUNT.id("tag", "a")
    assert second["id"] == ACCOUNT.id("tag", "b")


def test_given_neither_remote_id_nor_key_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="candidate_tag needs"):
        tombstone("candidate_tag", None, MAY_3, ACCOUNT)
