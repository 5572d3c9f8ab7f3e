"""The small lists of an account that more than one stream needs; each is read once per sync, whoever needs it first."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.troubles import NO_REQUISITIONS

_DOCS = "https://hire.lever.co/developer/documentation"


@dataclass(frozen=True, eq=False)
class SmallList:
    """A list that is read whole; where the endpoint holds a single object, the list is what its key holds.

    `lookup` is the field of `Account` that holds it by Lever's id, if rows need that.
    """

    endpoint: Endpoint
    lookup: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    has_confidential: bool = False
    """Lever leaves confidential items out unless asked for them."""

    off: str = ""
    """For a list of a feature that an account need not have: what a 404 means."""

    undocumented: bool = False

    @property
    def may_be_missing(self) -> bool:
        """Whether a 404 is more than one odd answer."""
        return bool(self.off) or self.undocumented


@dataclass(frozen=True)
class Need:
    """That a stream's rows are made of a small list too. `without`: what becomes of them when it may not be read."""

    small_list: SmallList
    without: str
    required: bool = False
    """The stream cannot be made without it."""

    level: int = logging.WARNING
    """Lower where most accounts may not read the list."""


# Lever leaves deactivated users out unless asked, but they own and interviewed in old records.
USERS = SmallList(
    Endpoint("/users", "Users", "users:read:admin", f"{_DOCS}#list-all-users"), "users", {"includeDeactivated": "true"}
)
STAGES = SmallList(Endpoint("/stages", "Stages", "stages:read:admin", f"{_DOCS}#list-all-stages"), "stages")
DISPOSITIONS = SmallList(
    Endpoint("/disposition_stages", "Stages", "stages:read:admin", key="stages", single=True),
    "dispositions",
    undocumented=True,
)
ARCHIVE_REASONS = SmallList(
    Endpoint("/archive_reasons", "Archive reasons", "archive_reasons:read:admin", f"{_DOCS}#list-all-archive-reasons"),
    "archive_reasons",
)
TAGS = SmallList(Endpoint("/tags", "Tags", "tags:read:admin", f"{_DOCS}#list-all-tags", key="text"))
SOURCES = SmallList(Endpoint("/sources", "Sources", "sources:read:admin", f"{_DOCS}#list-all-sources", key="text"))
FEEDBACK_TEMPLATES = SmallList(
    Endpoint(
        "/feedback_templates",
        "Feedback templates",
        "feedback_templates:read:admin",
        f"{_DOCS}#list-all-feedback-templates",
    )
)

REQUISITIONS = SmallList(
    Endpoint("/requisitions", "Requisitions", "requisitions:read:admin", f"{_DOCS}#list-all-requisitions"),
    has_confidential=True,
    off=NO_REQUISITIONS(),
)
REQUISITION_FIELDS = SmallList(
    Endpoint(
        "/requisition_fields",
        "Requisition fields",
        "requisition_fields:read:admin",
        f"{_DOCS}#list-all-requisition-fields",
        paged=False,
    ),
    off=NO_REQUISITIONS(),
)
NAMES_OF_REQUISITIONS = Need(REQUISITIONS, "What only requisitions name has no row.", level=logging.INFO)
