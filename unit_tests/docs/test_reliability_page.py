"""The page on reliability quotes the figures of the last stress run, and no others."""

from __future__ import annotations

import json

from stress.report import FIGURES, PAGE, as_markdown, quoted


def test_given_the_figures_of_the_last_run_then_the_page_quotes_them() -> None:
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))

    _, on_the_page, _ = quoted(PAGE.read_text(encoding="utf-8"))

    assert on_the_page == f"{as_markdown(figures)}\n", "run `make stress`, which writes both"
