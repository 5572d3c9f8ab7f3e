"""Pieces of Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written by `python -m docs.generator`. Change that, not this page. -->"

_WIDTH = 118


def page(*blocks: str) -> str:
    return "\n\n".join([GENERATED, *blocks]) + "\n"


def paragraph(text: str) -> str:
    return _wrapped(text, indent="")


def bullets(items: Iterable[str]) -> str:
    return "\n".join(_wrapped(f"- {item}", indent="  ") for item in items)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
