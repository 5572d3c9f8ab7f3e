"""The states shown on the page for contributors are states that the connector reads."""

from __future__ import annotations

import json
import re

import pytest

from unit_tests.docs.pages import DOCS, ROOT
from unit_tests.sync.saved_states import BY_NAME, written_again

PAGE = DOCS / "architecture.md"
EXAMPLES = re.findall(r"<!-- state of (\w+) -->\n```json\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.parametrize(("stream", "example"), EXAMPLES)
def test_given_an_example_of_a_state_then_it_is_read_and_written_as_it_stands(stream: str, example: str) -> None:
    state = json.loads(example)

    assert written_again(BY_NAME[stream], state, finished="reading" not in state) == state


def test_given_the_page_then_no_example_of_a_state_is_left_unread() -> None:
    assert len(EXAMPLES) == PAGE.read_text().count("```json") >= 5


def test_given_the_page_then_the_files_it_names_exist() -> None:
    folders = "streams|sync|unified|lever|docs|integration_tests|unit_tests"
    named = re.findall(rf"`((?:{folders})/[\w./]*)`", PAGE.read_text())

    assert len(named) > 10
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "source_lever_unified" / name).exists(), name
