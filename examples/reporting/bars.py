"""Horizontal bars: a row for each thing, with one bar or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.canvas import BLUE, GRID, LINE, MUTED, SIZE, Canvas
from reporting.scale import scale, tick_label
from reporting.text import fitted, width_of

NARROW = 420
"""Below this many pixels a row's label stands above its bars instead of beside them."""


@dataclass(frozen=True)
class Bar:
    value: float
    note: str
    """What stands at its end: the number, with its unit or share."""
    color: str = BLUE
    reach: float | None = None
    """How far a thin line goes on from it, such as to the 90th percentile."""


@dataclass(frozen=True)
class Row:
    label: str
    bars: Sequence[Bar]
    detail: str = ""
    """A second, paler line of the label."""


def draw_bars(
    rows: Sequence[Row],
    width: float,
    *,
    axis: str,
    legend: Sequence[tuple[str, str]] = (),
    unit: str = "",
    whole: bool = False,
) -> Canvas:
    """`axis` names what the bars measure; `unit` follows the numbers of its ticks."""
    above = width < NARROW
    thickness = 16.0 if max(len(row.bars) for row in rows) == 1 else 11.0
    has_detail = any(row.detail for row in rows)
    label_room = 0.0 if above else min(width * 0.42, max(_label_width(row) for row in rows) + 10)
    note_room = max(width_of(bar.note, SIZE) for row in rows for bar in row.bars) + 8
    length = width - label_room - note_room
    highest = max(max(bar.value, bar.reach or 0) for row in rows for bar in row.bars)
    axis_scale = scale(highest, length, pixels_per_tick=70, whole=whole)

    canvas = Canvas(width, 0)
    top = canvas.legend(2, legend) if legend else 0.0
    y = top + 4
    places = []
    for row in rows:
        bars_height = len(row.bars) * (thickness + 2)
        height = bars_height + LINE if above else max(bars_height, LINE * (2 if has_detail else 1))
        places.append((row, y, height))
        y += height + (9 if above or len(row.bars) > 1 or has_detail else 7)
    for tick in axis_scale.ticks:
        x = label_room + axis_scale(tick)
        canvas.line(x, top, x, y, GRID)
        label = tick_label(tick) + unit
        anchor = "start" if above and tick == 0 else "middle"
        canvas.text(x, y + 14, label, anchor=anchor, color=MUTED)
    canvas.text(width, y + 32, fitted(axis, SIZE, width), anchor="end", color=MUTED, full=axis)
    canvas.height = y + 38

    for row, row_y, height in places:
        bars_height = len(row.bars) * (thickness + 2)
        if above:
            _label_above(canvas, row, row_y)
            bar_y = row_y + LINE
        else:
            _label_beside(canvas, row, row_y, height, label_room - 10)
            bar_y = row_y + (height - bars_height) / 2
        for bar in row.bars:
            bar_end = label_room + axis_scale(bar.value)
            middle = bar_y + thickness / 2
            end = bar_end
            if bar.value:
                tip = f"{row.label}: {bar.note}"
                canvas.bar(label_room, bar_y, axis_scale(bar.value), thickness, bar.color, tip)
            if bar.reach is not None and bar.reach > bar.value:
                end = label_room + axis_scale(bar.reach)
                canvas.line(bar_end, middle, end, middle, bar.color, 1.5)
                canvas.line(end, middle - 4, end, middle + 4, bar.color, 1.5)
            canvas.text(end + 6, middle + 4.2, bar.note)
            bar_y += thickness + 2
    return canvas


def _label_width(row: Row) -> float:
    return max(width_of(row.label, SIZE), width_of(row.detail, SIZE))


def _label_above(canvas: Canvas, row: Row, y: float) -> None:
    detail = f"  {row.detail}" if row.detail else ""
    label = fitted(row.label, SIZE, canvas.width - width_of(detail, SIZE) - 8)
    canvas.text(0, y + 11, label, full=row.label)
    if row.detail:
        canvas.text(canvas.width, y + 11, row.detail, anchor="end", color=MUTED)


def _label_beside(canvas: Canvas, row: Row, y: float, height: float, room: float) -> None:
    label = fitted(row.label, SIZE, room)
    middle = y + height / 2 + 4.2
    if not row.detail:
        canvas.text(room, middle, label, anchor="end", full=row.label)
        return
    canvas.text(room, middle - 7.5, label, anchor="end", full=row.label)
    canvas.text(room, middle + 7.5, fitted(row.detail, SIZE, room), anchor="end", color=MUTED, full=row.detail)
