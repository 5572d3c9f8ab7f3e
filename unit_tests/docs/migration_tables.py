"""The tables that say where a field of another product is here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unit_tests.docs.pages import DOCS, rows, section

OVERVIEW = DOCS / "migrating.md"
PRODUCTS = sorted((DOCS / "migrating").glob("*.md"))
HEADER = "| Theirs | Here | What differs |"
NOT_HERE = "–"


@dataclass(frozen=True)
class Mapped:
    """A line of a table: `heading` names the table or tables of theirs."""

    heading: str
    theirs: tuple[str, ...]
    here: tuple[str, ...]
    """`jobs.*` stands for the fields of the same name."""

    is_here: bool
    difference: str

    def homes(self) -> Iterator[str]:
        for home in self.here:
            stream, _, field = home.partition(".")
            yield from (f"{stream}.{name}" for name in self.theirs) if field == "*" else (home,)


def mapped(page: Path) -> Iterator[Mapped]:
    for heading in re.findall(r"^## .+$", page.read_text(), re.MULTILINE):
        text = section(page, heading)
        if HEADER not in text:
            continue
        for theirs, here, difference in rows(text):
            yield Mapped(
                heading=heading.removeprefix("## ").replace("`", ""),
                theirs=tuple(quoted(theirs)),
                here=tuple(quoted(here)),
                is_here=here != NOT_HERE,
                difference=difference,
            )


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)
