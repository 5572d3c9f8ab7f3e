"""Types of form questions, shared by the forms of postings and the answers of applications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.values import word

QuestionType = Literal[
    "TEXT",
    "NUMBER",
    "FILE",
    "SINGLE_SELECT",
    "MULTI_SELECT",
    "BOOLEAN",
    "DATE",
    "INFORMATION",
    "UNKNOWN",
]

_TYPES: Mapping[str | None, QuestionType] = {
    "text": "TEXT",
    "textarea": "TEXT",
    "dropdown": "SINGLE_SELECT",
    "multiple-choice": "SINGLE_SELECT",
    "multiple-select": "MULTI_SELECT",
    "yes-no": "BOOLEAN",
    "file-upload": "FILE",
    "date": "DATE",
    "currency": "NUMBER",
    "score": "NUMBER",
    "note": "INFORMATION",
}


def question_type(field: LeverObject) -> QuestionType:
    """Compares leniently: Lever also writes `multiple choice` with a blank."""
    return _TYPES.get(word(field.get("type")), "UNKNOWN")
