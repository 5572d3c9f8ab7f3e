from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.lever.body import parsed, written


def sent(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_given_a_sound_body_then_it_is_what_was_sent() -> None:
    body = {"text": "Zoë 🚆", "empty": "", "null": None, "deep": [{"x": [1, 2.5, True]}]}

    assert parsed(sent(body)) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"a": "\ud800!"}, {"a": "\ufffd!"}),
        ({"\ud800": 1}, {"\ufffd": 1}),
        ({"a": ["\ud800", 10**30, 1]}, {"a": ["\ufffd", None, 1]}),
        ({"a": ["\ud800", float("inf")]}, {"a": ["\ufffd", None]}),
        ({"a": ["\ud800", True, None, 1.5]}, {"a": ["\ufffd", True, None, 1.5]}),
        ({"a": ["\ud800", "\ud83d\ude86"]}, {"a": ["\ufffd", "🚆"]}),
    ],
)
def test_given_what_utf_8_cannot_hold_then_only_that_is_replaced(body: Any, expected: Any) -> None:
    assert parsed(sent(body)) == expected


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"deeper":', "}")])
def test_given_absurd_nesting_then_the_depths_become_null(opening: str, closing: str) -> None:
    body = parsed((opening * 300 + '"bottom"' + closing * 300).encode())

    again = written({"sound": [1], "absurd": body})

    assert again.startswith(b'{"sound":[1],"absurd":')
    assert b"bottom" not in again
    assert b"null" in again


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"data": [', b"\xff", b"[" * 200_000, b'{"a":' * 200_000])
def test_given_no_json_then_it_says_so(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the two parsers word it differently
        parsed(content)


def test_given_a_byte_order_mark_then_it_is_no_part_of_the_body() -> None:
    assert parsed(b'\xef\xbb\xbf{"data": []}') == {"data": []}


def test_given_a_key_that_comes_twice_then_the_last_counts_as_everywhere() -> None:
    assert parsed(b'{"a": 1, "a": 2}') == {"a": 2}


@pytest.mark.parametrize("number", ["1" * 30, "-" + "1" * 30, "1" * 5000, "9223372036854775808"])
def test_given_a_number_beyond_64_bits_beside_half_a_character_then_it_becomes_null(number: str) -> None:
    assert parsed(f'{{"half": "\\ud800", "number": {number}}}'.encode()) == {"half": "\ufffd", "number": None}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
        max_leaves=20,
    )
)
def test_given_any_json_then_it_can_be_written_again(body: Any) -> None:
    received = parsed(sent(body))

    assert orjson.loads(written(received)) == orjson.loads(orjson.dumps(received))


def test_given_a_number_beyond_64_bits_when_written_then_it_becomes_null() -> None:
    assert written({"computed": 10**30, "sound": 1}) == b'{"computed":null,"sound":1}'
