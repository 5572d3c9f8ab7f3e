from __future__ import annotations

import pytest

from source_lever_unified.streams.application_stage_changes import ApplicationStageChanges
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_4,
    OPPORTUNITY,
    RECRUITER,
    SCREEN,
    application,
    only,
    opportunity,
    rows_of,
)

application_stage_changes = ApplicationStageChanges.rows


def test_a_change_lasts_until_the_next() -> None:
    first, second = rows_of(application_stage_changes, opportunity())
    assert first == {
        "id": ACCOUNT.id("application_stage_change", OPPORTUNITY, str(MAY_1), "applicant-new"),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "stage_id": ACCOUNT.id("application_stage", "applicant-new"),
        "stage_remote_id": "applicant-new",
        "stage_index": 1,
        "user_id": None,
        "entered_at": "2025-05-01T00:00:00.000Z",
        "left_at": "2025-05-02T00:00:00.000Z",
        "ended_at": "2025-05-02T00:00:00.000Z",
        "is_latest": False,
        "is_before_application": False,
    }
    assert second["stage_id"] == ACCOUNT.id("application_stage", SCREEN)
    assert second["user_id"] == ACCOUNT.id("user", RECRUITER)
    assert (second["entered_at"], second["left_at"]) == ("2025-05-02T00:00:00.000Z", None)


def test_given_a_lead_then_the_application_is_null() -> None:
    rows = list(rows_of(application_stage_changes, opportunity(applications=[])))
    assert [(row["application_id"], row["is_before_application"]) for row in rows] == [(None, None), (None, None)]


def test_given_the_last_step_then_it_is_open_until_the_candidate_is_archived() -> None:
    first, last = rows_of(application_stage_changes, opportunity())
    assert (first["is_latest"], last["is_latest"]) == (False, True)
    assert last["ended_at"] is None

    archived = opportunity(archived={"archivedAt": MAY_4}, applications=[application(archived={"archivedAt": MAY_3})])
    first, last = rows_of(application_stage_changes, archived)
    assert (last["left_at"], last["ended_at"]) == (None, "2025-05-04T00:00:00.000Z")
    assert first["ended_at"] == "2025-05-02T00:00:00.000Z"


def test_given_a_move_after_the_archiving_then_the_last_step_has_not_ended() -> None:
    *_, last = rows_of(application_stage_changes, opportunity(archived={"archivedAt": MAY_1}))
    assert last["ended_at"] is None


@pytest.mark.parametrize(("applied_at", "before"), [(MAY_1 + 1_000, False), (MAY_1 + 1_001, True), (None, None)])
def test_given_a_stage_entered_before_the_application_then_it_says_so(applied_at: int | None, before: bool) -> None:
    first, _ = rows_of(application_stage_changes, opportunity(applications=[application(createdAt=applied_at)]))
    assert first["is_before_application"] is before


def test_given_changes_out_of_order_then_the_times_decide() -> None:
    changes = [
        {"toStageId": "c", "updatedAt": MAY_3},
        {"toStageId": "a", "updatedAt": MAY_1},
        {"toStageId": "b", "updatedAt": MAY_2},
    ]
    rows = list(rows_of(application_stage_changes, opportunity(stageChanges=changes)))
    assert [row["stage_id"] for row in rows] == [ACCOUNT.id("application_stage", stage) for stage in "abc"]
    assert [row["left_at"] for row in rows] == ["2025-05-02T00:00:00.000Z", "2025-05-03T00:00:00.000Z", None]


def test_given_a_return_to_a_stage_then_both_visits_are_rows() -> None:
    changes = [{"toStageId": "a", "updatedAt": at} for at in (MAY_1, MAY_2)]
    rows = list(rows_of(application_stage_changes, opportunity(stageChanges=changes)))
    assert len({row["id"] for row in rows}) == 2


def test_given_the_same_change_twice_then_there_is_one_row() -> None:
    changes = [{"toStageId": "a", "updatedAt": MAY_1}, {"toStageId": "a", "updatedAt": str(MAY_1)}]
    assert only(rows_of(application_stage_changes, opportunity(stageChanges=changes)))["left_at"] is None


def test_given_a_change_without_a_time_then_it_is_kept_without_a_duration() -> None:
    changes = [{"toStageId": "b", "updatedAt": MAY_1}, {"toStageId": "a"}, {}]
    undated, dated = rows_of(application_stage_changes, opportunity(stageChanges=changes))
    assert undated["stage_id"] == ACCOUNT.id("application_stage", "a")
    assert (undated["entered_at"], undated["left_at"], undated["ended_at"]) == (None, None, None)
    assert (undated["is_latest"], dated["is_latest"]) == (False, True)
    assert (undated["stage_remote_id"], undated["is_before_application"]) == ("a", None)
    assert (dated["entered_at"], dated["left_at"]) == ("2025-05-01T00:00:00.000Z", None)


def test_given_a_time_before_1970_then_the_change_without_a_time_still_comes_first() -> None:
    changes = [{"toStageId": "b", "updatedAt": -5_000}, {"toStageId": "a"}]
    undated, dated = rows_of(application_stage_changes, opportunity(stageChanges=changes))
    assert (undated["stage_remote_id"], undated["is_latest"]) == ("a", False)
    assert (dated["entered_at"], dated["is_latest"]) == ("1969-12-31T23:59:55.000Z", True)


def test_all_rows_move_with_the_opportunity() -> None:
    rows = rows_of(application_stage_changes, opportunity(lastInteractionAt=MAY_4))
    assert {row["changed_at"] for row in rows} == {"2025-05-04T00:00:00.000Z"}


def test_given_no_changes_or_no_id_then_there_are_no_rows() -> None:
    assert list(rows_of(application_stage_changes, opportunity(stageChanges=[]))) == []
    assert list(rows_of(application_stage_changes, opportunity(id=None))) == []
