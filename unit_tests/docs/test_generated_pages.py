"""The generated pages are what the generator would write today."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.generator.pages import PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_given_the_streams_and_their_schemas_then_the_page_is_not_stale(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page](), "run `python -m docs.generator`"
