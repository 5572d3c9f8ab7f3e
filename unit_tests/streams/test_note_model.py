from __future__ import annotations

from typing import Any, cast

import pytest

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.notes import Note, Notes
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MANAGER,
    MAY_1,
    MAY_3,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    RECRUITER,
    SCREEN,
    SYNC_START,
    comment,
    note,
    only,
)


def unified(**changes: Any) -> Note:
    return cast(Note, only(Notes.rows(note(**changes), OPPORTUNITY_REF, ACCOUNT)))


def test_a_note_with_a_comment() -> None:
    lever = note()
    assert only(Notes.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == {
        "id": ACCOUNT.id("note", lever["id"]),
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/notes": lever},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "body": "Available from August.",
        "author_id": ACCOUNT.id("user", RECRUITER),
        "visibility": "PUBLIC",
        "remote_secret": False,
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "recommendation": "YES",
        "score": 3,
        "comments": [
            {
                "index": 0,
                "author_id": ACCOUNT.id("user", RECRUITER),
                "body": "Available from August.",
                "score": None,
                "stage_id": ACCOUNT.id("application_stage", SCREEN),
                "created_at": "2025-05-02T00:00:00.000Z",
            },
            {
                "index": 1,
                "author_id": ACCOUNT.id("user", MANAGER),
                "body": "Agreed.",
                "score": 3,
                "stage_id": ACCOUNT.id("application_stage", SCREEN),
                "created_at": "2025-05-03T00:00:00.000Z",
            },
        ],
        "comment_count": 1,
        "last_comment_at": "2025-05-03T00:00:00.000Z",
        "submitted_at": "2025-05-02T00:00:00.000Z",
    }


def test_given_a_note_nobody_commented_on() -> None:
    row = unified(fields=[comment()])
    assert (row["comment_count"], row["last_comment_at"], row["recommendation"]) == (0, None, None)


def test_given_a_secret_note_then_it_is_private() -> None:
    assert unified(secret=True)["visibility"] == "PRIVATE"


@pytest.mark.parametrize(("user", "author"), [(MANAGER, MANAGER), (None, RECRUITER)])
def test_given_no_user_on_the_note_then_the_author_is_that_of_its_text(user: str | None, author: str) -> None:
    assert unified(user=user)["author_id"] == ACCOUNT.id("user", author)


def test_given_an_integration_wrote_it_then_it_has_no_author() -> None:
    assert unified(user=None, fields=[comment(user=None)])["author_id"] is None


def test_given_a_deleted_note_then_it_is_a_tombstone_of_that_time_and_its_text_is_gone() -> None:
    row = cast(dict[str, Any], unified(deletedAt=MAY_3))
    assert {key: value for key, value in row.items() if value is not None} == {
        "id": ACCOUNT.id("note", note()["id"]),
        "remote_id": note()["id"],
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": "2025-05-03T00:00:00.000Z",
    }


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(Notes.rows(note(id=""), OPPORTUNITY_REF, ACCOUNT)) == []


def may_change(last_comment: int, **changes: Any) -> bool:
    old = {"createdAt": MAY_1, "completedAt": MAY_1}
    lever = note(**{**old, "fields": [comment(createdAt=MAY_1), comment(createdAt=last_comment)], **changes})
    return Notes.may_change([lever], OPPORTUNITY_REF, ACCOUNT)


def test_given_a_comment_younger_than_a_day_then_the_note_may_change() -> None:
    assert may_change(SYNC_START - DAY_MS + 1)
    assert not may_change(SYNC_START - DAY_MS)


def test_given_a_deleted_note_then_nothing_is_expected_of_it() -> None:
    assert not may_change(SYNC_START, deletedAt=SYNC_START)
