"""EEO responses come to those who ask for them, whatever Lever makes of paging, windows and envelopes."""

from __future__ import annotations

from typing import Any

import pytest

from connector import ConnectTo, Json
from lever_sandbox import Sandbox
from source_lever_unified.streams.eeo_responses import EeoResponses
from source_lever_unified.unified.ids import unified_id

EEO = "eeo_responses"
PATH = "/eeo/responses/pii"
DAY = 86_400_000

SWITCHES: list[Json] = [
    {},
    {"eeo_paging": "refused"},
    {"eeo_paging": "ignored"},
    {"eeo_envelope": "nested"},
    {"eeo_numbers_as_strings": True},
    {"eeo_filter": "responded"},
    {"eeo_longest_window": 90 * DAY},
    {"eeo_longest_window": 90 * DAY, "eeo_paging": "refused", "eeo_envelope": "nested"},
]


def all_of(sandbox: Sandbox) -> set[str]:
    keys = sandbox.account.expected_keys(EEO, confidential=True)
    return {unified_id("", EeoResponses.model, *map(str, key)) for key in keys}


def test_given_no_opt_in_then_the_catalog_does_not_offer_them(sandbox: Sandbox, connect_to: ConnectTo) -> None:
    offered = {
        opted_in: {
            stream["name"]
            for stream in connect_to(sandbox, include_eeo_responses=opted_in)
            .discover()
            .of_type("CATALOG")[0]["streams"]
        }
        for opted_in in (False, True)
    }

    assert offered[True] - offered[False] == {EEO}
    assert len(offered[False]) == 36


def test_given_no_opt_in_and_a_saved_catalog_then_it_ends_complete_and_empty_and_says_which_property(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    first = connect_to(sandbox, include_eeo_responses=True).read([EEO])
    sandbox.reset_requests()

    read = connect_to(sandbox).read([EEO, "tags"], first.states)

    assert read.exit_code == 0
    assert read.statuses == {EEO: "COMPLETE", "tags": "COMPLETE"}
    assert set(read.records) == {"tags"}
    assert "WARN: eeo_responses: nothing is read, since `include_eeo_responses` is off." in read.logs
    assert PATH not in sandbox.requests.by_template
    assert read.state_of(EEO) == first.state_of(EEO)


@pytest.mark.parametrize("switches", SWITCHES, ids=str)
def test_given_any_answer_to_what_is_not_documented_then_every_response_comes_once(
    sandbox: Sandbox, connect_to: ConnectTo, switches: dict[str, Any]
) -> None:
    sandbox.settings.update(switches)

    read = connect_to(sandbox, include_eeo_responses=True).read([EEO])

    assert read.exit_code == 0
    assert {row["id"] for row in read.records[EEO]} == all_of(sandbox)
    assert read.repeated(EEO) == []


def test_given_a_first_sync_then_it_costs_the_pages_and_a_request_per_year(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connect_to(sandbox, include_eeo_responses=True).read([EEO])

    years = sandbox.account.expected_counts(confidential=True, streams=[EEO])[EEO] / 100 + 16
    assert sandbox.requests.by_template[PATH] <= years
    assert sandbox.requests.total == sandbox.requests.by_template[PATH]


@pytest.mark.parametrize("filtered_by", ["applied", "responded"])
def test_given_answers_after_a_sync_then_the_next_brings_them_and_nothing_else(
    sandbox: Sandbox, connect_to: ConnectTo, filtered_by: str
) -> None:
    sandbox.settings.update({"eeo_filter": filtered_by})
    connector = connect_to(sandbox, include_eeo_responses=True, lookback_minutes=0)
    first = connector.read([EEO])
    account = sandbox.account
    posting = account.find_postings(state="published")[0]
    late = account.create_opportunity(posting_id=posting, created_at=account.now - 25 * DAY)
    account.answer_eeo(late, {"gender": "Non-binary"})
    sandbox.reset_requests()

    second = connector.read([EEO], first.states)

    assert [row["gender"] for row in second.records[EEO]] == ["NON_BINARY"]
    assert sandbox.requests.total == 1


def test_given_a_kill_then_the_rest_comes_and_only_the_pages_under_way_are_asked_for_again(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    sandbox.settings.update({"eeo_longest_window": 90 * DAY})
    connector = connect_to(sandbox, include_eeo_responses=True, requests_per_second=40, num_workers=2)
    at_full_speed = connect_to(sandbox, include_eeo_responses=True)
    whole = at_full_speed.read([EEO])
    needed = sandbox.requests.total
    sandbox.reset_requests()

    seen = 0

    def after_ten_states(message: Json) -> bool:
        nonlocal seen
        seen += int(message["type"] == "STATE")
        return seen == 10

    killed = connector.read([EEO], kill_when=after_ten_states)
    assert killed.exit_code != 0
    resumed = at_full_speed.read([EEO], killed.states)

    arrived = {row["id"] for read in (killed, resumed) for row in read.records[EEO]}
    assert arrived == {row["id"] for row in whole.records[EEO]}
    # What is under way, what was said after the kill, and asking with a limit again.
    assert sandbox.requests.total <= needed + 12


def test_given_a_key_without_the_permission_then_the_stream_fails_alone_and_names_it(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, key="no-eeo-responses-pii-key", include_eeo_responses=True)

    read = connector.read([EEO, "tags"])

    assert read.statuses == {EEO: "INCOMPLETE", "tags": "COMPLETE"}
    assert "eeo_responses_pii:read:admin" in read.error_messages
    assert "Streams that cannot be read: eeo_responses." in connector.check().logs


def test_given_an_account_without_the_feature_then_it_is_said_and_nothing_fails(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, include_eeo_responses=True)
    sandbox.faults.add("status", PATH, times=None, status=404)

    read = connector.read([EEO])

    assert (read.exit_code, read.counts) == (0, {})
    assert "the feature seems to be off" in read.logs
    assert connector.check().connection_status["status"] == "SUCCEEDED"


@pytest.mark.parametrize("paging", ["honoured", "refused"])
def test_given_a_limit_that_is_refused_then_the_connection_test_does_not_mind(
    sandbox: Sandbox, connect_to: ConnectTo, paging: str
) -> None:
    sandbox.settings.update({"eeo_paging": paging})

    checked = connect_to(sandbox, include_eeo_responses=True).check()

    assert checked.connection_status["status"] == "SUCCEEDED"
    assert f"Lever: {PATH} is readable." in checked.logs or paging == "refused"
