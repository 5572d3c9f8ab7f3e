from __future__ import annotations

import logging
from email.utils import formatdate

import pytest

from source_lever_unified.lever.skew import ClockSkew

NOW = 1_800_000_000.0


def skew(logger: logging.Logger) -> ClockSkew:
    return ClockSkew(logger, lambda: NOW)


def date(seconds_ago: float) -> str:
    return formatdate(NOW - seconds_ago, usegmt=True)


def test_given_a_clock_ahead_of_levers_then_it_says_by_how_much(
    logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    compared = skew(logger)

    compared.compare(date(900))

    assert compared.ahead_ms == 900_000
    assert "900 s ahead" in caplog.text


@pytest.mark.parametrize("seconds_ago", [-900, 0, 1.4, 4])
def test_given_a_clock_that_is_right_or_behind_then_nothing_is_done_about_it(
    logger: logging.Logger, seconds_ago: float, caplog: pytest.LogCaptureFixture
) -> None:
    compared = skew(logger)

    compared.compare(date(seconds_ago))

    assert compared.ahead_ms == 0
    assert not caplog.text


@pytest.mark.parametrize(
    "unusable",
    [
        None,
        "",
        "yesterday",
        "32 Jan 2026",
        "Wed, 21 Oct 2015 075555555555:28:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
    ],
)
def test_given_no_usable_date_then_the_next_answer_is_compared(logger: logging.Logger, unusable: str | None) -> None:
    compared = skew(logger)

    compared.compare(unusable)
    compared.compare(date(60))
    compared.compare(date(90))

    assert compared.ahead_ms == 60_000
