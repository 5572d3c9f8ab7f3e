"""The SQL views cover the streams and follow the generation rule as it is documented."""

from __future__ import annotations

import re
from pathlib import Path

from source_lever_unified.streams import STREAMS

DOCS = Path(__file__).parent.parent.parent / "docs"
SQL, OPT_IN = ((DOCS / "sql" / name).read_text() for name in ("current_views.sql", "current_views_opt_in.sql"))
VIEWS = dict(re.findall(r"create or replace view current_(\w+) as\n(.*?);", SQL + OPT_IN, re.DOTALL))


def test_given_the_streams_then_there_is_one_view_for_each() -> None:
    assert sorted(VIEWS) == sorted(stream.name for stream in STREAMS)


def test_given_a_stream_that_one_has_to_opt_in_to_then_its_view_does_not_stand_among_those_of_all() -> None:
    assert [stream.name for stream in STREAMS if stream.opt_in] == re.findall(r"view current_(\w+)", OPT_IN)


def test_given_a_view_then_it_leaves_out_tombstones() -> None:
    assert all("remote_deleted_at is null" in body for body in VIEWS.values())


def test_given_a_view_then_it_reads_only_views_that_stand_above_it() -> None:
    above: set[str] = set()
    for name, body in VIEWS.items():
        assert set(re.findall(r"\bcurrent_(\w+)", body)) <= above
        above.add(name)


def test_given_the_documented_parents_then_the_rows_hang_on_them() -> None:
    page = (DOCS / "deletions-and-current-rows.md").read_text()
    documented = {
        child: parent
        for children, parent in re.findall(r"^\| (`.+`) \| `(\w+)` \|$", page, re.MULTILINE)
        for child in re.findall(r"`(\w+)`", children)
    }

    assert documented == {stream.name: stream.hangs_on.stream for stream in STREAMS if stream.hangs_on is not None}
