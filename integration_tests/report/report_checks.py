"""The demo's report in Chromium: on a desk, on a phone, and printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

REPORT = Path(os.environ["REPORT"])
MEASURE = Path(__file__).with_name("measure.js").read_text()
PICTURE = Path(os.environ.get("PICTURE") or REPORT.with_name("report.png"))

DESK, PHONE = 1280, 390
PAPER = 703
"""An A4 page within its margins, in CSS pixels."""

SMALLEST_TEXT = 11.0

HIRING = ["funnel", "stage-times", "pipeline", "sources", "time-to-hire", "offers", "interviewers", "applications"]
SYNC = ["full-requests", "second-requests", "rows", "changed"]

Json = dict[str, Any]


@dataclass
class View:
    """The report at one width, with all that the browser had to say of it."""

    name: str
    page: Page
    said: list[str]
    requested: list[str]
    layout: Json

    @property
    def figures(self) -> list[Json]:
        figures: list[Json] = self.layout["figures"]
        return figures

    @property
    def drawings(self) -> Iterator[tuple[str, Json]]:
        for figure in self.figures:
            for drawing in figure["drawings"]:
                yield f"{self.name} {figure['key']}", drawing


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        yield browser
        browser.close()


WIDE_LETTERS = "svg { font-family: 'DejaVu Sans', Verdana !important }"
"""How wide letters are depends on the reader's fonts, of which these are among the widest."""

VIEWS = {
    "desk": (DESK, "screen", ""),
    "phone": (PHONE, "screen", ""),
    "print": (PAPER, "print", ""),
    "desk-wide-letters": (DESK, "screen", WIDE_LETTERS),
    "phone-wide-letters": (PHONE, "screen", WIDE_LETTERS),
}


@pytest.fixture(scope="module", params=VIEWS)
def view(browser: Browser, request: pytest.FixtureRequest) -> Iterator[View]:
    name = request.param
    width, media, style = VIEWS[name]
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: requested.append(asked.url))
    page.emulate_media(media=media)
    page.goto(REPORT.as_uri())
    if style:
        page.add_style_tag(content=style)
    page.screenshot(path=REPORT.with_name(f"report-{name}.png"), full_page=True)
    yield View(name, page, said, requested, page.evaluate(MEASURE))
    page.close()


def test_given_the_report_when_opened_then_it_loads_nothing_and_complains_of_nothing(view: View) -> None:
    assert view.requested == [REPORT.as_uri()]
    assert view.said == []


def test_given_the_report_when_opened_then_all_charts_are_there_once_in_their_order(view: View) -> None:
    keys = [f"hiring-1-{key}" for key in HIRING] + [f"sync-{key}" for key in SYNC]
    assert [figure["key"] for figure in view.figures] == keys
    assert [len(figure["drawings"]) for figure in view.figures] == [1] * len(keys)
    assert not any(figure["missing"] for figure in view.figures)


def test_given_a_chart_when_drawn_then_it_has_data_within_its_borders(view: View) -> None:
    for name, drawing in view.drawings:
        assert len(drawing["marks"]) >= 2, name
        for mark in drawing["marks"]:
            assert mark["right"] - mark["left"] > 0.5, name
            assert mark["bottom"] - mark["top"] > 0.5, name
            assert is_within(mark, drawing["box"]), name
        assert drawing["box"]["left"] >= 0, name
        assert drawing["box"]["right"] <= view.layout["width"], name


def test_given_a_chart_when_drawn_then_it_has_no_number_that_is_none(view: View) -> None:
    for name, drawing in view.drawings:
        for nothing in ("NaN", "nan", "None", "inf", "undefined"):
            assert f"{nothing}<" not in drawing["source"], name
            assert f'"{nothing}"' not in drawing["source"], name


def test_given_a_chart_when_read_aloud_then_it_has_a_name_and_says_what_it_shows(view: View) -> None:
    for name, drawing in view.drawings:
        title, description = drawing["named"]
        assert len(title) > 5, name
        assert len(description) > 40, name


def test_given_texts_in_a_chart_when_drawn_then_they_are_large_enough_and_within_it(view: View) -> None:
    for name, drawing in view.drawings:
        for text in drawing["texts"]:
            assert text["size"] * drawing["scale"] >= (SMALLEST_TEXT if view.name != "print" else 10), (name, text)
            assert is_within(text, drawing["box"]), (name, text)


def test_given_texts_in_a_chart_when_drawn_then_none_covers_another(view: View) -> None:
    for name, drawing in view.drawings:
        covered = [(one["text"], two["text"]) for one, two in combinations(drawing["texts"], 2) if cover(one, two)]
        assert covered == [], name


def test_given_the_page_when_opened_then_nothing_sticks_out_or_is_cut(view: View) -> None:
    assert view.layout["scrollWidth"] <= view.layout["width"]
    assert view.layout["cut"] == []


def test_given_all_tables_open_then_the_page_is_no_wider(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 900})
    page.goto(REPORT.as_uri())
    for summary in page.locator("summary").all():
        summary.click()

    assert page.locator("table:visible").count() == len(HIRING + SYNC)
    assert page.evaluate(MEASURE)["scrollWidth"] <= PHONE
    page.close()


def test_given_the_report_when_printed_then_it_is_a_pdf_of_a_few_pages(browser: Browser) -> None:
    page = browser.new_page()
    page.goto(REPORT.as_uri())
    pdf = page.pdf(path=REPORT.with_suffix(".pdf"), format="A4", print_background=True)
    page.close()

    assert pdf.startswith(b"%PDF-")
    assert 3 <= pdf.count(b"/Type /Page\n") <= 8


def test_given_the_report_when_its_picture_is_taken_then_it_is_small_enough_for_the_readme(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.goto(REPORT.as_uri())
    (top,) = [
        figure["box"]["bottom"] for figure in page.evaluate(MEASURE)["figures"] if figure["key"].endswith("-sources")
    ]
    page.screenshot(path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": DESK, "height": top + 24})
    page.close()

    assert 30_000 < PICTURE.stat().st_size < 300_000


def is_within(inner: Json, outer: Json) -> bool:
    return bool(
        inner["left"] >= outer["left"] - 1
        and inner["right"] <= outer["right"] + 1
        and inner["top"] >= outer["top"] - 1
        and inner["bottom"] <= outer["bottom"] + 1
    )


def cover(one: Json, two: Json) -> bool:
    """Boxes of texts have some air above and below the letters, which may meet."""
    return bool(
        min(one["right"], two["right"]) - max(one["left"], two["left"]) > 1
        and min(one["bottom"], two["bottom"]) - max(one["top"], two["top"]) > 3
    )
