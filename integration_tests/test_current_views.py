"""The published views show what is in Lever now, no more and no less, from what a deduplicating destination holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from destination import load
from true_rows import true_ids

from connector import Connector, Json, Output, config_for
from lever_sandbox import Account, Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import PostingStream

DOCS = Path(__file__).parent.parent / "docs"
VIEWS = "".join((DOCS / "sql" / name).read_text() for name in ("current_views.sql", "current_views_opt_in.sql"))
BY_NAME = {stream.name: stream for stream in STREAMS}
NEVER_BURIED = [
    stream.name for stream in STREAMS if issubclass(stream, PostingStream) and stream.also_named_by is not None
]
"""Streams whose rows stay when nothing in Lever names them any more."""

QUERIES = re.findall(r"```sql\n(.*?)```", (DOCS / "what-bites.md").read_text(), re.DOTALL)
OPEN_OFFERS = ("draft", "approval-sent", "approved", "sent", "sent-manually", "opened")


class Destination:
    """Tables as "append + deduped" makes them, with the views on top."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = duckdb.connect()
        self._arrived: dict[str, list[Json]] = {stream: [] for stream in BY_NAME}

    def load(self, output: Output) -> None:
        for stream in BY_NAME:
            self._arrived[stream] += output.records[stream]
            load(self._database, stream, self._arrived[stream], self._folder)
        self._database.execute(VIEWS)

    def ids(self, query: str) -> list[str]:
        return sorted(row[0] for row in self._database.execute(f"select id from {query}").fetchall())

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self._database.execute(query).fetchall()


def _pop(candidates: list[str], fits: Callable[[str], bool]) -> str:
    """Takes the first that fits, so that no two changes meet in one opportunity."""
    return candidates.pop(next(index for index, candidate in enumerate(candidates) if fits(candidate)))


def _holder(account: Account, opportunities: list[str], kind: str) -> tuple[str, Json]:
    """An opportunity with a child of this kind, and that child; a resume that was read."""

    def fitting(opportunity: str) -> list[Json]:
        children = [child for child in account.children(opportunity, kind) if child.get("deletedAt") is None]
        if kind != "resumes":
            return children
        careers = [(child, child.get("parsedData") or {}) for child in children]
        return [child for child, career in careers if career.get("positions") and career.get("schools")]

    found = _pop(opportunities, lambda opportunity: bool(fitting(opportunity)))
    return found, fitting(found)[0]


def take_away(account: Account) -> None:
    """One removal of each kind, and those that Lever does not put on record next to those that it does."""
    opportunities = account.find_opportunities(has_application=True)
    now = account.now

    def past_interview(opportunity: str) -> Json | None:
        interviews = account.interviews(opportunity)
        if any(interview["date"] > now for interview in interviews):
            return None
        return next((interview for interview in interviews if interview["interviewers"]), None)

    def future_interview(opportunity: str) -> Json | None:
        interviews = account.interviews(opportunity)
        return next((one for one in interviews if one["date"] > now and one["interviewers"]), None)

    def offer_in(*statuses: str) -> Callable[[str], Json | None]:
        return lambda opportunity: next((o for o in account.offers(opportunity) if o["status"] in statuses), None)

    def take(find: Callable[[str], Json | None]) -> Json:
        found = find(_pop(opportunities, lambda opportunity: find(opportunity) is not None))
        assert found is not None
        return found

    for find, bump in ((past_interview, True), (future_interview, False)):
        interview = take(find)
        account.remove_interviewer(interview["id"], interview["interviewers"][0]["id"], bump=bump)
        account.delete_interview(take(find)["id"], bump=bump)
    account.delete_offer(take(offer_in("signed", "denied"))["id"], bump=True)
    account.delete_offer(take(offer_in(*OPEN_OFFERS))["id"])

    tagged = _pop(opportunities, lambda one: len(account.opportunity(one)["tags"]) > 2)
    account.remove_tag(tagged, account.opportunity(tagged)["tags"][1])
    account.delete_application(opportunities.pop(0))
    account.delete_opportunity(
        _pop(opportunities, lambda one: past_interview(one) is not None and bool(account.offers(one)))
    )

    for kind, delete in (
        ("notes", account.delete_note),
        ("feedback", account.delete_feedback),
        ("forms", account.delete_profile_form),
    ):
        for vanish in (False, True):
            holder, child = _holder(account, opportunities, kind)
            delete(holder, child["id"], bump=True, vanish=vanish)
    for kind, remove in (
        ("resumes", account.delete_resume),
        ("files", account.delete_file),
        ("referrals", account.delete_referral),
    ):
        holder, child = _holder(account, opportunities, kind)
        remove(holder, child["id"], bump=True)
    answered = {key for (key,) in account.expected_keys("eeo_responses", confidential=True)}
    account.delete_opportunity(_pop(opportunities, lambda one: (account.application(one) or {}).get("id") in answered))
    account.deactivate_feedback_template(account.company.feedback_templates[-1]["id"])

    user = account.users()[1]["id"]
    managed = [one for one in account.find_postings() if account.posting(one)["hiringManager"] not in (None, user)]
    account.set_hiring_manager(managed[0], user)
    account.set_hiring_manager(managed[1], None)
    account.delete_posting(account.find_postings(state="published", has_questions=True, has_eeo=True)[0])
    for state, bump in (("published", False), ("closed", True)):
        posting, question = next(
            (posting, question)
            for posting in account.find_postings(state=state, form_readable=True)
            for question in account.questions(posting)
            if question["text"].startswith("Why this job?")
        )
        account.remove_question(posting, question["id"], bump=bump)

    account.remove_stage(next(stage["id"] for stage in account.stages() if stage["text"] == "Background check"))
    account.remove_archive_reason(account.archive_reasons()[-1]["id"])
    account.remove_user(account.users()[-1]["id"])
    account.remove_source(account.sources_listed()[-1], bump=True)
    several = _pop(opportunities, lambda one: len(account.opportunity(one)["sources"]) > 1)
    account.edit_opportunity(several, {"sources": account.opportunity(several)["sources"][:1]})
    kept, merged = (account.opportunity(opportunities.pop())["contact"] for _ in range(2))
    account.merge_contacts(merged, into=kept)

    account.delete_requisition(account.find_requisitions(has_postings=True)[0])
    linked = account.requisition(account.find_requisitions(has_postings=True)[1])
    account.unlink_requisition(linked["id"], linked["postings"][0])
    account.remove_requisition_field("signing_bonus")
    account.remove_account_tag("Uncharted")


