"""The whole report of a DuckDB file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from reporting.hiring.marts import opened
from reporting.hiring.section import hiring_section
from reporting.page import Section, page


def hiring_report(
    file: Path, *, schema: str = "main", as_of: datetime | None = None, further: Sequence[Section] = ()
) -> str:
    """The page as HTML. `as_of` in UTC, default now; `further` sections follow those of the accounts.

    Raises NoReport when the file does not hold the connector's tables.
    """
    now = (as_of or datetime.now(timezone.utc)).replace(tzinfo=None)
    with opened(file, schema, now) as accounts:
        alone = len(accounts) == 1
        sections = [hiring_section(account, number, alone=alone) for number, account in enumerate(accounts, 1)]
    return page("Hiring report", now, [*sections, *further], source=f"from the tables in {file.name}")
