"""What people answer about themselves, in the words of a US form, which every account may change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.times import from_iso
from source_lever_unified.unified.values import milliseconds, text

Gender = Literal["MALE", "FEMALE", "NON_BINARY", "OTHER", "DECLINE_TO_SELF_IDENTIFY"]
Race = Literal[
    "AMERICAN_INDIAN_OR_ALASKAN_NATIVE",
    "ASIAN",
    "BLACK_OR_AFRICAN_AMERICAN",
    "HISPANIC_OR_LATINO",
    "WHITE",
    "NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER",
    "TWO_OR_MORE_RACES",
    "DECLINE_TO_SELF_IDENTIFY",
]
VeteranStatus = Literal["I_AM_NOT_A_PROTECTED_VETERAN", "I_IDENTIFY_AS_A_PROTECTED_VETERAN", "I_DONT_WISH_TO_ANSWER"]
DisabilityStatus = Literal["YES", "NO", "I_DONT_WISH_TO_ANSWER"]

Meaning = TypeVar("Meaning")
Words = Sequence[tuple[str, Meaning]]
"""A pattern in the answer, and what it means; the first that is found counts."""

_NOT = r"(\b(not|never|dont)\b|n['’]t\b)"
_DECLINED = (
    rf"\b(decline|prefer not|rather not|choose not|refuse|undisclosed)|{_NOT} (wish|want|care|like) to (\w+ )?"
    r"(answer|say|disclose|identify|specify|respond|self|provide)"
)

_GENDER: Words[Gender] = (
    (_DECLINED, "DECLINE_TO_SELF_IDENTIFY"),
    (r"\bnon.?binary\b|\bgender.?(queer|fluid|non.?conforming)", "NON_BINARY"),
    (rf"{_NOT}|\bneither\b", "OTHER"),
    (r"\b(female|woman)\b", "FEMALE"),
    (r"\b(male|man)\b", "MALE"),
    (r"\b(other|another|not listed|self.?describe)\b", "OTHER"),
)

_NOT_HISPANIC = re.compile(
    r"\b(not|non)[ -]+(of )?(hispanic|latin\w*)([ ,]*(or|/|and)[ ,]*(hispanic|latin\w*))?", re.IGNORECASE
)
"""Most answers on race say so besides, and must not be taken for what they deny."""

_RACE: Words[Race] = (
    (_DECLINED, "DECLINE_TO_SELF_IDENTIFY"),
    (r"\b(two|2|more than one|multiple)\b.*\brac|\bmulti.?racial|\bbi.?racial|\bmixed\b", "TWO_OR_MORE_RACES"),
    (r"\bhispanic|\blatin[oaxe]\b", "HISPANIC_OR_LATINO"),
    (r"\basian\b", "ASIAN"),
    (r"\b(native )?hawaiian|\bpacific islander", "NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER"),
    (r"\b(american|alaskan?) (indian|native)|\bnative american", "AMERICAN_INDIAN_OR_ALASKAN_NATIVE"),
    (r"\bblack\b|\bafrican.american", "BLACK_OR_AFRICAN_AMERICAN"),
    (r"\b(white|caucasian)\b", "WHITE"),
)

_VETERAN: Words[VeteranStatus] = (
    (_DECLINED, "I_DONT_WISH_TO_ANSWER"),
    (rf"{_NOT}.*\b(veteran|served|military)|\bnon.?veteran|^\W*no\b", "I_AM_NOT_A_PROTECTED_VETERAN"),
    (r"\bveteran\b|^\W*yes\b", "I_IDENTIFY_AS_A_PROTECTED_VETERAN"),
)

_DISABILITY: Words[DisabilityStatus] = (
    (_DECLINED, "I_DONT_WISH_TO_ANSWER"),
    (rf"^\W*no\b|{_NOT}.*\b(have|had|disab\w+)\b|\bno (\w+ )?disability\b", "NO"),
    (r"^\W*yes\b|\bI have\b|\bdisabled\b", "YES"),
)


def moment(value: Any) -> int | None:
    """A time of a response, ms. Recorded as a number, documented as a text."""
    ms = milliseconds(value)
    if ms is not None or not isinstance(value, str):
        return ms
    try:
        return milliseconds(from_iso(value))
    except (ValueError, OverflowError):
        return None


def answered_at(response: LeverObject) -> int | None:
    return moment(response.get("eeoSurveyRespondedAt"))


def gender(answer: Any) -> Gender | None:
    return _meaning(answer, _GENDER)


def race(answer: Any) -> Race | None:
    said = text(answer)
    return None if said is None else _meaning(_NOT_HISPANIC.sub("", said), _RACE)


def veteran_status(answer: Any) -> VeteranStatus | None:
    return _meaning(answer, _VETERAN)


def disability_status(answer: Any) -> DisabilityStatus | None:
    return _meaning(answer, _DISABILITY)


def _meaning(answer: Any, words: Words[Meaning]) -> Meaning | None:
    """None when it was not answered, or in words that nothing fits."""
    said = text(answer)
    if said is None:
        return None
    found = (meaning for pattern, meaning in words if re.search(pattern, said, re.IGNORECASE))
    return next(found, None)
