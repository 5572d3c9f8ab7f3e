"""What a stream's columns say about people, apart from `remote_data`, which may hold anything that Lever holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class About(Enum):
    NONE = "about nobody"
    """How the account is set up. Its words are the account's own, and no person is named in a row."""

    IDS = "ids of people"
    """Who did or is what, by ids: no names, no contact details and no free text."""

    PERSONAL = "personal"
    """Names, contact details, or what was written about somebody."""

    SENSITIVE = "sensitive"
    """Judgments of people, or what the law protects most."""


@dataclass(frozen=True)
class PersonalData:
    """`what`: the data, in words."""

    about: About
    what: str = ""


NONE = PersonalData(About.NONE)
