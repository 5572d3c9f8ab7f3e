"""Upright columns over time: stacked counts, or the range in which most values lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.canvas import GRID, INK, LINE, MUTED, PALE_BLUE, ROSE, SIZE, Canvas
from reporting.scale import Scale, scale, tick_label
from reporting.text import fitted, whole, width_of

PLOT_HEIGHT = 190


@dataclass(frozen=True)
class Column:
    label: Sequence[str]
    """The lines below it."""
    parts: Sequence[float]
    """What is stacked, from the bottom, in the order of the series."""
    note: str = ""
    """What stands on top."""


@dataclass(frozen=True)
class Range:
    label: Sequence[str]
    low: float
    middle: float
    high: float
    note: str = ""


@dataclass(frozen=True)
class Limit:
    value: float
    label: str


def draw_columns(
    columns: Sequence[Column],
    width: float,
    *,
    series: Sequence[tuple[str, str]],
    axis: str,
    time_axis: str,
    limit: Limit | None = None,
) -> Canvas:
    """`series`: the name and colour of each part."""
    highest = max(max(sum(column.parts) for column in columns), limit.value if limit else 0)
    legend = [*(series if len(series) > 1 or limit else ()), *([(limit.label, ROSE)] if limit else ())]
    plot = _Plot(width, highest, columns, axis, time_axis, legend, dashed=limit.label if limit else "")
    tops = []
    for place, column in enumerate(columns):
        x, thickness = plot.column(place)
        base = plot.bottom
        for value, (name, color) in zip(column.parts, series, strict=True):
            if value:
                height = plot.scale(value)
                tip = f"{' '.join(column.label)}, {name}: {whole(value)}"
                plot.canvas.bar(x, base - height, thickness, height, color, tip)
                base -= height
        tops.append(base)
    if limit:
        y = plot.bottom - plot.scale(limit.value)
        plot.canvas.dashed(plot.left, y, width, y, ROSE)
    plot.notes(tops, [column.note for column in columns])
    return plot.canvas


def draw_ranges(
    ranges: Sequence[Range | None], labels: Sequence[Sequence[str]], width: float, *, axis: str, time_axis: str
) -> Canvas:
    """A box from `low` to `high` with a line in the middle; nothing where there is no value."""
    highest = max(item.high for item in ranges if item)
    empty = [Column(label, ()) for label in labels]
    legend = (("half of the hires lie in this range", PALE_BLUE), ("median", INK))
    plot = _Plot(width, highest, empty, axis, time_axis, legend)
    tops, notes = [], []
    for place, item in enumerate(ranges):
        if item is None:
            tops.append(plot.bottom)
            notes.append("")
            continue
        x, thickness = plot.column(place)
        top, bottom = plot.bottom - plot.scale(item.high), plot.bottom - plot.scale(item.low)
        tip = f"{' '.join(item.label)}: median {item.middle:.0f}, from {item.low:.0f} to {item.high:.0f}"
        plot.canvas.bar(x, top, thickness, bottom - top, PALE_BLUE, tip)
        middle = plot.bottom - plot.scale(item.middle)
        plot.canvas.line(x, middle, x + thickness, middle, INK, 2.5)
        tops.append(top)
        notes.append(item.note)
    plot.notes(tops, notes)
    return plot.canvas


class _Plot:
    """The axes, and where columns stand between them."""

    scale: Scale

    def __init__(
        self,
        width: float,
        highest: float,
        columns: Sequence[Column],
        axis: str,
        time_axis: str,
        legend: Sequence[tuple[str, str]],
        *,
        dashed: str = "",
    ) -> None:
        self.canvas = Canvas(width, 0)
        top = self.canvas.legend(2, legend, dashed) if legend else 0.0
        self.canvas.text(0, top + 11, fitted(axis, SIZE, width), color=MUTED, full=axis)
        top += LINE + 16
        self.bottom = top + PLOT_HEIGHT
        self.scale = scale(highest, PLOT_HEIGHT, pixels_per_tick=45, whole=True)
        self.left = max(width_of(tick_label(tick), SIZE) for tick in self.scale.ticks) + 8
        self.band = (width - self.left) / len(columns)
        for tick in self.scale.ticks:
            y = self.bottom - self.scale(tick)
            self.canvas.line(self.left, y, width, y, GRID)
            self.canvas.text(self.left - 6, y + 4, tick_label(tick), anchor="end", color=MUTED)
        lines = max(len(column.label) for column in columns)
        widest = max(width_of(line, SIZE) for column in columns for line in column.label) + 4
        every = max(1, -(-widest // self.band))
        for place, column in enumerate(columns):
            # Counted from the newest, which is the one that people look for.
            if (len(columns) - 1 - place) % every == 0:
                for number, line in enumerate(column.label):
                    self.canvas.text(
                        self._label_x(place, line, width),
                        self.bottom + 15 + number * LINE,
                        line,
                        anchor="middle",
                        color=MUTED,
                    )
        end = self.bottom + lines * LINE
        self.canvas.text(
            self.left + (width - self.left) / 2, end + 18, fitted(time_axis, SIZE, width), anchor="middle", color=MUTED
        )
        self.canvas.height = end + 24

    def _label_x(self, place: int, line: str, width: float) -> float:
        half = width_of(line, SIZE) / 2
        return min(self.left + (place + 0.5) * self.band, width - half)

    def column(self, place: int) -> tuple[float, float]:
        """Its left edge and how thick it is."""
        thickness = min(self.band * 0.74, 44)
        return self.left + (place + 0.5) * self.band - thickness / 2, thickness

    def notes(self, tops: Sequence[float], notes: Sequence[str]) -> None:
        """On top of the columns; left out where they would run into each other: the table has them."""
        if max(width_of(note, SIZE) for note in notes) > self.band + 4:
            return
        for place, (top, note) in enumerate(zip(tops, notes, strict=True)):
            if note:
                self.canvas.text(self.left + (place + 0.5) * self.band, top - 5, note, anchor="middle", halo=True)
