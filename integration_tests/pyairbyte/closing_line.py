"""Pytest plugin: the last line is `N passed, N failed`, whatever the outcome."""

from __future__ import annotations

from collections import Counter

import pytest

_outcomes: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.failed:
        _outcomes["failed" if report.failed else "passed"] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _outcomes["failed"] += report.failed


def pytest_unconfigure() -> None:
    print(f"{_outcomes['passed']} passed, {_outcomes['failed']} failed")
