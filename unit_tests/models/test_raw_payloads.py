from __future__ import annotations

from typing import Any

import orjson
import pytest

from source_lever_unified.models.raw import writable


def test_given_a_sound_payload_then_it_is_passed_through_as_it_is() -> None:
    payload = {"text": "Zoë 🚆", "empty": "", "null": None, "deep": [{"x": [1, 2.5, True]}]}
    assert writable(payload) is payload


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"a": "\ud800!"}, {"a": "\ufffd!"}),
        ({"\ud800": 1}, {"\ufffd": 1}),
        ({"a": [10**30, 1]}, {"a": [None, 1]}),
        ({"a": ["\ud800", True, None, 1.5]}, {"a": ["\ufffd", True, None, 1.5]}),
    ],
)
def test_given_something_json_cannot_hold_then_only_that_is_replaced(payload: Any, expected: Any) -> None:
    assert writable(payload) == expected


@pytest.mark.parametrize("nest", [lambda inner: [inner], lambda inner: {"deeper": inner}])
def test_given_absurd_nesting_then_the_depths_become_null(nest: Any) -> None:
    payload: Any = "bottom"
    for _ in range(300):
        payload = nest(payload)
    written = orjson.dumps([[[[[[[[writable(payload)]]]]]]]])
    assert b"bottom" not in written
    assert b"null" in written
