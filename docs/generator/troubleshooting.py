"""`docs/troubleshooting.md`: every message about something that went wrong, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from docs.generator.markdown import bullets, page, paragraph
from source_lever_unified.troubles import TROUBLES, Area, Trouble

_INTRODUCTION = (
    "Look for a part of the message that you see. What stands here in italics differs: a stream, an address, a number. "
    "Messages name no key, no token and nobody's data, so they can be shown to others.",
    "A stream that fails does not disturb the others, and the next sync goes on from its last checkpoint. Airbyte "
    "tries again by itself where that may help (`failure_type` in the error: `transient_error`, `system_error`), and "
    "not where a person has to do something (`config_error`).",
)


def troubleshooting() -> str:
    return page(
        "# Troubleshooting by message",
        *map(paragraph, _INTRODUCTION),
        *(block for area in Area for block in _section(area)),
    )


def _section(area: Area) -> Iterator[str]:
    yield f"## {area.value}"
    for trouble in TROUBLES:
        if trouble.area is area:
            yield f"### {_with_blanks(trouble.what)}"
            yield bullets(_facts(trouble))


def _facts(trouble: Trouble) -> Iterator[str]:
    if trouble.warning:
        yield "**Only a warning**: the sync goes on."
    yield f"**Why**: {trouble.why}"
    advice = " ".join(part for part in (_with_blanks(trouble.advice), trouble.further) if part)
    if advice:
        yield f"**What to do**: {advice}"


def _with_blanks(template: str) -> str:
    return "".join(f"{text}*{blank}*" if blank else text for text, blank, _, _ in Formatter().parse(template))
