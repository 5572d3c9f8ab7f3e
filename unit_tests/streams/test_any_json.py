"""Whatever Lever sends, a mapping raises nothing and its rows are sound."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from source_lever_unified.lever.body import parsed
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.applications import Applications
from source_lever_unified.streams.attachments import Attachments
from source_lever_unified.streams.base import LeverStream, OpportunityChild
from source_lever_unified.streams.departments import Departments
from source_lever_unified.streams.interview_panels import InterviewPanels
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.streams.notes import Notes
from source_lever_unified.streams.offers import Offers
from source_lever_unified.streams.offices import Offices
from source_lever_unified.streams.scorecards import Scorecards
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import (
    OpportunityRef,
    opportunity_changed_at,
    opportunity_ref,
    read_opportunity,
)
from source_lever_unified.unified.posting import PostingRef, posting_ref
from unit_tests import lever_objects as lever
from unit_tests.lever_objects import ACCOUNT, OPPORTUNITY_REF
from unit_tests.streams.row_checks import assert_sound
from unit_tests.streams.samples import SAMPLES, endpoints_of, rows_from

ODD_CHARACTERS = st.characters() | st.sampled_from("a1 \x00é🚆\ud800\udfff")
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(ODD_CHARACTERS, max_size=8),
    st.sampled_from(["", " ", "\ud800", "1746057600000", "NaN", "1e400", 1_746_057_600_000, "yes", "hired"]),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(ODD_CHARACTERS, max_size=5), inner, max_size=4),
    max_leaves=5,
)

each_endpoint = pytest.mark.parametrize("endpoint", SAMPLES)


@st.composite
def damaged(draw: st.DrawFn, sound: Mapping[str, Any]) -> dict[str, Any]:
    """A realistic object with some values replaced by any JSON, or their keys missing."""
    damaged_copy: dict[str, Any] = copy.deepcopy(dict(sound))
    for _ in range(draw(st.integers(1, 5))):
        parent: Any = damaged_copy
        while True:
            keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = parent[key]
            if isinstance(inner, (dict, list)) and inner and draw(st.booleans()):
                parent = inner
                continue
            if draw(st.integers(0, 4)):
                parent[key] = draw(JSON)
            else:
                del parent[key]
            break
    return damaged_copy


def known_keys(sound: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with Lever's keys, but any JSON under each."""
    return st.fixed_dictionaries({"id": JSON}, optional={key: JSON for key in sound if key != "id"})


def received(value: Any) -> Any:
    return parsed(json.dumps(value).encode())


def assert_all_sound(endpoint: str, sent: Any, account: Account = ACCOUNT) -> None:
    value = received(sent)
    for stream in STREAMS:
        for source in endpoints_of(stream):
            if source.path != endpoint:
                continue
            rows = list(rows_from(stream, value, account, source))
            for row in rows:
                assert_sound(stream, row)
            assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_a_realistic_object_gives_sound_rows(stream: type[LeverStream]) -> None:
    rows = list(rows_from(stream, SAMPLES[stream.endpoint.path]))

    assert rows
    for row in rows:
        assert_sound(stream, row)


ODD: list[Any] = [None, "x\ud800", 10**30, float("nan"), {"id": ["\udfff"]}]


def with_each_replaced(node: Any, odd: Any) -> Iterator[Any]:
    """Copies of a JSON value with one value in it replaced, for every value at every depth."""
    yield odd
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from ({**node, key: changed} for changed in with_each_replaced(inner, odd))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from ([*node[:index], new, *node[index + 1 :]] for new in with_each_replaced(inner, odd))


@each_endpoint
def test_given_one_odd_value_anywhere(endpoint: str) -> None:
    for odd in ODD:
        for value in with_each_replaced(SAMPLES[endpoint], odd):
            assert_all_sound(endpoint, value)


@each_endpoint
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_given_any_json(endpoint: str, data: st.DataObject) -> None:
    assert_all_sound(endpoint, data.draw(JSON | known_keys(SAMPLES[endpoint])))


@each_endpoint
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_given_a_damaged_object(endpoint: str, data: st.DataObject) -> None:
    assert_all_sound(endpoint, data.draw(damaged(SAMPLES[endpoint])))


@pytest.mark.parametrize("endpoint", ["/opportunities", "/postings"])
@settings(max_examples=25, deadline=None)
@given(stage=JSON, reason=JSON, user=JSON)
def test_given_any_json_in_the_lookups(endpoint: str, stage: Any, reason: Any, user: Any) -> None:
    account = replace(
        ACCOUNT,
        stages={lever.SCREEN: received(stage)},
        archive_reasons={lever.WITHDREW: received(reason)},
        users={lever.RECRUITER: received(user)},
    )
    assert_all_sound(endpoint, SAMPLES[endpoint], account)


@settings(max_examples=60, deadline=None)
@given(JSON | damaged(SAMPLES["/opportunities"]))
def test_any_json_gives_a_reference_to_an_opportunity(value: Any) -> None:
    opportunity = read_opportunity(received(value), ACCOUNT)
    if opportunity is not None:
        ref = opportunity_ref(opportunity)
        assert OpportunityRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref
        assert ref.changed_at == opportunity_changed_at(opportunity.lever)


@settings(max_examples=40, deadline=None)
@given(JSON | damaged(lever.posting()))
def test_any_json_gives_a_reference_to_a_posting(value: Any) -> None:
    ref = posting_ref(received(value))
    assert PostingRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref


@settings(max_examples=40, deadline=None)
@given(st.lists(JSON | damaged(lever.offer()), max_size=3), JSON | damaged(lever.interview()))
def test_any_json_is_an_offer_or_an_interview_to_watch_or_not(offers: list[Any], interview: Any) -> None:
    assert Offers.may_change(offers, OPPORTUNITY_REF, ACCOUNT) in (True, False)
    assert Interviews.may_change([interview], OPPORTUNITY_REF, ACCOUNT) in (True, False)


WATCHED: list[tuple[type[OpportunityChild], dict[str, Any]]] = [
    (Scorecards, lever.feedback(completedAt=None)),
    (Notes, lever.note()),
    (InterviewPanels, lever.panel()),
    (Attachments, lever.resume()),
    (Attachments, lever.file()),
]


@pytest.mark.parametrize(("stream", "sound"), WATCHED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_json_is_a_child_to_watch_or_not(
    stream: type[OpportunityChild], sound: dict[str, Any], data: st.DataObject
) -> None:
    children = [received(child) for child in data.draw(st.lists(JSON | damaged(sound), max_size=3))]
    assert stream.may_change(children, OPPORTUNITY_REF, ACCOUNT) in (True, False)


@settings(max_examples=40, deadline=None)
@given(st.lists(JSON | damaged(lever.offer()), max_size=3))
def test_any_json_completes_an_application(offers: list[Any]) -> None:
    (row,) = rows_from(Applications, SAMPLES["/opportunities"])

    assert_sound(Applications, Applications.complete(row, offers, ACCOUNT))


@settings(max_examples=60, deadline=None)
@given(damaged(lever.requisition()))
def test_any_requisition_names_departments_and_offices_or_none(requisition: Any) -> None:
    for stream in (Departments, Offices):
        rows = list(stream.rows_named_by(received(requisition), ACCOUNT))
        for row in rows:
            assert_sound(stream, row)
        assert len({row["id"] for row in rows}) == len(rows)
