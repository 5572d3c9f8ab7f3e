"""Text in a drawing: how wide it is, cut to fit, and safe to write into a page."""

from __future__ import annotations

import html
import unicodedata

_NARROW = frozenset("iIjltfr.,:;|!'()[]·’/ ")
_WIDE = frozenset("mwMWGOQ@%ÄÖÜ–—…")


def clean(text: str) -> str:
    """On one line, without the control characters that no page may hold. People paste all sorts into names."""
    printable = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)
    return " ".join(printable.split())


def escaped(text: str) -> str:
    return html.escape(clean(text), quote=True)


def width_of(text: str, size: float) -> float:
    """Pixels that a text takes at most. The reader's font is not known, so this takes a wide one for granted."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.05
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE:
        return 1.0
    return 0.72 if letter.isupper() else 0.64


def fitted(text: str, size: float, room: float) -> str:
    """As much of the text as there is room for, with an ellipsis for the rest."""
    text = clean(text)
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def whole(number: float) -> str:
    return f"{number:,.0f}"


def number(value: float) -> str:
    """With one digit after the point where that says more."""
    return whole(value) if abs(value) >= 20 or value == int(value) else f"{value:,.1f}"


def percent(share: float | None) -> str:
    """Of a share from 0 to 1."""
    if share is None:
        return "–"
    return f"{share:.0%}" if share == 0 or share >= 0.1 else f"{share:.1%}"


def counted(count: float, one: str, many: str | None = None) -> str:
    """`1 hire`, `2 hires`."""
    return f"{whole(count)} {one if count == 1 else many or one + 's'}"
