"""A chart in the page: what it shows, the drawing for wide and for narrow screens, how it is computed, its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reporting.canvas import Canvas
from reporting.text import escaped

WIDE = 500
PHONE = 336
"""Pixels for which a chart is drawn. One drawing scaled to both would have text too small or too large to read."""


@dataclass(frozen=True)
class Table:
    """The chart in words. The first column names the row; all others are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def html(self, caption: str) -> str:
        head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in self.head)
        rows = "".join(
            f'<tr><th scope="row">{escaped(first)}</th>'
            + "".join(f"<td>{escaped(value)}</td>" for value in values)
            + "</tr>"
            for first, *values in self.rows
        )
        return (
            f'<div class="scroll"><table><caption>{escaped(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


@dataclass(frozen=True)
class Figure:
    key: str
    title: str
    headline: str
    """The one thing to take away, with its numbers."""
    how: str
    """One sentence on how it is computed."""
    draw: Callable[[float], Canvas]
    """For a width in pixels."""
    table: Table

    def html(self, prefix: str = "") -> str:
        """`prefix` keeps its ids apart from those of the same chart of another account."""
        key = prefix + self.key
        drawings = "".join(
            f'<div class="{kind}">{self.draw(width).svg(f"{key}-{kind}", self.title, f"{self.headline}. {self.how}")}'
            "</div>"
            for kind, width in (("wide", WIDE), ("phone", PHONE))
        )
        return (
            f'<figure class="card" id="{key}"><figcaption>'
            f'<h3>{escaped(self.title)}</h3><p class="headline">{escaped(self.headline)}</p></figcaption>{drawings}'
            f'<p class="how">{escaped(self.how)}</p>'
            f"<details><summary>Numbers as a table</summary>{self.table.html(self.title)}</details></figure>"
        )


@dataclass(frozen=True)
class Missing:
    """In the place of a chart for which there are no data yet."""

    key: str
    title: str
    why: str

    def html(self, prefix: str = "") -> str:
        return (
            f'<figure class="card missing" id="{prefix}{self.key}"><figcaption><h3>{escaped(self.title)}</h3>'
            f"</figcaption><p>{escaped(self.why)}</p></figure>"
        )
