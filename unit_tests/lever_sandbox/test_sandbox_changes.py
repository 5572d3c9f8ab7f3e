"""Mutations move the timestamps that Lever moves, and no others."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from lever_sandbox import Account
from unit_tests.lever_sandbox.lever_client import NOW

LATER = NOW + 3_600_000
STAMPS = ("updatedAt", "lastInteractionAt", "lastAdvancedAt", "createdAt")


@pytest.fixture
def account() -> Account:
    account = Account(120, seed=3, now=NOW)
    account.now = LATER
    return account


def moved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    return {name: after[name] - LATER for name in STAMPS if before[name] != after[name]}


def any_opportunity(account: Account, **wanted: Any) -> str:
    return account.find_opportunities(archived=False, updated=True, **wanted)[0]


def test_given_a_stage_move_then_interaction_and_advance_are_now_and_update_one_ms_later(account: Account) -> None:
    one = any_opportunity(account)
    before = account.opportunity(one)
    account.move_stage(one, "offer", user_id=account.users()[1]["id"])
    after = account.opportunity(one)
    assert moved(before, after) == {"updatedAt": 1, "lastInteractionAt": 0, "lastAdvancedAt": 0}
    assert after["stage"] == "offer"
    assert after["stageChanges"][:-1] == before["stageChanges"]
    assert after["stageChanges"][-1] == {
        "toStageId": "offer",
        "toStageIndex": 11,
        "updatedAt": LATER,
        "userId": account.users()[1]["id"],
    }


@pytest.mark.parametrize(
    "interact",
    [
        lambda account, one: account.touch_opportunity(one),
        lambda account, one: account.move_stage(one, "offer"),
        lambda account, one: account.archive(one),
        lambda account, one: account.add_note(one),
        lambda account, one: account.add_feedback(one),
        lambda account, one: account.add_interview(one),
    ],
    ids=["e-mail", "stage", "archive", "note", "feedback", "interview"],
)
def test_given_an_old_row_when_somebody_interacts_then_its_null_update_stays_null(
    account: Account, interact: Callable[[Account, str], object]
) -> None:
    old = account.find_opportunities(updated=False)[0]
    interact(account, old)
    after = account.opportunity(old)
    assert (after["updatedAt"], after["lastInteractionAt"]) == (None, LATER)


def test_given_an_old_row_when_it_is_edited_then_its_update_is_no_longer_null(account: Account) -> None:
    old = account.find_opportunities(updated=False)[0]
    account.touch_opportunity(old, interaction=False)
    assert account.opportunity(old)["updatedAt"] == LATER + 1


def test_given_a_tag_then_only_the_update_moves(account: Account) -> None:
    one = any_opportunity(account)
    before = account.opportunity(one)
    account.add_tag(one, "brand new")
    after = account.opportunity(one)
    assert moved(before, after) == {"updatedAt": 1}
    assert "brand new" in after["tags"]
    assert "brand new" in account.tags()
    account.advance(10)
    account.remove_tag(one, "brand new")
    assert "brand new" not in account.opportunity(one)["tags"]
    assert "brand new" in account.tags()


def test_given_an_archive_then_the_application_follows_and_a_changed_reason_does_not(account: Account) -> None:
    one = any_opportunity(account, has_application=True)
    before = account.opportunity(one)
    account.archive(one)
    first = account.opportunity(one)
    assert moved(before, first) == {"updatedAt": 1, "lastInteractionAt": 0, "lastAdvancedAt": 0}
    application = account.application(one)
    assert application is not None
    assert application["archived"] == first["archived"]
    account.advance(5)
    account.archive(one, hired=True)
    second = account.opportunity(one)
    assert second["archived"]["archivedAt"] == LATER + 5
    assert second["lastAdvancedAt"] == LATER
    assert account.application(one) == application
    account.unarchive(one)
    assert account.opportunity(one)["archived"] is None


def test_given_an_archived_opportunity_then_it_can_still_move(account: Account) -> None:
    one = account.find_opportunities(archived=True)[0]
    account.move_stage(one, "lead-new")
    assert account.opportunity(one)["archived"] is not None


def test_given_a_creation_then_the_update_follows_within_milliseconds(account: Account) -> None:
    posting = account.find_postings(state="published")[0]
    one = account.create_opportunity(name="Nadia", posting_id=posting, tags=["x"])
    body = account.opportunity(one)
    assert (body["createdAt"], body["updatedAt"]) == (LATER, LATER + 4)
    assert account.posting(posting)["text"] in body["tags"]
    old = account.create_opportunity(created_at=NOW - 10**11)
    assert account.opportunity(old)["createdAt"] == NOW - 10**11


def test_given_an_anonymized_contact_then_every_candidacy_is_blank(account: Account) -> None:
    groups: dict[str, list[str]] = {}
    for one in account.find_opportunities():
        groups.setdefault(account.opportunity(one)["contact"], []).append(one)
    several = next(group for group in groups.values() if len(group) > 1)
    account.anonymize(several[0])
    for one in several:
        body = account.opportunity(one)
        assert body["isAnonymized"]
        assert (body["name"], body["emails"], body["phones"]) == ("", [], [])
        assert body["updatedAt"] == LATER + 1


@pytest.mark.parametrize(("delay", "expected"), [(1, {"updatedAt": 1, "lastInteractionAt": 0}), (None, None)])
def test_given_a_note_then_the_update_follows_late_or_never(
    account: Account, delay: int | None, expected: dict[str, int] | None
) -> None:
    one = any_opportunity(account)
    before = account.opportunity(one)
    account.add_note(one, update_delay=delay)
    assert moved(before, account.opportunity(one)) == (expected or {"lastInteractionAt": 0})


def test_given_feedback_then_adding_moves_and_editing_does_not(account: Account) -> None:
    one = any_opportunity(account)
    form = account.add_feedback(one)
    before = account.opportunity(one)
    account.advance(50)
    account.edit_feedback(one, form, "Second thoughts")
    assert account.opportunity(one) == before


@pytest.mark.parametrize("bump", [True, False])
def test_given_interview_changes_then_the_opportunity_moves_only_when_told(account: Account, bump: bool) -> None:
    one = any_opportunity(account, has_interviews=False)
    interview = account.add_interview(one, bump=bump)
    steps: list[Callable[[], None]] = [
        lambda: account.reschedule_interview(interview, date=LATER + 10**9, duration=15, bump=bump),
        lambda: account.add_interviewer(interview, account.users()[4]["id"], bump=bump),
        lambda: account.remove_interviewer(interview, account.users()[0]["id"], bump=bump),
        lambda: account.cancel_interview(interview, bump=bump),
    ]
    for step in steps:
        account.advance(1000)
        before = account.opportunity(one)
        step()
        assert (account.opportunity(one) != before) == bump
    (shown,) = account.interviews(one)
    assert shown["date"] == LATER + 10**9
    assert shown["duration"] == 15
    assert [person["id"] for person in shown["interviewers"]] == [
        account.users()[1]["id"],
        account.users()[4]["id"],
    ]
    assert shown["canceledAt"] == account.now
    account.delete_interview(interview)
    assert account.interviews(one) == []


def test_given_an_offer_that_is_sent_and_signed_then_times_and_documents_and_no_bump(account: Account) -> None:
    one = any_opportunity(account, has_application=True, has_offers=False)
    before = account.opportunity(one)
    offer = account.add_offer(one)
    assert account.offers(one)[0]["status"] == "draft"
    account.set_offer_status(offer, "sent")
    sent = account.offers(one)[0]
    assert (sent["sentAt"], sent["signedDocument"]) == (LATER, None)
    assert sent["signatures"]["candidate"]["signed"] is False
    account.advance(7)
    account.set_offer_status(offer, "signed")
    signed = account.offers(one)[0]
    assert signed["signatures"]["candidate"]["signedAt"] == LATER + 7
    assert signed["signedDocument"]["uploadedAt"] == LATER + 7
    assert account.opportunity(one) == before
    account.set_offer_status(offer, "denied", bump=True)
    assert account.opportunity(one)["updatedAt"] == LATER + 8


def test_given_a_posting_renamed_then_the_automatic_tag_follows_without_a_bump(account: Account) -> None:
    posting = account.find_postings(state="published")[0]
    one = account.find_opportunities(posting=posting)[0]
    before = account.opportunity(one)
    old = account.posting(posting)["text"]
    account.update_posting(posting, text="Chief of Pipelines")
    after = account.opportunity(one)
    assert "Chief of Pipelines" in after["tags"]
    assert old not in after["tags"]
    assert moved(before, after) == {}
    assert account.posting(posting)["updatedAt"] == LATER


@pytest.mark.parametrize("bump", [True, False])
def test_given_a_form_change_then_the_posting_moves_only_when_told(account: Account, bump: bool) -> None:
    posting = account.find_postings(has_questions=True, form_readable=True)[0]
    before = account.posting(posting)["updatedAt"]
    elsewhere = {one: account.questions(one) for one in account.find_postings() if one != posting}
    question = account.questions(posting)[0]["id"]
    account.change_question(posting, question, {"text": "Really?"}, bump=bump)
    assert account.questions(posting)[0]["text"] == "Really?"
    added = account.add_question(posting, type="yes-no", bump=bump)
    assert added in [item["id"] for item in account.questions(posting)]
    account.remove_question(posting, question, bump=bump)
    assert question not in [item["id"] for item in account.questions(posting)]
    assert account.posting(posting)["updatedAt"] == (LATER if bump else before)
    assert {one: account.questions(one) for one in elsewhere} == elsewhere


def test_given_a_closed_posting_then_no_urls_no_channels_and_a_new_update(account: Account) -> None:
    posting = account.find_postings(state="published")[0]
    account.close_posting(posting)
    body = account.posting(posting)
    assert (body["state"], body["urls"], body["distributionChannels"]) == ("closed", None, None)
    assert body["updatedAt"] == LATER


def test_given_a_stage_taken_away_then_those_in_it_move_and_history_keeps_its_id(account: Account) -> None:
    stage = next(item["id"] for item in account.stages() if account.find_opportunities(stage=item["id"]))
    inside = account.find_opportunities(stage=stage, confidential=None)
    account.remove_stage(stage, move_to="offer")
    for one in inside:
        body = account.opportunity(one)
        assert body["stage"] == "offer"
        assert stage in [change["toStageId"] for change in body["stageChanges"]]


def test_given_a_stage_put_between_then_it_is_listed_there(account: Account) -> None:
    added = account.add_stage("Vibe check", position=2)
    ranks = [stage["rank"] for stage in account.stages()]
    assert account.stages()[2]["id"] == added
    assert ranks == sorted(ranks)


def test_given_a_tag_renamed_or_removed_then_nobody_carries_the_old_text(account: Account) -> None:
    carriers = account.find_opportunities(tag="VIP")
    before = account.opportunity(carriers[0])
    account.rename_account_tag("VIP", "Very important")
    assert "VIP" not in account.tags()
    assert account.find_opportunities(tag="Very important") == carriers
    assert moved(before, account.opportunity(carriers[0])) == {}
    account.remove_account_tag("Very important", bump=True)
    assert account.find_opportunities(tag="Very important") == []
    assert account.opportunity(carriers[0])["updatedAt"] == LATER


def test_given_an_unknown_id_then_the_change_says_so(account: Account) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: account.move_stage("nobody", "offer"),
        lambda: account.move_stage(account.find_opportunities()[0], "nowhere"),
        lambda: account.cancel_interview("none"),
        lambda: account.set_offer_status("none", "sent"),
        lambda: account.remove_user("nobody"),
        lambda: account.close_posting("none"),
        lambda: account.remove_question(account.find_postings()[0], "none"),
        lambda: account.rename_account_tag("none", "x"),
    )
    for change in changes:
        with pytest.raises(KeyError, match="no "):
            change()


def test_given_the_clock_then_it_runs_stands_still_and_advances() -> None:
    account = Account(5)
    assert abs(account.now - time.time() * 1000) < 5_000
    account.now = 1000
    assert account.advance(500) == 1500
    assert account.now == 1500
    account.now = None
    running = account.advance(10**9)
    assert account.now >= running
