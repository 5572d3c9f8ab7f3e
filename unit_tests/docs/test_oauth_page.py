"""The page about OAuth names a way to stay within the scopes that an app is said to have."""

from __future__ import annotations

import re

import pytest

from docs.generator.oauth import CONFIDENTIAL, MOST_SCOPES, REFRESH, lacking, not_read, scopes
from source_lever_unified.streams import STREAMS
from unit_tests.docs.pages import DOCS, rows, section

PAGE = DOCS / "oauth.md"


def test_given_the_streams_then_no_scope_is_listed_without_need() -> None:
    for scope in scopes():
        assert not_read(scope) or lacking(scope), scope


def test_given_the_streams_then_each_needs_a_scope() -> None:
    needed = {name for scope in scopes() for name in not_read(scope)}

    assert {stream.name for stream in STREAMS} == needed


@pytest.mark.parametrize(("case", "besides"), [("without", [REFRESH]), ("with", [REFRESH, CONFIDENTIAL])])
def test_given_what_the_page_leaves_out_then_the_rest_is_within_the_limit_and_costs_no_more_than_it_must(
    case: str, besides: list[str]
) -> None:
    (line,) = re.findall(
        rf"^- {case} [^:]*: (.*)$", section(PAGE, "## When an app may not have them all"), re.MULTILINE
    )
    left_out = re.findall(r"`(.+?)`", line)

    assert len({*scopes(), *besides} - {*left_out}) == MOST_SCOPES
    assert [row[0].strip("`") for row in rows(section(PAGE, "## Scopes"))][: len(left_out)] == left_out
