"""What an opportunity's own record says of whether anything hangs on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from source_lever_unified.unified.account import Account
from source_lever_unified.unified.likelihood import Signs, is_at_offers, signs
from source_lever_unified.unified.opportunity import read_opportunity
from unit_tests.lever_objects import ACCOUNT, MAY_1, MAY_2, SCREEN, application, opportunity
from unit_tests.streams.test_any_json import JSON

NEW: dict[str, Any] = {
    "stage": "applicant-new",
    "stageChanges": [{"toStageId": "applicant-new", "updatedAt": MAY_1}],
    "lastInteractionAt": MAY_1 + 2,
    "lastAdvancedAt": MAY_1,
    "updatedAt": MAY_1 + 120,
    "applications": [application(archived=None, customQuestions=[])],
}


def signs_of(account: Account = ACCOUNT, **changes: Any) -> Signs:
    found = read_opportunity(opportunity(**{**NEW, **changes}), account)
    assert found is not None
    return signs(found, account)


def test_given_a_candidate_nobody_did_anything_with_then_all_signs_say_so() -> None:
    new = signs_of()

    assert (new.quiet, new.untouched, new.still, new.uneventful, new.before_offers) == (True, True, True, True, True)


@pytest.mark.parametrize(
    "happened",
    [
        {"lastInteractionAt": MAY_2},
        {"lastAdvancedAt": MAY_2},
        {"stageChanges": [*NEW["stageChanges"], {"toStageId": SCREEN, "updatedAt": MAY_1}]},
        {"snoozedUntil": MAY_2},
        {"createdAt": None},
        {"lastInteractionAt": None},
        {"lastInteractionAt": "soon"},
        {"stageChanges": None},
    ],
)
def test_given_something_happened_or_is_not_known_then_it_is_not_quiet(happened: dict[str, Any]) -> None:
    assert not signs_of(**happened).quiet
    assert not signs_of(**happened).untouched


@pytest.mark.parametrize(
    "archiving",
    [{"archived": {"archivedAt": MAY_2}}, {"applications": [application(archived={"archivedAt": MAY_2})]}],
)
def test_given_imported_history_then_it_is_quiet_and_proves_nothing(archiving: dict[str, Any]) -> None:
    assert (signs_of(**archiving).quiet, signs_of(**archiving).untouched) == (True, False)


@pytest.mark.parametrize(
    ("updated_at", "still"), [(None, True), (MAY_1 + 10_000, True), (MAY_1 + 10_001, False), ("?", False)]
)
def test_given_an_update_then_it_is_still_for_ten_seconds_after_the_creation(updated_at: Any, still: bool) -> None:
    assert signs_of(updatedAt=updated_at).still is still


MOVED: dict[str, Any] = {
    "lastInteractionAt": MAY_2,
    "stageChanges": [{"toStageId": "applicant-reviewed", "updatedAt": MAY_2}],
}


def test_given_nothing_but_a_move_among_early_stages_then_it_is_early() -> None:
    assert signs_of(**MOVED).uneventful
    assert signs_of(**{**MOVED, "lastInteractionAt": MAY_1}).uneventful
    assert signs_of(lastInteractionAt=MAY_2, archived={"archivedAt": MAY_2}).uneventful


@pytest.mark.parametrize(
    "changes",
    [
        {**MOVED, "lastInteractionAt": MAY_2 + 5_000},
        {**MOVED, "stage": SCREEN},
        {**MOVED, "stage": None},
        {**MOVED, "stageChanges": [*MOVED["stageChanges"], {"toStageId": SCREEN, "updatedAt": MAY_1}]},
    ],
    ids=["an interaction later", "a later stage", "no stage", "was in a later stage"],
)
def test_given_more_than_early_moves_then_it_is_not_early(changes: dict[str, Any]) -> None:
    assert not signs_of(**changes).uneventful


def test_given_levers_list_of_pipelines_then_it_decides_which_stages_are_early() -> None:
    account = replace(
        ACCOUNT,
        dispositions={
            "applicant-new": {"id": "applicant-new", "pipeline": "applicant"},
            SCREEN: {"id": SCREEN, "pipeline": "lead"},
            "own": {"id": "own", "pipeline": "offer"},
        },
    )

    screened = {**MOVED, "stageChanges": [{"toStageId": SCREEN, "updatedAt": MAY_2}]}
    assert signs_of(account, **screened, stage=SCREEN).uneventful
    assert not signs_of(**screened, stage=SCREEN).uneventful
    assert not signs_of(account, **MOVED, stage="own").uneventful
    assert signs_of().before_offers
    assert not signs_of(account, stage="own").before_offers
    assert not signs_of(stage="offer").before_offers
    assert is_at_offers("own", account)
    assert is_at_offers("offer", ACCOUNT)
    assert not is_at_offers("own", ACCOUNT)


@pytest.mark.parametrize(
    "sign",
    [
        {"origin": "referred"},
        {"sources": ["Employee Referral"]},
        {"applications": [application(type="referral")]},
        {"applications": [application(customQuestions=[{"type": "referral"}])]},
    ],
)
def test_given_any_sign_of_a_referral_then_it_may_have_one(sign: dict[str, Any]) -> None:
    assert signs_of(origin="sourced").unreferred
    assert not signs_of(**{"origin": "sourced", **sign}).unreferred


def test_given_a_candidate_that_a_user_added_without_a_file_then_it_came_bare() -> None:
    added = application(type="user", customQuestions=[])
    answered = application(
        type="user", customQuestions=[{"fields": [{"type": "file-upload", "value": {"id": "f", "name": "cv.pdf"}}]}]
    )

    assert signs_of(origin="sourced", applications=[]).came_bare
    assert signs_of(origin="sourced", applications=[added]).came_bare
    assert not signs_of(origin="applied", applications=[added]).came_bare
    assert not signs_of(origin="sourced", applications=[answered]).came_bare
    assert not signs_of(origin="sourced", applications=[application(type="posting")]).came_bare


@given(JSON)
def test_given_any_json_then_the_signs_are_answers(value: Any) -> None:
    known = ("createdAt", "lastInteractionAt", "lastAdvancedAt", "snoozedUntil", "stageChanges")
    odd = dict.fromkeys((*NEW, "sources", "origin", "archived", *known), value)
    quiet_and_odd = {name: value for name, value in odd.items() if name not in known}

    assert set(map(type, signs_of(**odd))) == {bool}
    assert set(map(type, signs_of(**quiet_and_odd))) == {bool}
    assert signs_of(**quiet_and_odd).quiet
