"""The figures of a run: a table on the terminal, a file, and the table that docs/reliability.md quotes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stress.connection import Tally

FIGURES = Path(__file__).with_name("figures.json")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def as_figures(tallies: Mapping[str, Tally], *, seed: int, minutes: float, date: str) -> dict[str, Any]:
    return {
        "date": date,
        "seed": seed,
        "minutes": round(minutes, 1),
        "scenarios": {
            name: {**tally.happened, "failures": len(tally.wrong)}
            for name, tally in tallies.items()
            if tally.happened or tally.wrong
        },
    }


def as_text(name: str, tally: Tally) -> str:
    lines = [f"\n{name}: {'FAILED' if tally.wrong else 'passed'}"]
    lines += [f"  {what:36}{number:>10,}" for what, number in tally.happened.items()]
    lines += [f"  FAILURE {what}" for what in tally.wrong]
    return "\n".join(lines)


def as_markdown(figures: Mapping[str, Any]) -> str:
    lines = [
        f"`make stress` of {figures['date']}, {figures['minutes']:g} minutes, seed {figures['seed']}:",
        "",
        "| scenario | what happened | |",
        "| --- | --- | ---: |",
    ]
    for name, numbers in figures["scenarios"].items():
        for what, number in numbers.items():
            lines.append(f"| {name} | {what} | {number:,} |")
    return "\n".join(lines)


def quoted(page: str) -> tuple[str, str, str]:
    """The page before the figures, the figures, and the page after them."""
    before, _, rest = page.partition(f"{BEGIN}\n")
    figures, _, after = rest.partition(f"{END}\n")
    return before, figures, after


def write(figures: Mapping[str, Any]) -> None:
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    before, _, after = quoted(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(f"{before}{BEGIN}\n{as_markdown(figures)}\n{END}\n{after}", encoding="utf-8")
