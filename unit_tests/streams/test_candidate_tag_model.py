from __future__ import annotations

from source_lever_unified.streams.candidate_tags import CandidateTags
from unit_tests.lever_objects import ACCOUNT, MAY_4, OPPORTUNITY, only, opportunity, rows_of

candidate_tags = CandidateTags.rows


def test_a_row_ties_a_candidate_and_a_tag() -> None:
    assert only(rows_of(candidate_tags, opportunity(tags=["Calm"]))) == {
        "id": ACCOUNT.id("candidate_tag", OPPORTUNITY, "Calm"),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "tag_id": ACCOUNT.id("tag", "Calm"),
        "name": "Calm",
    }


def test_tags_that_differ_in_case_are_two_and_repeated_ones_are_one() -> None:
    rows = list(rows_of(candidate_tags, opportunity(tags=["Full-time", "Full-Time", "Full-time", ""])))
    assert [row["name"] for row in rows] == ["Full-time", "Full-Time"]
    assert len({row["id"] for row in rows}) == 2


def test_a_row_is_never_older_than_its_candidate() -> None:
    row = only(rows_of(candidate_tags, opportunity(tags=["Calm"], updatedAt=MAY_4)))
    assert row["changed_at"] == "2025-05-04T00:00:00.000Z"


def test_given_no_tags_or_no_id_then_there_are_no_rows() -> None:
    assert list(rows_of(candidate_tags, opportunity(tags=[]))) == []
    assert list(rows_of(candidate_tags, opportunity(id=""))) == []