def a_day_older(states: list[Json]) -> list[Json]:
    """The same states as if the forms of open postings had been read yesterday: they are read again once a day."""
    older = deepcopy(states)
    for state in older:
        if state["stream"]["stream_descriptor"]["name"] in ("job_screening_questions", "screening_questions"):
            for watched in state["stream"]["stream_state"]["watch"].values():
                moment = datetime.fromisoformat(watched["at"].replace("Z", "+00:00")) - timedelta(days=1)
                watched["at"] = moment.isoformat()
    return older


@dataclass
class Synced:
    """Ids by stream: what the views showed and what was in Lever, and the rows that look alive in the plain tables."""

    shown_at_first: dict[str, list[str]]
    true_at_first: dict[str, list[str]]
    shown: dict[str, list[str]]
    true: dict[str, list[str]]
    in_tables: dict[str, list[str]]
    destination: Destination


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    folder = tmp_path_factory.mktemp("views")
    destination = Destination(folder)
    with Sandbox(opportunities=600, seed=3) as sandbox:
        config = config_for(sandbox, include_confidential=True, include_eeo_responses=True)
        connector = Connector(folder, config)

        def shown() -> dict[str, list[str]]:
            return {stream: destination.ids(f"current_{stream}") for stream in BY_NAME}

        def true() -> dict[str, list[str]]:
            return {stream: true_ids(sandbox.account, stream, confidential=True) for stream in BY_NAME}

        first = connector.read(BY_NAME)
        destination.load(first)
        at_first = shown(), true()
        take_away(sandbox.account)
        second = connector.read(BY_NAME, a_day_older(first.states))
        assert second.exit_code == 0
        destination.load(second)
        tables = {stream: destination.ids(f"{stream} where remote_deleted_at is null") for stream in BY_NAME}
        yield Synced(*at_first, shown(), true(), tables, destination)


@pytest.mark.parametrize("stream", BY_NAME)
def test_given_a_full_sync_then_each_view_shows_everything(synced: Synced, stream: str) -> None:
    assert synced.shown_at_first[stream] == synced.true_at_first[stream]


@pytest.mark.parametrize("stream", [name for name in BY_NAME if name not in NEVER_BURIED])
def test_given_removals_of_every_kind_when_synced_again_then_each_view_shows_what_is_left(
    synced: Synced, stream: str
) -> None:
    assert synced.shown[stream] == synced.true[stream]


@pytest.mark.parametrize("stream", NEVER_BURIED)
def test_given_rows_that_nothing_buries_when_synced_again_then_the_view_shows_all_that_ever_were(
    synced: Synced, stream: str
) -> None:
    assert set(synced.shown[stream]) == {*synced.true_at_first[stream], *synced.true[stream]}


@pytest.mark.parametrize("query", QUERIES)
def test_given_a_query_of_the_page_on_what_bites_then_it_finds_something(synced: Synced, query: str) -> None:
    assert synced.destination.rows(query)


@pytest.mark.parametrize("stream", [name for name in BY_NAME if name not in NEVER_BURIED])
def test_given_the_removals_then_they_touched_each_stream(synced: Synced, stream: str) -> None:
    assert not set(synced.true_at_first[stream]) <= set(synced.true[stream])


@pytest.mark.parametrize(
    "stream",
    [
        "job_hiring_team_members",
        "job_screening_questions",
        "screening_questions",
        "applications",
        "candidate_tags",
        "candidate_sources",
        "contacts",
        "application_stage_changes",
        "interviews",
        "interview_team_members",
        "scorecards",
        "scorecard_answers",
        "offers",
        "notes",
        "attachments",
        "candidate_experiences",
        "candidate_educations",
        "referrals",
        "profile_forms",
        "profile_form_answers",
    ],
)
def test_given_removals_that_lever_does_not_tell_then_the_plain_table_shows_too_much(
    synced: Synced, stream: str
) -> None:
    assert set(synced.in_tables[stream]) > set(synced.true[stream])
