"""The states shown on the page for contributors are states that the connector reads."""

from __future__ import annotations

import json
import re

import pytest

from source_lever_unified.sync.state import ListingState, SnapshotState, to_message
from unit_tests.docs.pages import DOCS, ROOT

PAGE = DOCS / "architecture.md"
EXAMPLES = re.findall(r"<!-- (\w+) -->\n```json\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.parametrize(("model", "example"), EXAMPLES)
def test_given_an_example_of_a_state_then_it_is_read_and_written_as_it_stands(model: str, example: str) -> None:
    models: dict[str, type[ListingState] | type[SnapshotState]] = {
        "ListingState": ListingState,
        "SnapshotState": SnapshotState,
    }
    state = json.loads(example)

    assert to_message(models[model].model_validate(state)) == state


def test_given_the_page_then_the_files_it_names_exist() -> None:
    named = re.findall(r"`((?:streams|sync|models|lever|docs|integration_tests|unit_tests)/[\w./]*)`", PAGE.read_text())

    assert len(named) > 10
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "source_lever_unified" / name).exists(), name
