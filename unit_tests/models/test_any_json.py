"""Whatever Lever sends, a mapping raises nothing and its rows are sound."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from source_lever_unified import models
from source_lever_unified.lever.body import parsed
from source_lever_unified.models import MODELS, Account, OpportunityRef, PostingRef
from source_lever_unified.models.opportunity import opportunity_changed_at
from unit_tests.models import lever_objects as lever
from unit_tests.models.lever_objects import ACCOUNT, OPPORTUNITY_REF, POSTING_REF
from unit_tests.models.row_checks import assert_sound

Rows = Callable[[Any, Account], Iterable[Mapping[str, Any]]]

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

FULL_OPPORTUNITY = lever.opportunity(
    archived={"reason": lever.WITHDREW, "archivedAt": lever.MAY_2},
    applications=[
        lever.application(
            customQuestions=[
                {
                    "type": "posting",
                    "fields": [
                        lever.question("multiple-select", value=["a"]),
                        lever.question("yes-no", value="yes"),
                        lever.question("date", value=lever.MAY_1),
                        lever.question("file-upload", value={"id": "f"}),
                        lever.question("text", value="x"),
                        lever.question("score", value=4),
                        lever.question("dropdown", value="x"),
                    ],
                }
            ]
        )
    ],
)
FULL_FORM = lever.form(
    lever.question("dropdown", options=[{"text": "a", "optionId": "1"}, {"text": "b"}]),
    lever.question("university"),
    eeoQuestions={"gender": {"type": "dropdown", "text": "Gender", "options": [{"text": "Female"}]}},
)

Mappings = dict[str, Rows]

OBJECTS: dict[str, tuple[dict[str, Any], Mappings]] = {
    "user": (lever.user(), {"users": models.users}),
    "posting": (
        lever.posting(),
        {
            "jobs": models.jobs,
            "job_postings": models.job_postings,
            "job_hiring_team_members": models.job_hiring_team_members,
            "job_application_stages": models.job_application_stages,
        },
    ),
    "form": (
        FULL_FORM,
        {
            "job_screening_questions": lambda form, account: models.job_screening_questions(form, POSTING_REF, account),
            "screening_questions": models.screening_questions,
        },
    ),
    "opportunity": (
        FULL_OPPORTUNITY,
        {
            "candidates": partial(lever.rows_of, models.candidates),
            "applications": partial(lever.rows_of, models.applications),
            "candidate_tags": partial(lever.rows_of, models.candidate_tags),
            "application_stage_changes": partial(lever.rows_of, models.application_stage_changes),
        },
    ),
    "interview": (
        lever.interview(),
        {
            "interviews": lambda interview, account: models.interviews(interview, OPPORTUNITY_REF, account),
            "interview_team_members": lambda interview, account: models.interview_team_members(
                interview, OPPORTUNITY_REF, account
            ),
        },
    ),
    "offer": (
        lever.offer(),
        {"offers": lambda offer, account: models.offers(offer, OPPORTUNITY_REF, account)},
    ),
    "stage": (
        {"id": "s", "text": "Screen", "pipeline": "screen"},
        {"application_stages": lambda stage, account: models.application_stages(stage, account, 3, stage)},
    ),
    "archive reason": (
        {"id": "r", "text": "Withdrew", "status": "active", "type": "non-hired"},
        {"rejection_reasons": models.rejection_reasons},
    ),
    "tag": ({"text": "Calm", "count": 1}, {"tags": models.tags}),
}

each_object = pytest.mark.parametrize("name", OBJECTS)


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


def assert_all_sound(name: str, sent: Any, account: Account = ACCOUNT) -> None:
    value = received(sent)
    for stream, rows_of in OBJECTS[name][1].items():
        rows = list(rows_of(value, account))
        for row in rows:
            assert_sound(stream, row)
        assert len({row["id"] for row in rows}) == len(rows)


def test_every_stream_is_tried() -> None:
    tried = [stream for _, mappings in OBJECTS.values() for stream in mappings]
    assert sorted(tried) == sorted(MODELS)


@each_object
def test_a_realistic_object_gives_sound_rows(name: str) -> None:
    sound, mappings = OBJECTS[name]
    assert_all_sound(name, sound)
    assert all(list(rows_of(sound, ACCOUNT)) for rows_of in mappings.values())


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


@each_object
def test_given_one_odd_value_anywhere(name: str) -> None:
    for odd in ODD:
        for value in with_each_replaced(OBJECTS[name][0], odd):
            assert_all_sound(name, value)


@each_object
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_given_any_json(name: str, data: st.DataObject) -> None:
    assert_all_sound(name, data.draw(JSON | known_keys(OBJECTS[name][0])))


@each_object
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_given_a_damaged_object(name: str, data: st.DataObject) -> None:
    assert_all_sound(name, data.draw(damaged(OBJECTS[name][0])))


@pytest.mark.parametrize("name", ["opportunity", "posting"])
@settings(max_examples=25, deadline=None)
@given(stage=JSON, reason=JSON, user=JSON)
def test_given_any_json_in_the_lookups(name: str, stage: Any, reason: Any, user: Any) -> None:
    account = replace(
        ACCOUNT,
        stages={lever.SCREEN: received(stage)},
        archive_reasons={lever.WITHDREW: received(reason)},
        users={lever.RECRUITER: received(user)},
    )
    assert_all_sound(name, OBJECTS[name][0], account)


@settings(max_examples=60, deadline=None)
@given(JSON | damaged(FULL_OPPORTUNITY))
def test_any_json_gives_a_reference_to_an_opportunity(value: Any) -> None:
    opportunity = models.read_opportunity(received(value), ACCOUNT)
    if opportunity is not None:
        ref = models.opportunity_ref(opportunity)
        assert OpportunityRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref
        assert ref.changed_at == opportunity_changed_at(opportunity.lever)


@settings(max_examples=40, deadline=None)
@given(JSON | damaged(lever.posting()))
def test_any_json_gives_a_reference_to_a_posting(value: Any) -> None:
    ref = models.posting_ref(received(value))
    assert PostingRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref


@settings(max_examples=40, deadline=None)
@given(st.lists(JSON | damaged(lever.offer()), max_size=3), JSON | damaged(lever.interview()))
def test_any_json_is_an_offer_or_an_interview_to_watch_or_not(offers: list[Any], interview: Any) -> None:
    newest = models.newest_offer_id(offers)
    assert newest is None or newest
    assert all(models.is_open_offer(offer) in (True, False) for offer in offers)
    ends_at = models.interview_ends_at(interview)
    assert ends_at is None or isinstance(ends_at, int)
