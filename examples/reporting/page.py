"""The page around the charts: one file that loads nothing, reads on a phone and prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reporting.figure import Figure, Missing
from reporting.text import escaped

STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True)
class Tile:
    """A number on top of a section."""

    value: str
    label: str


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    figures: Sequence[Figure | Missing]
    tiles: Sequence[Tile] = ()
    intro: str = ""

    def html(self) -> str:
        tiles = "".join(
            f'<div class="tile"><dt>{escaped(tile.label)}</dt><dd>{escaped(tile.value)}</dd></div>'
            for tile in self.tiles
        )
        return (
            f'<section aria-labelledby="{self.key}"><h2 id="{self.key}">{escaped(self.title)}</h2>'
            + (f'<p class="intro">{escaped(self.intro)}</p>' if self.intro else "")
            + (f'<dl class="tiles">{tiles}</dl>' if tiles else "")
            + f'<div class="figures">{"".join(figure.html(f"{self.key}-") for figure in self.figures)}</div></section>'
        )


def page(title: str, as_of: datetime, sections: Sequence[Section], *, source: str) -> str:
    """`as_of` in UTC. The policy forbids the page to load anything, whatever somebody wrote into a name."""
    style = STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{escaped(title)}</title><style>{style}</style></head><body>'
        f"<header><h1>{escaped(title)}</h1><p>As of {as_of:%-d %B %Y, %H:%M} UTC · {escaped(source)}</p></header>"
        f"<main>{''.join(section.html() for section in sections)}</main></body></html>\n"
    )
