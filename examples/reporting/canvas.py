"""A drawing as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.text import escaped, width_of

INK = "#1f2a37"
MUTED = "#55606e"
GRID = "#e3e7ec"
BLUE = "#2f6fa7"
PALE_BLUE = "#a9c7e2"
TEAL = "#2c8c7c"
AMBER = "#c9822b"
ROSE = "#b8504a"

SIZE = 12
"""Pixels of all text, at the width for which a drawing is made."""

LINE = 16


@dataclass
class Canvas:
    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def bar(self, x: float, y: float, width: float, height: float, color: str, tip: str = "") -> None:
        """A mark that stands for a number. One that is not zero can be seen, however small."""
        self.parts.append(
            f'<rect class="mark" x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{max(height, 1):.1f}" '
            f'rx="2" fill="{color}"><title>{escaped(tip)}</title></rect>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, color: str = GRID, thickness: float = 1) -> None:
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}" '
            f'stroke-width="{thickness:g}"/>'
        )

    def dashed(self, x1: float, y1: float, x2: float, y2: float, color: str) -> None:
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}" '
            'stroke-width="1.5" stroke-dasharray="5 4"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        color: str = INK,
        bold: bool = False,
        turn: int = 0,
        full: str = "",
        halo: bool = False,
    ) -> None:
        """`full`: what `text` was cut from. `halo`: whether lines behind it step back."""
        turned = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
        weight = ' font-weight="600"' if bold else ""
        if halo:
            weight += ' stroke="#fff" stroke-width="3" paint-order="stroke"'
        tip = f"<title>{escaped(full)}</title>" if full and full != text else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}"{weight}{turned}>'
            f"{escaped(text)}{tip}</text>"
        )

    def legend(self, y: float, entries: Sequence[tuple[str, str]], dashed: str = "") -> float:
        """Names beside their colours, from the left; gives where the drawing may go on.

        `dashed` is the name of the one that is a line.
        """
        x = 3.0
        for name, color in entries:
            needed = 16 + width_of(name, SIZE) + 14
            if x > 3 and x + needed > self.width:
                x, y = 3.0, y + LINE + 2
            if name == dashed:
                self.dashed(x - 3, y + 5, x + 12, y + 5, color)
            else:
                self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="10" height="10" rx="2" fill="{color}"/>')
            self.text(x + 16, y + 9.5, name, color=MUTED)
            x += needed
        return y + LINE + 8

    def svg(self, key: str, title: str, description: str) -> str:
        """`key` is the drawing's own within the page."""
        return (
            f'<svg role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {self.width:g} {self.height:.0f}" '
            f'font-size="{SIZE}" xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{key}-title">{escaped(title)}</title><desc id="{key}-desc">{escaped(description)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )
