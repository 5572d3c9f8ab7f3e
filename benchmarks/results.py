"""The table that all sections write into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`aim`: what we promise; `beside`: what is physically possible, or what somebody else reaches.

    `reached`: whether the aim is, None without one.
    """

    what: str
    measured: str
    aim: str = ""
    beside: str = ""
    reached: bool | None = None


@dataclass(frozen=True)
class Section:
    title: str
    lines: Sequence[Line]
    note: str = ""
    columns: tuple[str, str, str, str] = ("", "measured", "aim", "beside it")


def lever_seconds(requests: float) -> str:
    """How long Lever's 10 requests a second make so many last."""
    return f"{duration(requests / 10)} at Lever's 10 a second"


def duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.3g} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 360_000 else f"{seconds / 86_400:.1f} days"


def as_markdown(sections: Sequence[Section]) -> str:
    parts = []
    for section in sections:
        parts.append(f"### {section.title}\n")
        if section.note:
            parts.append(f"{section.note}\n")
        rows = [section.columns, ("---",) * 4]
        rows += [(line.what, f"**{line.measured}**", _aim(line), line.beside) for line in section.lines]
        parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n")
    return "\n".join(parts)


def as_text(section: Section) -> str:
    rows = [section.columns, *((line.what, line.measured, _aim(line), line.beside) for line in section.lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    note = [section.note] if section.note else []
    return "\n".join([f"\n{section.title}", *note, *table])


def _aim(line: Line) -> str:
    return line.aim if line.reached is None else f"{line.aim} {'✓' if line.reached else '✗ missed'}".strip()
