from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.unified.values import (
    flag,
    items,
    mapping,
    milliseconds,
    newest,
    number,
    objects,
    reference,
    references,
    text,
    texts,
    timestamp,
    whole,
    word,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ana", "Ana"),
        (" padded ", " padded "),
        ("", None),
        (" \t\n", None),
        (None, None),
        (17, "17"),
        (True, None),
        ({"text": "Ana"}, None),
        (["Ana"], None),
        ("Zoë 🚆", "Zoë 🚆"),
    ],
)
def test_text(value: Any, expected: str | None) -> None:
    assert text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (3.5, 3.5),
        ("3", 3),
        (" 3.5 ", 3.5),
        ("84000.0", 84000),
        ("84,000", None),
        ("", None),
        ("NaN", None),
        ("1e999", None),
        ("9" * 5000, None),
        (float("nan"), None),
        (float("-inf"), None),
        (2**63, None),
        (-(2**63) + 1, -(2**63) + 1),
        (False, None),
        (None, None),
        ([3], None),
    ],
)
def test_number(value: Any, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3, 3), (3.0, 3), ("3", 3), (3.5, None), (1e300, None), (True, None), (None, None)]
)
def test_whole(value: Any, expected: int | None) -> None:
    assert whole(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (False, False), ("yes", True), ("No", False), ("true", True), ("maybe", None), (1, None)],
)
def test_flag(value: Any, expected: bool | None) -> None:
    assert flag(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_767_323_045_678, "2026-01-02T03:04:05.678Z"),
        ("1767323045678", "2026-01-02T03:04:05.678Z"),
        (1_767_323_045_678.0, "2026-01-02T03:04:05.678Z"),
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        (-62_135_596_800_001, None),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (253_402_300_800_000, None),
        ("yesterday", None),
        (True, None),
        (None, None),
    ],
)
def test_timestamp(value: Any, expected: str | None) -> None:
    assert timestamp(value) == expected


def test_newest_ignores_what_is_no_time() -> None:
    assert newest([None, 5, "7", "soon", 10**30, True]) == 7
    assert newest([None, "soon"]) is None


def test_milliseconds_of_a_huge_number_are_none() -> None:
    assert milliseconds(10**30) is None


def test_structures_of_the_wrong_kind_are_empty() -> None:
    assert mapping(["x"]) == {}
    assert items({"x": 1}) == []
    assert objects([{"x": 1}, "y", None]) == [{"x": 1}]


def test_texts_are_distinct_and_keep_their_order() -> None:
    assert texts(["b", "", "a", None, "b", {"c": 1}, 7]) == ["b", "a", "7"]


def test_a_reference_is_an_id_or_an_expanded_object() -> None:
    assert reference("u1") == reference({"id": "u1", "name": "Ana"}) == "u1"
    assert reference({"name": "Ana"}) is None
    assert references(["u1", {"id": "u2"}, {"id": "u1"}, None]) == ["u1", "u2"]


@pytest.mark.parametrize("value", ["multiple-choice", "multiple choice", "Multiple_Choice", " multiple  choice "])
def test_words_are_compared_leniently(value: str) -> None:
    assert word(value) == "multiple-choice"
