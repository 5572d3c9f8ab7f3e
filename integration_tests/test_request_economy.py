"""Lever is asked for each page once, however many streams feed on it and however far apart they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from connector import Connector, ConnectTo, Json, config_for
from lever_sandbox import Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild

LISTING = (
    "candidates",
    "contacts",
    "applications",
    "candidate_tags",
    "candidate_sources",
    "application_stage_changes",
)
INTERVIEWS = ("interviews", "interview_team_members")
CHILDREN = tuple(stream.name for stream in STREAMS if issubclass(stream, OpportunityChild))
SUBLISTS: Mapping[str, set[str]] = {
    endpoint.path: {
        other.name for other in STREAMS if issubclass(other, OpportunityChild) and endpoint in other.endpoints()
    }
    for stream in STREAMS
    if issubclass(stream, OpportunityChild)
    for endpoint in stream.endpoints()
}
"""What costs a request per opportunity, and the streams it is needed for."""

FORMS = ("job_screening_questions", "screening_questions")
POSTINGS = ("jobs", "job_postings", "job_hiring_team_members", "job_application_stages")
NAMED = ("departments", "offices")
REQUISITIONS = ("requisitions", "requisition_jobs")
SMALL = (
    "users",
    "application_stages",
    "rejection_reasons",
    "tags",
    "sources",
    "scorecard_templates",
    *REQUISITIONS,
    "requisition_fields",
)
EEO = ("eeo_responses",)
ALL = (*LISTING, *CHILDREN, *POSTINGS, *NAMED, *FORMS, *SMALL, *EEO)

CONSUMERS = {
    "/opportunities": {*LISTING, *CHILDREN},
    **SUBLISTS,
    "/postings": {*POSTINGS, *NAMED, *FORMS},
    "/postings/:id/apply": {*FORMS},
    "/users": {"users", "jobs"},
    "/stages": {"application_stages", "applications", "job_application_stages"},
    "/archive_reasons": {"rejection_reasons", "candidates", "applications"},
    "/tags": {"tags"},
    # A first sync asks how many opportunities there are: Lever counts them nowhere but there.
    "/sources": {"sources", *LISTING, *CHILDREN},
    "/feedback_templates": {"scorecard_templates"},
    "/requisitions": {*REQUISITIONS, *NAMED},
    "/requisition_fields": {"requisition_fields"},
    "/eeo/responses/pii": {*EEO},
}
"""The streams each endpoint is needed for."""

START = "2025-03-01T00:00:00Z"
"""A start date that leaves out most of the account."""

UNCHANGED = 20
"""Requests of a sync of all streams that finds nothing new, besides those of watched parents."""


@dataclass(frozen=True)
class Synced:
    """An account that was synced once, and the states of all streams after that."""

    sandbox: Sandbox
    connector: Connector
    states: list[Json]


def synced_once(folder: Path) -> Iterator[Synced]:
    with Sandbox(opportunities=210, seed=7) as sandbox:
        config = config_for(sandbox, include_eeo_responses=True)
        connector = Connector(folder, config)
        states = connector.read(ALL).states
        sandbox.reset_requests()
        yield Synced(sandbox, connector, states)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    yield from synced_once(tmp_path_factory.mktemp("unchanged"))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    """Some things have changed since, which every sync from these states finds again."""
    for synced in synced_once(tmp_path_factory.mktemp("changed")):
        change_some(synced.sandbox)
        yield synced


@pytest.fixture(autouse=True)
def count_from_here(request: pytest.FixtureRequest) -> None:
    """Accounts that tests share do not count the requests of the test before."""
    for shared in ("unchanged", "changed"):
        if shared in request.fixturenames:
            request.getfixturevalue(shared).sandbox.reset_requests()


def full_limit(sandbox: Sandbox, streams: Iterable[str] = ALL) -> float:
    """The most requests a full sync of these streams may make."""
    counts = sandbox.account.expected_counts(streams=("candidates", "jobs", "requisitions", *EEO))
    n, p, chosen = counts["candidates"], counts["jobs"], set(streams)
    if chosen <= set(LISTING):
        return n / 100 + 40
    per_opportunity = sum(bool(chosen & needed_for) for needed_for in SUBLISTS.values())
    per_posting = bool(chosen & set(FORMS))
    lists = n + p + counts["requisitions"] + counts["eeo_responses"]
    return lists / 100 + per_opportunity * n + per_posting * p + 70


def watched(states: Iterable[Json]) -> int:
    """Requests that watched parents cost: one per parent and sub-list. Forms are looked at once a day only."""
    parents = set()
    for state in states:
        name = state["stream"]["stream_descriptor"]["name"]
        for sublist, needed_for in SUBLISTS.items():
            if name in needed_for:
                parents |= {(sublist, parent) for parent in state["stream"]["stream_state"].get("watch", {})}
    return len(parents)


def without(states: Iterable[Json], streams: Sequence[str]) -> list[Json]:
    """The states that are left when some streams are reset."""
    return [state for state in states if state["stream"]["stream_descriptor"]["name"] not in streams]


def change_some(sandbox: Sandbox) -> None:
    """Touch a few opportunities and postings, watched ones and one that only employees see among them."""
    account = sandbox.account
    opportunities = {
        *account.find_opportunities(limit=3),
        *account.find_opportunities(has_offers=True, limit=2),
        *account.find_opportunities(has_interviews=True, limit=2),
    }
    postings = {*account.find_postings(state="published", limit=2), *account.find_postings(internal_only=True, limit=1)}
    for opportunity in opportunities:
        account.touch_opportunity(opportunity)
    for posting in postings:
        account.update_posting(posting, text="Renamed just now")


UNDER_WAY = 2 * len(SUBLISTS) * 100
"""Requests of two pages of opportunities with all their sub-lists: what a kill may cost among the children."""

CHANGES = 7 * len(SUBLISTS) + 3
"""Requests that the children of what `change_some` touches cost, at most."""


def test_given_no_state_when_all_streams_are_read_then_each_page_and_each_list_of_an_opportunity_costs_one(
    sandbox: Sandbox, connector: Connector
) -> None:
    read = connector.read(ALL)

    assert read.exit_code == 0
    assert sandbox.requests.total <= full_limit(sandbox)
    assert sandbox.requests.repeated == []


@pytest.mark.parametrize("opportunities", [90, 3000])
def test_given_no_state_when_the_listing_streams_are_read_then_it_costs_little_more_than_the_pages(
    connect_to: ConnectTo, opportunities: int
) -> None:
    with Sandbox(opportunities=opportunities, seed=3) as sandbox:
        read = connect_to(sandbox).read(LISTING)

        assert read.exit_code == 0
        assert sandbox.requests.total <= full_limit(sandbox, LISTING)
        assert sandbox.requests.repeated == []


@pytest.mark.parametrize(
    "streams",
    [
        ["applications"],
        ["interview_team_members"],
        ["applications", "offers"],
        ["interviews", "offers"],
        ["scorecards", "scorecard_answers", "scorecard_templates"],
        ["attachments", "candidate_educations"],
        ["candidate_experiences"],
        ["notes", "profile_form_answers"],
        ["jobs", "users"],
        ["job_application_stages", "application_stages"],
        ["screening_questions"],
        [*POSTINGS, *FORMS],
        ["candidates"],
        ["contacts", "candidate_sources"],
        ["departments"],
        list(REQUISITIONS),
        list(SMALL),
        list(EEO),
    ],
    ids="+".join,
)
def test_given_some_streams_when_read_then_only_what_they_need_is_asked_for(
    unchanged: Synced, streams: list[str]
) -> None:
    sandbox = unchanged.sandbox

    read = unchanged.connector.read(streams)

    assert read.exit_code == 0
    assert sandbox.requests.total <= full_limit(sandbox, streams)
    assert sandbox.requests.repeated == []
    asked = {endpoint for endpoint, count in sandbox.requests.by_template.items() if count}
    needed = {endpoint for endpoint, consumers in CONSUMERS.items() if consumers & set(streams)}
    assert asked & set(CONSUMERS) == needed


def test_given_an_unchanged_account_when_synced_again_then_it_costs_twenty_and_the_watched(unchanged: Synced) -> None:
    again = unchanged.connector.read(ALL, unchanged.states)

    assert again.exit_code == 0
    assert watched(unchanged.states) > 0
    assert unchanged.sandbox.requests.total <= UNCHANGED + watched(unchanged.states)
    assert unchanged.sandbox.requests.repeated == []


def test_given_some_changes_when_synced_again_then_each_costs_its_children_once(changed: Synced) -> None:
    again = changed.connector.read(ALL, changed.states)

    assert again.exit_code == 0
    assert changed.sandbox.requests.total <= UNCHANGED + watched(changed.states) + CHANGES
    assert changed.sandbox.requests.repeated == []


def test_given_full_refreshes_when_read_again_with_states_then_nothing_is_asked_twice(changed: Synced) -> None:
    again = changed.connector.read(ALL, changed.states, mode="full_refresh")

    assert again.exit_code == 0
    assert changed.sandbox.requests.total <= full_limit(changed.sandbox)
    assert changed.sandbox.requests.repeated == []


def test_given_confidential_records_when_synced_twice_then_nothing_is_asked_twice(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, include_confidential=True)
    first = connector.read(ALL)
    repeated_first = sandbox.requests.repeated
    change_some(sandbox)
    sandbox.reset_requests()

    connector.read(ALL, first.states)

    assert repeated_first == []
    assert sandbox.requests.repeated == []


@pytest.mark.parametrize(
    "reset",
    [
        ["applications"],
        ["offers"],
        ["interview_team_members"],
        ["candidates", "interviews"],
        ["jobs"],
        ["job_application_stages"],
        ["screening_questions"],
        ["users", "tags"],
        ["contacts", "offices"],
        ["requisition_jobs"],
    ],
    ids="+".join,
)
def test_given_a_stream_without_state_when_synced_with_the_others_then_nothing_is_asked_twice(
    changed: Synced, reset: list[str]
) -> None:
    """It was reset, or added after the others: the sync cannot know, and need not."""
    again = changed.connector.read(ALL, without(changed.states, reset))

    assert again.exit_code == 0
    # The applications ask for the offers of all candidates, which fill their `offer_id`.
    needed = {*reset, "offers"} if "applications" in reset else reset
    limit = full_limit(changed.sandbox, needed) + UNCHANGED + watched(changed.states) + CHANGES
    assert changed.sandbox.requests.total <= limit
    assert changed.sandbox.requests.repeated == []


@pytest.mark.parametrize(
    ("older", "lookback_minutes"),
    [
        (["candidates", "offers"], 0),
        (["applications", *INTERVIEWS], 0),
        (["interviews", "jobs"], 10),
        (["screening_questions", "job_postings"], 0),
        (["jobs", "job_screening_questions"], 10),
    ],
)
def test_given_states_of_different_ages_when_synced_together_then_nothing_is_asked_twice(
    sandbox: Sandbox, connect_to: ConnectTo, older: list[str], lookback_minutes: int
) -> None:
    connector = connect_to(sandbox, lookback_minutes=lookback_minutes)
    first = connector.read(ALL)
    change_some(sandbox)
    newer = [stream for stream in ALL if stream not in older]
    second = connector.read(newer, without(first.states, older))
    change_some(sandbox)
    sandbox.reset_requests()

    states = [*without(first.states, newer), *second.states]
    together = connector.read(ALL, states)

    assert together.exit_code == 0
    assert sandbox.requests.total <= UNCHANGED + watched(states) + CHANGES
    assert sandbox.requests.repeated == []


def test_given_a_start_date_when_synced_then_what_is_older_costs_nothing(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    change_some(sandbox)
    connector = connect_to(sandbox, start_date=START)

    first = connector.read(ALL)

    since, jobs = first.counts["candidates"], first.counts["jobs"]
    assert first.exit_code == 0
    assert since < account.expected_counts()["candidates"]
    assert sandbox.requests.total <= since / 100 + len(SUBLISTS) * since + jobs / 100 + jobs + 70
    assert sandbox.requests.repeated == []

    sandbox.reset_requests()
    connector.read(ALL, first.states)

    assert sandbox.requests.total <= UNCHANGED + watched(first.states) + CHANGES
    assert sandbox.requests.repeated == []


@pytest.mark.parametrize("reset", ["applications", "offers", "screening_questions"])
def test_given_a_start_date_and_a_stream_without_state_when_synced_then_nothing_is_asked_twice(
    sandbox: Sandbox, connect_to: ConnectTo, reset: str
) -> None:
    connector = connect_to(sandbox, start_date=START)
    first = connector.read(ALL)
    change_some(sandbox)
    sandbox.reset_requests()

    connector.read(ALL, without(first.states, [reset]))

    assert sandbox.requests.repeated == []


def test_given_a_kill_in_the_listing_when_resumed_then_it_costs_less_than_a_quarter_of_what_was_made(
    connect_to: ConnectTo,
) -> None:
    with Sandbox(opportunities=3000, seed=3) as sandbox:
        connector = connect_to(sandbox, requests_per_second=60)
        first = connector.read(LISTING, kill_when=after_states(90))
        before = sandbox.requests.total
        sandbox.reset_requests()

        second = at_full_speed(connector).read(LISTING, first.states)

        assert first.exit_code == -9
        assert second.exit_code == 0
        assert before + sandbox.requests.total <= full_limit(sandbox, LISTING) + before / 4
        assert sandbox.requests.repeated == []


@pytest.mark.parametrize("states", [8, 15, 40, 60, 80])
def test_given_a_kill_when_resumed_then_at_most_the_pages_under_way_are_asked_for_again(
    sandbox: Sandbox, connect_to: ConnectTo, states: int
) -> None:
    connector = connect_to(sandbox, requests_per_second=150)
    first = connector.read(ALL, kill_when=after_states(states))
    before = sandbox.requests.total
    sandbox.reset_requests()

    second = at_full_speed(connector).read(ALL, first.states)

    assert first.exit_code == -9
    assert second.exit_code == 0
    assert before + sandbox.requests.total <= full_limit(sandbox) + UNDER_WAY
    assert sandbox.requests.repeated == []


@pytest.mark.parametrize("late", ["applications", "offers", "interview_team_members"])
def test_given_a_kill_and_a_stream_without_state_when_resumed_then_nothing_is_asked_twice(
    sandbox: Sandbox, connect_to: ConnectTo, late: str
) -> None:
    """Each stream has its first state when its first page is done, and a kill may come before."""
    connector = connect_to(sandbox, requests_per_second=150)
    first = connector.read(ALL, kill_when=after_states(40))
    sandbox.reset_requests()

    second = at_full_speed(connector).read(ALL, without(first.states, [late]))

    assert first.exit_code == -9
    assert second.exit_code == 0
    assert sandbox.requests.repeated == []


def test_given_a_kill_among_updates_when_resumed_then_nothing_is_asked_twice(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, requests_per_second=150)
    first = at_full_speed(connector).read(ALL)
    for opportunity in sandbox.account.find_opportunities(limit=230):
        sandbox.account.touch_opportunity(opportunity)
    second = connector.read(ALL, first.states, kill_when=after_states(18))
    sandbox.reset_requests()

    third = at_full_speed(connector).read(ALL, second.states)

    assert second.exit_code == -9
    assert third.exit_code == 0
    assert sandbox.requests.repeated == []


def at_full_speed(connector: Connector) -> Connector:
    """Only what is killed must be slow enough that the pipe does not hold all of what is still to come."""
    return replace(connector, config={**connector.config, "requests_per_second": 1000})


def after_states(count: int) -> Callable[[Json], bool]:
    """True at the `count`-th state message."""
    seen = 0

    def reached(message: Json) -> bool:
        nonlocal seen
        seen += message["type"] == "STATE"
        return bool(seen >= count)

    return reached
