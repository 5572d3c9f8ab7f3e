"""Changes of children move the timestamps that Lever was seen to move, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lever_sandbox import Account
from unit_tests.lever_sandbox.lever_client import NOW

LATER = NOW + 3_600_000
Change = Callable[[Account, str], object]


@pytest.fixture
def account() -> Account:
    account = Account(120, seed=3, now=NOW)
    account.now = LATER
    return account


@pytest.fixture
def one(account: Account) -> str:
    """Somebody with an application."""
    return account.create_opportunity(posting_id=account.find_postings(state="published")[0])


def moved(account: Account, one: str, change: Callable[[], object]) -> dict[str, int]:
    account.advance(1000)
    before = account.opportunity(one)
    change()
    after = account.opportunity(one)
    names = ("updatedAt", "lastInteractionAt", "lastAdvancedAt")
    return {name: after[name] - account.now for name in names if after[name] != before[name]}


INTERACTIONS: dict[str, Change] = {
    "note": lambda account, one: account.add_note(one),
    "feedback": lambda account, one: account.add_feedback(one),
    "pending feedback": lambda account, one: account.add_feedback(one, pending=True),
    "file": lambda account, one: account.add_file(one),
    "resume": lambda account, one: account.add_resume(one),
    "interview": lambda account, one: account.add_interview(one),
}


@pytest.mark.parametrize("kind", INTERACTIONS)
def test_given_an_interaction_then_both_times_move(account: Account, one: str, kind: str) -> None:
    assert moved(account, one, lambda: INTERACTIONS[kind](account, one)) == {"updatedAt": 1, "lastInteractionAt": 0}


@pytest.mark.parametrize(
    "change",
    [
        lambda account, one: account.add_note(one, imported=True, created_at=NOW - 10**10),
        lambda account, one: account.add_feedback(one, imported=True),
        lambda account, one: account.add_file(one, imported=True),
        lambda account, one: account.add_resume(one, imported=True),
        lambda account, one: account.add_profile_form(one),
        lambda account, one: account.add_referral(one, in_application=False),
        lambda account, one: account.answer_eeo(one),
        lambda account, one: account.add_offer(one),
    ],
    ids=["imported note", "imported feedback", "imported file", "imported resume", "form", "referral", "eeo", "offer"],
)
def test_given_something_that_is_no_interaction_then_nothing_moves(account: Account, one: str, change: Change) -> None:
    assert moved(account, one, lambda: change(account, one)) == {}


def test_given_a_referral_in_the_application_then_the_update_moves(account: Account, one: str) -> None:
    referrer = account.users()[2]["id"]
    assert moved(account, one, lambda: account.add_referral(one, referrer_id=referrer)) == {"updatedAt": 1}
    (listed,) = account.children(one, "referrals")
    application = account.application(one)
    assert application
    assert application["customQuestions"][-1]["id"] == listed["id"]
    assert (listed["referrer"], listed["createdAt"]) == (referrer, account.now)
    account.delete_referral(one, listed["id"])
    assert account.children(one, "referrals") == []


def test_given_edits_and_deletions_then_nothing_moves_but_for_an_edited_note(account: Account, one: str) -> None:
    note, form = account.add_note(one), account.add_feedback(one, pending=True)
    assert moved(account, one, lambda: account.complete_feedback(one, form)) == {}
    assert moved(account, one, lambda: account.edit_feedback(one, form, "Again", value="2 - No Hire")) == {}
    assert moved(account, one, lambda: account.delete_feedback(one, form)) == {}
    assert moved(account, one, lambda: account.edit_note(one, note, "Better")) == {"updatedAt": 1}
    assert moved(account, one, lambda: account.delete_note(one, note)) == {}
    assert moved(account, one, lambda: account.delete_file(one, account.add_file(one, imported=True))) == {}


def test_given_a_comment_on_an_old_note_then_it_is_an_interaction_and_the_note_has_no_other_sign(
    account: Account, one: str
) -> None:
    note = account.add_note(one)
    before = account.children(one, "notes")[0]
    assert moved(account, one, lambda: account.add_comment(one, note)) == {"updatedAt": 1, "lastInteractionAt": 0}
    after = account.children(one, "notes")[0]
    assert [comment["createdAt"] for comment in after["fields"]] == [before["createdAt"], account.now]
    assert {**after, "fields": None} == {**before, "fields": None}


def test_given_feedback_of_an_interview_then_the_interview_names_it_once_completed(account: Account, one: str) -> None:
    interview = account.add_interview(one)

    def named() -> list[str]:
        forms: list[str] = account.interviews(one)[0]["feedbackForms"]
        return forms

    form = account.add_feedback(one, interview_id=interview, pending=True)
    assert named() == []
    account.complete_feedback(one, form)
    assert named() == [form]
    account.delete_feedback(one, form)
    assert named() == []


def with_panel(account: Account, size: int) -> tuple[str, list[dict[str, Any]]]:
    for one in account.find_opportunities(has_interviews=True):
        interviews = account.interviews(one)
        own = [item for item in interviews if item["panel"] == interviews[0]["panel"] and item["canceledAt"] is None]
        if len(own) == size:
            return one, own
    raise AssertionError(f"no panel of {size}")


def test_given_interviews_deleted_by_api_then_the_last_of_a_panel_stays_canceled() -> None:
    account = Account(600, seed=3, now=NOW)
    one, (first, second) = with_panel(account, 2)
    account.delete_interview(first["id"], by_api=True)
    account.delete_interview(second["id"], by_api=True)
    (left,) = [item for item in account.interviews(one) if item["panel"] == first["panel"]]
    (panel,) = [item for item in account.children(one, "panels") if item["id"] == first["panel"]]
    assert (left["id"], left["canceledAt"], panel["canceledAt"]) == (second["id"], NOW, NOW)
    account.delete_interview(second["id"])
    assert first["panel"] not in [item["id"] for item in account.children(one, "panels")]


@pytest.mark.parametrize("keep", [True, False])
def test_given_a_canceled_panel_then_its_interviews_are_canceled_or_gone(
    account: Account, one: str, keep: bool
) -> None:
    account.add_interview(one)
    panel = account.interviews(one)[0]["panel"]
    times = moved(account, one, lambda: account.cancel_panel(panel, keep_interviews=keep))
    assert times == {"updatedAt": 1, "lastInteractionAt": 0}
    (shown,) = account.children(one, "panels")
    assert (shown["id"], shown["canceledAt"]) == (panel, account.now)
    assert bool(shown["interviews"]) == keep == bool(account.interviews(one))
    assert ("start" in shown) == keep


def test_given_edits_of_a_panel_then_it_shows_them(account: Account, one: str) -> None:
    interview = account.add_interview(one)
    panel = account.interviews(one)[0]["panel"]
    account.edit_panel(panel, {"note": "Bring lunch"})
    account.answer_invitation(interview, account.users()[1]["id"], "tentative")
    (shown,) = account.children(one, "panels")
    assert shown["note"] == "Bring lunch"
    assert [person["responseStatus"] for person in shown["interviews"][0]["interviewers"]][1] == "tentative"


def test_given_a_template_changed_or_deactivated_then_forms_keep_what_they_were_made_from(
    account: Account, one: str
) -> None:
    template = account.add_feedback_template("Short")
    account.add_feedback(one, template_id=template)
    account.change_feedback_template(template, {"text": "Long", "fields": []})
    account.deactivate_feedback_template(template)
    (form,) = account.children(one, "feedback")
    assert (form["text"], form["baseTemplateId"]) == ("Short", template)
    assert form["fields"]


def test_given_a_deleted_opportunity_or_an_anonymized_one_then_its_children_are_gone(
    account: Account, one: str
) -> None:
    account.add_note(one)
    account.add_resume(one)
    account.anonymize(one)
    assert account.children(one, "resumes") == account.children(one, "notes") == []
    account.delete_opportunity(one)
    with pytest.raises(KeyError, match="no opportunity"):
        account.children(one, "notes")


def test_given_an_unknown_kind_or_child_then_the_change_says_so(account: Account, one: str) -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        account.children(one, "pets")
    with pytest.raises(KeyError, match="no one of the notes"):
        account.delete_note(one, "nothing")
