"""A stream that is made of two sub-lists of a parent, and can do with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, LeverError, Unavailable
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.sync.children import Children
from source_lever_unified.sync.engine import LISTING, Message
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.sublist import Answer, Fetched, Sublist
from source_lever_unified.sync.watch import Watch
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import (
    NOW,
    ChildrenOfOpportunities,
    Opportunity,
    engine_of,
    first_pass,
    keys,
    no_economy,
    row,
    sent_rows,
)

RESUMES = Endpoint("/opportunities/:id/resumes", "Resumes", "resumes:read:admin")
FILES = Endpoint("/opportunities/:id/files", "Files", "files:read:admin")


@dataclass(eq=False)
class Attachments(ChildrenOfOpportunities):
    name: str = "attachments"
    needs_one_of: str = "Its attachments are left out."

    @staticmethod
    def endpoints() -> Sequence[Endpoint]:
        return (RESUMES, FILES)

    @staticmethod
    def rows_from(endpoint: Endpoint, child: Any, parent: Any, account: Any) -> list[Row]:  # noqa: ARG004
        return [row(child["id"])]

    @staticmethod
    def may_change(children: Sequence[Any], parent: Any, account: Any) -> bool:  # noqa: ARG004
        return False


@dataclass(eq=False)
class Experiences(Attachments):
    name: str = "candidate_experiences"
    needs_one_of: str = ""

    @staticmethod
    def endpoints() -> Sequence[Endpoint]:
        return (RESUMES,)


@dataclass
class Read:
    """One opportunity with a resume and a file, of which some may not be read."""

    messages: Sequence[Message]
    refusal: str

    @property
    def keys(self) -> list[str]:
        return sorted(keys(sent_rows(self.messages)))  # type: ignore[arg-type]


def read(errors: Mapping[Endpoint, LeverError], streams: Iterable[Any], known: Iterable[str] = ()) -> Read:
    selected = [Selected(stream) for stream in streams]
    engine = engine_of(selected, workers=2)

    def fetch(client: Any, endpoint: Endpoint, parent: Opportunity) -> Answer:  # noqa: ARG001
        if endpoint in errors:
            raise errors[endpoint]
        return Fetched([{"id": f"{endpoint.permission} of {parent.id}"}], complete=True)

    sublists = {
        endpoint: Sublist(None, endpoint, fetch, lambda _: True)  # type: ignore[arg-type]
        for endpoint in (RESUMES, FILES)
    }
    children = Children(engine, sublists, selected, Opportunity, None, no_economy())
    children.begin({stream: first_pass() for stream in selected})
    watched = {"o": {"ref": ["o"], "at": NOW - DAY_MS, "rows": {key: ["print", 0] for key in known}}} if known else {}
    for stream in selected:
        children.remember(stream, Watch(stream.stream, {"watch": watched}, None, SyncTimes(NOW, 0)))

    def list_two() -> None:
        for name in "op":
            children.submit(name, children.endpoints, [], None, lambda: None, first=False)

    engine.submit(list_two, selected, LISTING, holds=[children.listing])
    messages: list[Message] = []
    try:
        messages.extend(engine.messages())
    except AirbyteTracedException as error:
        return Read(messages, str(error.message))
    return Read(messages, "")


def forbidden(endpoint: Endpoint) -> dict[Endpoint, LeverError]:
    return {endpoint: Forbidden(endpoint.path, f"You may not read {endpoint.path}.")}


def test_given_both_lists_then_there_are_rows_of_both() -> None:
    assert read({}, [Attachments()]).keys == ["Files of o", "Files of p", "Resumes of o", "Resumes of p"]


@pytest.mark.parametrize(("refused", "left"), [(RESUMES, "Files"), (FILES, "Resumes")])
def test_given_one_list_that_may_not_be_read_then_the_rows_of_the_other_come_with_one_warning(
    refused: Endpoint, left: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = read(forbidden(refused), [Attachments()])

    assert found.keys == [f"{left} of o", f"{left} of p"]
    assert found.refusal == ""
    assert caplog.text.count(f"attachments: You may not read {refused.path}. Its attachments are left out.") == 1


def test_given_two_lists_that_may_not_be_read_then_the_stream_fails() -> None:
    found = read({**forbidden(RESUMES), **forbidden(FILES)}, [Attachments()])

    assert found.keys == []
    assert "[attachments] You may not read" in found.refusal


def test_given_a_stream_of_the_refused_list_alone_then_that_one_fails() -> None:
    found = read(forbidden(RESUMES), [Attachments(), Experiences()])

    assert found.keys == ["Files of o", "Files of p"]
    assert "1 of 2 streams did not sync. [candidate_experiences]" in found.refusal


def test_given_an_outage_of_one_list_then_the_stream_fails_and_will_catch_up() -> None:
    found = read({RESUMES: Unavailable(RESUMES.path, "Lever is down.")}, [Attachments()])

    assert found.keys == []
    assert "[attachments] Lever is down." in found.refusal


def test_given_a_list_that_may_not_be_read_any_more_then_what_was_on_it_is_not_taken_for_gone() -> None:
    found = read(forbidden(RESUMES), [Attachments()], known=["Resumes of o", "Files of o"])

    assert found.keys == ["Files of o", "Files of p"]
