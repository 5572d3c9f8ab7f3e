"""The SQL views cover the streams and follow the generation rule as it is documented."""

from __future__ import annotations

import re
from pathlib import Path

from source_lever_unified.models import MODELS

DOCS = Path(__file__).parent.parent.parent / "docs"
SQL = (DOCS / "sql" / "current_views.sql").read_text()
VIEWS = dict(re.findall(r"create or replace view current_(\w+) as\n(.*?);", SQL, re.DOTALL))


def test_given_the_streams_then_there_is_one_view_for_each() -> None:
    assert sorted(VIEWS) == sorted(MODELS)


def test_given_a_view_then_it_leaves_out_tombstones() -> None:
    assert all("remote_deleted_at is null" in body for body in VIEWS.values())


def test_given_the_documented_parents_then_the_views_join_with_them() -> None:
    page = (DOCS / "deletions-and-current-rows.md").read_text()
    documented = {
        child: parent
        for children, parent in re.findall(r"^\| (`.+`) \| `(\w+)` \|$", page, re.MULTILINE)
        for child in re.findall(r"`(\w+)`", children)
    }
    joined = {name: re.findall(r"join current_(\w+) parent", body) for name, body in VIEWS.items()}

    assert len(documented) == 10
    assert joined == {name: [documented[name]] if name in documented else [] for name in MODELS}
