"""Each of Lever's keys arrives once: in a field of the model, or else in `integration_fields`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.application_stage_changes import ApplicationStageChanges
from source_lever_unified.streams.applications import Applications
from source_lever_unified.streams.base import LeverStream, OpportunityStream
from source_lever_unified.streams.candidates import Candidates
from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.unified import integration_field
from source_lever_unified.unified.opportunity import read_opportunity
from unit_tests.lever_objects import ACCOUNT, APPLICATION, OPPORTUNITY
from unit_tests.streams.samples import SAMPLES, rows_from

IN_PART: Mapping[type[LeverStream], set[str]] = {
    # One of the addresses.
    Jobs: {"urls"},
    # Not who the hiring manager was by then.
    Applications: {"requisitionForHire"},
}
"""Keys of which a field holds a part, and `integration_fields` the whole."""

ELSEWHERE: Mapping[type[LeverStream], Mapping[str, type[LeverStream]]] = {
    Candidates: {"stageChanges": ApplicationStageChanges},
    Applications: {"company": Candidates},
}
"""Keys that the rows of another stream carry."""

READ_FOR_ALL = {"applications", "tags"}
"""Keys of an opportunity that are read once for all rows made from it. So are its id and its application's."""


class Watched(dict[str, Any]):
    """An object that remembers which of its keys were read."""

    def __init__(self, sound: Mapping[str, Any]) -> None:
        super().__init__({key: watched(value) for key, value in sound.items()})
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)


def watched(value: Any) -> Any:
    if isinstance(value, dict):
        return Watched(value)
    return [watched(item) for item in value] if isinstance(value, list) else value


def objects_in(value: Any) -> Iterator[Watched]:
    if isinstance(value, Watched):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(item)


@dataclass
class Mapped:
    """What a mapping did with the object whose keys it passes on: what it read, and what it left out of the rest."""

    lever: Watched
    left_out: frozenset[str]

    @property
    def read(self) -> set[str]:
        return self.lever.read


def read_by(stream: type[LeverStream], value: Any) -> None:
    """Make the rows of `stream`, with nothing on record but what its own `rows` read."""
    if not issubclass(stream, OpportunityStream):
        assert list(rows_from(stream, value))
        return
    opportunity = read_opportunity(value, ACCOUNT)
    assert opportunity is not None
    for one in objects_in(value):
        one.read.clear()
    assert list(stream.rows(opportunity, ACCOUNT))
    value.read |= READ_FOR_ALL


@pytest.fixture
def mapped(stream: type[LeverStream], monkeypatch: pytest.MonkeyPatch) -> Mapped:
    asked: list[tuple[tuple[str, ...], frozenset[str]]] = []

    def nothing_left_over(keys: tuple[str, ...], carried: frozenset[str]) -> list[tuple[str, str]]:
        asked.append((keys, carried))
        return []

    # Passing a key on reads it too.
    monkeypatch.setattr(integration_field, "_left_over", nothing_left_over)
    value = watched(SAMPLES[stream.endpoint.path])
    read_by(stream, value)
    ((keys, carried),) = asked
    (lever,) = [one for one in objects_in(value) if tuple(one) == keys]
    return Mapped(lever, carried)


each_stream_that_passes_keys_on = pytest.mark.parametrize(
    "stream",
    [stream for stream in STREAMS if "integration_fields" in stream.row.__annotations__],
    ids=lambda stream: stream.name,
)


@each_stream_that_passes_keys_on
def test_given_a_key_that_a_field_holds_then_it_does_not_come_again(stream: type[LeverStream], mapped: Mapped) -> None:
    assert mapped.read - mapped.left_out == IN_PART.get(stream, set())


@each_stream_that_passes_keys_on
def test_given_a_key_that_is_left_out_then_a_field_holds_it(stream: type[LeverStream], mapped: Mapped) -> None:
    lost = mapped.left_out - mapped.read
    ids = {key for key in lost if dict.get(mapped.lever, key) in (OPPORTUNITY, APPLICATION)}

    assert lost - ids == set(ELSEWHERE.get(stream, {}))


@each_stream_that_passes_keys_on
def test_given_a_key_that_another_stream_carries_then_that_one_reads_it(stream: type[LeverStream]) -> None:
    for key, carrier in ELSEWHERE.get(stream, {}).items():
        value = watched(SAMPLES[stream.endpoint.path])
        read_by(carrier, value)

        assert any(key in one.read for one in objects_in(value))


@each_stream_that_passes_keys_on
def test_given_a_key_that_is_left_out_then_lever_has_it(mapped: Mapped) -> None:
    assert mapped.left_out <= dict.keys(mapped.lever)
