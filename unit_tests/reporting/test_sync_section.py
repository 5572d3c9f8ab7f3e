from __future__ import annotations

from dataclasses import replace

from sync_section import Sync, sync_section

from unit_tests.reporting.page_reading import figures_of

FULL = Sync(3.2, [100, 400, 100], {"jobs": 20, "tags": 50}, refused=0)
CHANGES = Sync(1.4, [12, 3], {"tags": 1}, refused=0)


def test_given_two_syncs_then_their_requests_are_counted_beside_levers_limit() -> None:
    figures = figures_of(sync_section(FULL, CHANGES, ["a tag was added"]).html())

    assert figures["sync-full-requests"].headline == "600 requests: 1 minute at Lever's 10 per second"
    assert figures["sync-second-requests"].headline == "15 requests, none refused"
    assert figures["sync-second-requests"].rows == [["1", "12"], ["2", "3"]]
    assert "limit: 10 per second" in figures["sync-second-requests"].html


def test_given_two_syncs_then_their_rows_are_listed_by_stream() -> None:
    figures = figures_of(sync_section(FULL, CHANGES, ["a tag was added"]).html())

    assert figures["sync-rows"].rows == [["tags", "50"], ["jobs", "20"]]
    assert figures["sync-changed"].rows == [["tags", "1"]]


def test_given_refused_requests_then_they_are_counted() -> None:
    figures = figures_of(sync_section(FULL, replace(CHANGES, refused=2), []).html())

    assert figures["sync-second-requests"].headline == "15 requests, 2 refused"


def test_given_many_streams_then_the_small_ones_are_one_bar_and_the_table_has_all() -> None:
    many = replace(FULL, rows={f"stream_{number:02}": 100 - number for number in range(30)})

    figure = figures_of(sync_section(many, CHANGES, []).html())["sync-rows"]

    assert ">11 others<" in figure.html
    assert len(figure.rows) == 30


def test_given_nothing_changed_then_the_page_says_so() -> None:
    figures = figures_of(sync_section(FULL, replace(CHANGES, rows={}), []).html())

    assert figures["sync-changed"].is_missing
