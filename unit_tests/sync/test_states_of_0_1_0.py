"""A connection that was begun with version 0.1.0 goes on where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unit_tests.sync.saved_states import BY_NAME, written_again

STATES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("states_of_0_1_0.json").read_text(encoding="utf-8")
)
"""As that version saved them: after a complete sync, and in the middle of the first. Long lists are cut to two."""


@pytest.mark.parametrize("name", STATES["complete"])
def test_given_a_state_of_a_complete_sync_then_it_is_read_and_written_as_it_stands(name: str) -> None:
    state = STATES["complete"][name]

    assert written_again(BY_NAME[name], state, finished=True) == state


@pytest.mark.parametrize("name", STATES["cut_off"])
def test_given_a_state_of_a_backfill_that_was_cut_off_then_it_is_read_and_written_as_it_stands(name: str) -> None:
    state = STATES["cut_off"][name]

    assert written_again(BY_NAME[name], state, finished=False) == state
