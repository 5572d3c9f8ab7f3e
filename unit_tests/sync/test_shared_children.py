"""What hangs on a parent is asked for once for all streams, and sent before anything vouches for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, LeverError, Missing, NotFound, Unavailable
from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync.children import Children, Held
from source_lever_unified.sync.engine import LISTING, Engine, Message
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.progress import Pass
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.sublist import Answer, Fetched, Sublist
from source_lever_unified.sync.watch import Watch
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import (
    NOW,
    ChildrenOfOpportunities,
    Opportunity,
    SimpleStream,
    engine_of,
    first_pass,
    keys,
    no_economy,
    row,
    sent_rows,
)

OFFERS = Endpoint("/opportunities/:id/offers", "Offers", "offers:read:admin")
FILES = Endpoint("/opportunities/:id/files", "Files", "files:read:admin")


@dataclass(eq=False)
class Offers(ChildrenOfOpportunities):
    @staticmethod
    def endpoints() -> Sequence[Endpoint]:
        return (OFFERS,)

    @staticmethod
    def rows(child: Any, parent: Any, account: Any) -> list[Row]:  # noqa: ARG004
        return [row(f"owned {child['id']}")]

    def rows_from(self, endpoint: Endpoint, child: Any, parent: Any, account: Any) -> list[Row]:  # noqa: ARG002
        return [row(f"{self.name} {child['id']}")]

    @staticmethod
    def may_change(children: Sequence[Any], parent: Any, account: Any) -> bool:  # noqa: ARG004
        return True


@dataclass(eq=False)
class Members(Offers):
    """They hang on rows of the other stream."""

    owner: type[SimpleStream] | None = Offers


@dataclass(eq=False)
class Papers(Offers):
    """They are made of another list as well."""

    @staticmethod
    def endpoints() -> Sequence[Endpoint]:
        return (OFFERS, FILES)


@dataclass(eq=False)
class Applications(SimpleStream):
    incomplete: str = "`offer_id` stays null."

    @staticmethod
    def complete(application: Row, offers: Sequence[Any], account: Any) -> Row:  # noqa: ARG004
        return cast(Row, {**application, "offer_id": offers[-1]["id"]})


@dataclass
class Account:
    """Opportunities with one offer each, read for `streams` and, as the held ones, `applications`."""

    streams: Sequence[Selected]
    error: LeverError | None = None
    watched: dict[Selected, Sequence[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    applications: Selected = field(default_factory=lambda: Selected(Applications("applications")))

    def __post_init__(self) -> None:
        self.engine: Engine = engine_of([*self.streams, self.applications], workers=2)
        sublists = {
            endpoint: Sublist(None, endpoint, self._fetch, lambda _: True)  # type: ignore[arg-type]
            for endpoint in dict.fromkeys(endpoint for of in self.streams for endpoint in of.stream.endpoints())
        }
        held = Held(self.applications, OFFERS)
        self.children = Children(self.engine, sublists, self.streams, Opportunity, held, no_economy())
        self.children.begin({stream: first_pass() for stream in (*self.streams, self.applications)})
        self.memories: dict[Selected, Watch] = {}
        for stream in self.streams:
            entries = {name: {"ref": [name], "at": NOW - DAY_MS} for name in self.watched.get(stream, ())}
            self.memories[stream] = Watch(stream.stream, {"watch": entries}, None, SyncTimes(NOW, 0))
            self.children.remember(stream, self.memories[stream])

    def _fetch(self, client: Any, endpoint: Endpoint, parent: Opportunity) -> Answer:  # noqa: ARG002
        self.asked.append(parent.id)
        if self.error is not None:
            raise self.error
        return Fetched([{"id": f"of {parent.id}"}], complete=True)

    def listing(self, name: str, streams: Sequence[Selected], *, first: bool = False) -> Callable[[], None]:
        """A task that lists an opportunity for these streams."""
        held = [row(f"application of {name}")] if self.applications in streams else []
        asked = dict.fromkeys(streams, (OFFERS,))
        return lambda: self.children.submit(name, asked, held, None, lambda: None, first=first)

    def run(self, *tasks: tuple[Callable[[], None], Sequence[Selected]]) -> list[Message]:
        for work, streams in tasks:
            self.engine.submit(work, streams, LISTING, holds=[self.children.listing])
        watched = self.children
        self.engine.submit(lambda: watched.submit_watched(lambda: None), self.streams, LISTING, after=watched.listing)
        messages: list[Message] = []
        self.error_said = None
        try:
            for message in self.engine.messages():
                messages.append(message)
        except AirbyteTracedException as error:
            self.error_said = error.message
        return messages


def offers() -> Selected:
    return Selected(Offers("offers"))


def incomplete(messages: Iterable[Message]) -> set[str]:
    statuses = [m.trace.stream_status for m in messages if not hasattr(m, "lines") and m.trace is not None]
    return {s.stream_descriptor.name for s in statuses if s is not None and s.status.value == "INCOMPLETE"}


def test_given_streams_of_one_list_then_a_parent_is_asked_once_and_every_stream_has_its_rows() -> None:
    interviews, members = Selected(Offers("interviews")), Selected(Offers("members"))
    account = Account([interviews, members])

    messages = account.run((account.listing("o", [interviews, members]), [interviews, members]))

    assert account.asked == ["o"]
    assert sorted(keys(sent_rows(messages))) == ["interviews of o", "members of o"]  # type: ignore[arg-type]


def test_given_an_update_and_a_backfill_that_want_one_parent_at_once_then_it_is_fetched_once() -> None:
    updating, beginning = Selected(Offers("interviews")), Selected(Offers("members"))
    account = Account([updating, beginning])
    both_are_there = threading.Barrier(2)

    def after_the_other(work: Callable[[], None]) -> Callable[[], None]:
        def wait() -> None:
            both_are_there.wait(timeout=10)
            work()

        return wait

    account.listing("o", [updating], first=True)()
    waiting = after_the_other(account.listing("o", [beginning]))
    account.run((waiting, [beginning]), (after_the_other(lambda: None), [updating]))

    assert account.asked == ["o"]


def test_given_a_stream_that_is_past_an_opportunity_it_watches_then_what_another_reads_there_serves_it_too() -> None:
    """States are separate messages: a cut between two leaves one stream with a window that the other has closed."""
    stream = offers()
    account = Account([stream], watched={stream: ["o"]})

    messages = account.run((account.listing("o", [account.applications]), [account.applications]))

    assert account.asked == ["o"]
    assert sorted(keys(sent_rows(messages))) == ["application of o", "offers of o"]  # type: ignore[arg-type]


def test_given_a_stream_that_watches_more_lists_of_an_opportunity_than_another_reads_then_each_is_asked_once() -> None:
    papers, members = Selected(Papers("papers")), Selected(Offers("members"))
    account = Account([papers, members], watched={papers: ["o"]})

    messages = account.run((account.listing("o", [members]), [members]))

    assert account.asked == ["o", "o"]
    assert keys(sent_rows(messages)).count("members of o") == 1  # type: ignore[arg-type]
    assert "papers of o" in keys(sent_rows(messages))  # type: ignore[arg-type]


def test_given_watched_parents_that_no_listing_brings_then_they_are_asked_when_all_listing_is_done() -> None:
    stream = offers()
    account = Account([stream], watched={stream: ["o", "p"]})

    account.run((account.listing("p", [account.applications]), [account.applications]))

    assert account.asked == ["p", "o"]


def test_given_rows_that_wait_for_offers_then_they_go_out_with_them() -> None:
    account = Account([offers()])

    messages = account.run((account.listing("o", [account.applications]), [account.applications]))

    assert [made["offer_id"] for made in sent_rows(messages)] == ["of o"]


@pytest.mark.parametrize("kind", [Forbidden, Missing])
def test_given_offers_that_may_not_be_read_then_what_waits_for_them_goes_out_without_and_says_so_once(
    kind: Callable[[str, str], LeverError], caplog: pytest.LogCaptureFixture
) -> None:
    account = Account([offers()], error=kind(OFFERS.path, "You may not."))
    tasks = [(account.listing(name, [*account.streams, account.applications]), [account.applications]) for name in "op"]

    messages = account.run(*tasks)

    assert sorted(keys(sent_rows(messages))) == ["application of o", "application of p"]  # type: ignore[arg-type]
    assert incomplete(messages) == {"offers"}
    assert caplog.text.count("applications: You may not. `offer_id` stays null.") == 1


def test_given_an_outage_of_offers_then_what_waits_for_them_fails_too_and_is_not_sent_without() -> None:
    account = Account([offers()], error=Unavailable(OFFERS.path, "Lever is down."))

    messages = account.run((account.listing("o", [*account.streams, account.applications]), [account.applications]))

    assert sent_rows(messages) == []
    assert incomplete(messages) == {"offers", "applications"}


def test_given_a_list_that_answers_404_for_living_opportunities_then_nothing_is_buried_and_the_stream_says_so() -> None:
    stream = offers()
    account = Account([stream], error=NotFound(OFFERS.path, "404"), watched={stream: ["o"]})

    messages = account.run()

    assert sent_rows(messages) == []
    assert incomplete(messages) == {"offers"}
    assert "/opportunities/:id/offers" in str(account.error_said)
    assert list(account.memories[stream].save(finished=True)["watch"]) == ["o"]


def dates(messages: Iterable[Message], stream: Selected) -> set[str]:
    return {row["changed_at"] for row in sent_rows(messages) if row["remote_id"].startswith(stream.name)}


def test_given_a_stream_that_sees_a_child_change_by_itself_then_what_another_lists_of_the_parent_is_not_older() -> None:
    """Members hang on interviews: older than those, they would count as gone."""
    watching, listing = Selected(Offers("interviews")), Selected(Members("members"))
    account = Account([watching, listing], watched={watching: ["o"]})

    messages = account.run((account.listing("o", [listing]), [listing]))

    assert dates(messages, watching) == dates(messages, listing) == {to_iso(NOW)}


def test_given_a_stream_that_is_begun_after_another_was_complete_then_its_rows_are_not_older_than_that_pass() -> None:
    complete, begun = Selected(Offers("interviews")), Selected(Members("members"))
    account = Account([complete, begun])
    finished = Pass(ListingState(synced_at=NOW - 1_000), {}, since_ms=NOW - 2_000)
    account.children.begin({complete: finished, begun: first_pass(), account.applications: finished})

    messages = account.run((account.listing("o", [begun]), [begun]))

    assert dates(messages, begun) == {to_iso(NOW - 1_000)}


def test_given_what_others_hang_on_when_it_is_begun_later_then_it_keeps_its_own_time() -> None:
    complete, begun = Selected(Members("members")), Selected(Offers("interviews"))
    account = Account([complete, begun])
    finished = Pass(ListingState(synced_at=NOW - 1_000), {}, since_ms=NOW - 2_000)
    account.children.begin({complete: finished, begun: first_pass(), account.applications: finished})

    messages = account.run((account.listing("o", [begun]), [begun]))

    assert dates(messages, begun) == {to_iso(NOW - DAY_MS)}
