"""What people are called and what is written about them is in rows and nowhere else, and in some streams not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from connector import Connector, ConnectTo, Json, Output, config_for
from docs.generator.schema_fields import values_at
from lever_sandbox import Account, Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.personal_data import About

PAGE = (Path(__file__).parent.parent / "docs" / "privacy.md").read_text()
EVERY = [stream.name for stream in STREAMS]
ABOUT_NOBODY = [stream.name for stream in STREAMS if stream.personal_data.about is About.NONE]
WITH_IDS = [stream.name for stream in STREAMS if stream.personal_data.about is About.IDS]

PLANTED = "Quizzaciously"
"""Part of every name, address and text that is planted."""


@dataclass(frozen=True)
class Planted:
    """Whom and what it was planted on."""

    person: str
    note: str
    feedback: str
    profile_form: str


def plant(account: Account) -> Planted:
    """One of everything that is said of a person, in words that are nowhere else."""
    colleague = account.add_user(name=f"{PLANTED} Colleague")
    posting = account.find_postings(state="published", has_questions=True)[0]
    account.set_hiring_manager(posting, colleague)
    account.set_posting_owner(posting, colleague)
    person = account.create_opportunity(name=f"{PLANTED} Person", posting_id=posting)
    account.edit_contact(
        account.opportunity(person)["contact"],
        {
            "emails": [f"{PLANTED}@example.org"],
            "phones": [{"type": "mobile", "value": f"{PLANTED} 555"}],
            "links": [f"https://example.org/{PLANTED}"],
            "headline": f"{PLANTED} Ltd",
            "location": f"{PLANTED} Street",
        },
    )
    account.edit_application(person, {"comments": f"{PLANTED} comment", "name": f"{PLANTED} Person"})
    interview = account.add_interview(person, subject=f"{PLANTED} talk", interviewers=[colleague])
    (panel,) = {one["panel"] for one in account.interviews(person) if one["id"] == interview}
    account.edit_panel(panel, {"note": f"{PLANTED} panel"})
    note = account.add_note(person, f"{PLANTED} note", secret=True, score=4)
    account.add_comment(person, note, f"{PLANTED} thread")
    feedback = account.add_feedback(person, user_id=colleague)
    account.edit_feedback(person, feedback, f"{PLANTED} feedback", value=f"4 - {PLANTED} yes")
    profile_form = account.add_profile_form(person)
    (form,) = (one for one in account.children(person, "forms") if one["id"] == profile_form)
    fields = [{**field, "value": f"{PLANTED} answer"} for field in form["fields"]]
    account.edit_profile_form(person, profile_form, {"fields": fields})
    account.add_resume(person, name=f"{PLANTED}.pdf")
    account.add_file(person, name=f"{PLANTED}-letter.pdf")
    account.add_referral(person, referrer_id=colleague, name=f"{PLANTED} Colleague")
    account.add_offer(person, status="sent")
    account.update_requisition(account.find_requisitions()[0], {"internalNotes": f"{PLANTED} reasons"})
    account.answer_eeo(person, dict.fromkeys(("gender", "race", "veteran", "disability"), f"{PLANTED} origin"))
    return Planted(person, note, feedback, profile_form)


@pytest.fixture(scope="module")
def account() -> Iterator[Sandbox]:
    with Sandbox(opportunities=80, seed=17) as sandbox:
        yield sandbox


@dataclass(frozen=True)
class TwoSyncs:
    """At debug level, of everything that was planted, and then of what was taken away."""

    first: Output
    second: Output


@pytest.fixture(scope="module")
def synced(account: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> TwoSyncs:
    planted = plant(account.account)
    config = config_for(account, include_eeo_responses=True)
    connector = Connector(tmp_path_factory.mktemp("privacy"), config, {"LOG_LEVEL": "debug"})
    # What is said of answers that cannot be used must not quote them.
    for path in ("/eeo/responses/pii", "/notes", "/feedback", r"/opportunities\?", "/users"):
        account.faults.add("cut_json", path, times=1)
        account.faults.add("missing_next", path, times=1)
    first = connector.read(EVERY)
    account.account.delete_note(planted.person, planted.note, bump=True)
    account.account.delete_feedback(planted.person, planted.feedback)
    account.account.delete_profile_form(planted.person, planted.profile_form)
    second = connector.read(EVERY, first.states)
    account.account.delete_opportunity(planted.person)
    third = connector.read(EVERY, second.states)
    assert [read.exit_code for read in (first, second, third)] == [0, 0, 0]
    return TwoSyncs(first, Output(0, [*second.messages, *third.messages]))


PERSONAL = [stream for stream in STREAMS if stream.personal_data.about in (About.PERSONAL, About.SENSITIVE)]
WITHOUT_OWN_WORDS = {"candidate_experiences", "candidate_educations"}
"""A resume is read by Lever, so nothing was planted in what it made of it."""


@pytest.mark.parametrize("stream", [stream.name for stream in PERSONAL if stream.name not in WITHOUT_OWN_WORDS])
def test_given_a_stream_that_is_called_personal_then_what_was_planted_is_in_its_rows(
    synced: TwoSyncs, stream: str
) -> None:
    assert PLANTED in json.dumps([{**row, "remote_data": None} for row in synced.first.records[stream]])


@pytest.mark.parametrize("which", ["first", "second"])
def test_given_debug_logs_then_nothing_that_is_not_a_row_holds_what_was_planted(synced: TwoSyncs, which: str) -> None:
    output: Output = getattr(synced, which)
    others = [message for message in output.messages if message["type"] != "RECORD"]

    assert {"STATE", "LOG", "TRACE"} <= {message["type"] for message in others}
    assert "asking again" in output.logs or which == "second"
    for message in others:
        assert PLANTED.lower() not in json.dumps(message).lower()


def test_given_what_was_deleted_then_its_tombstones_hold_nothing_that_was_planted(synced: TwoSyncs) -> None:
    buried: dict[str, list[Json]] = {
        stream: [row for row in rows if row["remote_deleted_at"]] for stream, rows in synced.second.records.items()
    }

    assert {"candidates", "notes", "scorecards", "scorecard_answers", "profile_form_answers"} <= {
        stream for stream, rows in buried.items() if rows
    }
    assert PLANTED not in json.dumps(buried)


def names_and_addresses(read: Output) -> set[str]:
    """Of everybody in the account."""
    paths = {
        "candidates": ("full_name", "email_addresses[].value", "phone_numbers[].value"),
        "users": ("name", "email"),
        "notes": ("body",),
        "applications": ("comments",),
    }
    return {
        value
        for stream, columns in paths.items()
        for row in read.records[stream]
        for path in columns
        for value in values_at(row, path)
        if isinstance(value, str) and len(value) > 5
    }


def test_given_the_config_of_the_page_then_its_streams_hold_nobodys_name_address_or_words(
    account: Sandbox, synced: TwoSyncs, connect_to: ConnectTo
) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    settings = {key: value for key, value in json.loads(shown).items() if key != "credentials"}
    selected = re.findall(r"`(\w+)`", re.findall(r"Select these streams and no other: (.*?)\.\n", PAGE, re.DOTALL)[0])
    assert selected == ABOUT_NOBODY
    plant(account.account)

    read = connect_to(account, **settings).read([*selected, *WITH_IDS])

    assert read.exit_code == 0
    assert {stream for stream, rows in read.records.items() if rows} == {*selected, *WITH_IDS}
    known = names_and_addresses(synced.first)
    assert len(known) > 50
    for stream, rows in read.records.items():
        sent = json.dumps(rows, ensure_ascii=False)
        assert PLANTED.lower() not in sent.lower(), stream
        assert [value for value in known if value in sent] == [], stream


def test_given_only_streams_about_nobody_then_no_opportunity_is_asked_for(
    account: Sandbox, connect_to: ConnectTo
) -> None:
    account.reset_requests()

    connect_to(account, include_remote_data=False).read(ABOUT_NOBODY)

    assert not any("opportunities" in path or "eeo" in path for path in account.requests.by_template)
