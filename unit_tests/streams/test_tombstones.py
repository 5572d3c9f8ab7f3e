from __future__ import annotations

import pytest

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.candidate_tags import CandidateTags
from source_lever_unified.streams.candidates import Candidates
from source_lever_unified.streams.tags import Tags
from unit_tests.lever_objects import ACCOUNT, MAY_3, OPPORTUNITY, SYNC_START_TEXT
from unit_tests.streams.row_checks import assert_sound


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_a_tombstone_is_a_whole_row_with_nothing_but_ids_and_times(stream: type[LeverStream]) -> None:
    row = stream.bury("gone", MAY_3, ACCOUNT)
    assert_sound(stream, row)
    filled = {key: value for key, value in row.items() if value is not None}
    has_remote_id = filled.pop("remote_id", None) == "gone"
    assert filled == {
        "id": ACCOUNT.id(stream.model, "gone") if has_remote_id else "gone",
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": "2025-05-03T00:00:00.000Z",
    }


def test_given_a_join_row_then_it_is_known_by_its_id_and_has_no_remote_id() -> None:
    row = CandidateTags.bury(ACCOUNT.id("candidate_tag", OPPORTUNITY, "Calm"), MAY_3, ACCOUNT)
    assert row["id"] == ACCOUNT.id("candidate_tag", OPPORTUNITY, "Calm")
    assert "remote_id" not in row


@pytest.mark.parametrize("deleted_at", [None, 10**18])
def test_given_lever_does_not_say_when_then_it_went_at_the_start_of_the_sync(deleted_at: int | None) -> None:
    row = Candidates.bury(OPPORTUNITY, deleted_at, ACCOUNT)
    assert row["remote_deleted_at"] == row["changed_at"] == SYNC_START_TEXT


def test_two_tombstones_of_a_model_are_two_dicts() -> None:
    first, second = (Tags.bury(name, MAY_3, ACCOUNT) for name in "ab")
    assert first["id"] == ACCOUNT.id("tag", "a")
    assert second["id"] == ACCOUNT.id("tag", "b")
