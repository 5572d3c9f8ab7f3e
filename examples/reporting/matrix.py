"""Counts by two things, as shaded cells with the numbers in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.bars import NARROW
from reporting.canvas import GRID, INK, LINE, MUTED, SIZE, Canvas
from reporting.text import fitted, whole, width_of

CELL_HEIGHT = 22
LEAST_CELL = 22
"""Pixels for a number of three digits. Where there is no room for more, labels stand above their row."""
HEADER = 180
"""Pixels for the names of the columns, which stand upright."""


@dataclass(frozen=True)
class MatrixRow:
    label: str
    values: Sequence[int]
    detail: str = ""
    """What tells it from another of the same label: never cut."""

    @property
    def name(self) -> str:
        return f"{self.label}{self.detail}"


def draw_matrix(rows: Sequence[MatrixRow], columns: Sequence[str], width: float, *, axes: str, total: str) -> Canvas:
    """With the sum of each row at its end, below the name `total`."""
    label_room = min(width * 0.48, max(width_of(row.name, SIZE) for row in rows) + 10)
    above = width < NARROW or (width - label_room) / (len(columns) + 1) < LEAST_CELL
    if above:
        label_room = 0.0
    cell = min(46.0, (width - label_room) / (len(columns) + 1))
    highest = max(max(row.values) for row in rows)
    canvas = Canvas(width, 0)
    names = [*columns, total]
    header = min(HEADER, max(width_of(name, SIZE) for name in names) + 10)
    canvas.text(0, 11, fitted(axes, SIZE, width), color=MUTED)
    top = LINE + header
    for place, name in enumerate(names):
        x = label_room + (place + 0.5) * cell + 4
        shown = fitted(name, SIZE, header - 6)
        canvas.text(x, top - 4, shown, turn=-90, color=MUTED, full=name, bold=place == len(columns))
    y = top
    for row in rows:
        canvas.line(0, y, label_room + len(names) * cell, y, GRID)
        if above:
            _label(canvas, row, y + 13, width)
            y += LINE
        else:
            _label(canvas, row, y + 15.5, label_room - 8)
        for place, value in enumerate(row.values):
            if value:
                x = label_room + place * cell
                share = value / highest
                tip = f"{row.name}, {columns[place]}: {whole(value)}"
                canvas.bar(x + 1.5, y + 2, cell - 3, CELL_HEIGHT - 4, _shade(share), tip)
                color = "#ffffff" if share > 0.55 else INK
                canvas.text(x + cell / 2, y + 15.5, whole(value), anchor="middle", color=color)
        total_x = label_room + (len(columns) + 0.5) * cell
        canvas.text(total_x, y + 15.5, whole(sum(row.values)), anchor="middle", bold=True)
        y += CELL_HEIGHT
    canvas.line(0, y, label_room + len(names) * cell, y, GRID)
    canvas.height = y + 4
    return canvas


def _label(canvas: Canvas, row: MatrixRow, y: float, room: float) -> None:
    label = fitted(row.label, SIZE, room - width_of(row.detail, SIZE))
    canvas.text(0, y, label + row.detail, full=row.name)


def _shade(share: float) -> str:
    """From a pale blue to a full one."""
    pale, full = (221, 233, 244), (47, 111, 167)
    mixed = (round(low + (high - low) * share) for low, high in zip(pale, full, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
