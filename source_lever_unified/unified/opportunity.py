"""What all rows made from one opportunity have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.person import Person, person
from source_lever_unified.unified.values import items, mapping, milliseconds, newest, objects, reference, text, texts


@dataclass(frozen=True)
class Opportunity:
    """An opportunity as Lever sends it, and what more than one kind of row needs of it."""

    lever: LeverObject
    id: str
    """Lever's id."""

    candidate_id: str
    """Unified."""

    applications: Mapping[str, LeverObject]
    """By Lever id. One that Lever left unexpanded has nothing but its id."""

    tags: Sequence[str]
    changed_at: str
    """Of all rows that hang on it; not before it was last read again."""

    changed_at_ms: int | None
    own_changed_at: str
    """By what Lever says alone."""

    @cached_property
    def person(self) -> Person:
        """Whose it is: the candidate and the contact say the same of them."""
        return person(self.lever)


def read_opportunity(lever: Any, account: Account) -> Opportunity | None:
    """None without an id: nothing can be keyed by it."""
    lever = mapping(lever)
    lever_id = text(lever.get("id"))
    if lever_id is None:
        return None
    changed_at_ms = opportunity_changed_at(lever)
    changed_at = account.changed_at(changed_at_ms)
    return Opportunity(
        lever=lever,
        id=lever_id,
        candidate_id=account.id("candidate", lever_id),
        applications=_applications(lever),
        tags=texts(lever.get("tags")),
        changed_at=changed_at,
        changed_at_ms=changed_at_ms,
        own_changed_at=changed_at,
    )


@dataclass(frozen=True, slots=True)
class OpportunityRef:
    """All that the children of an opportunity need of it; small enough to be kept in the state."""

    id: str
    """Lever's id."""

    application_id: str | None
    posting_id: str | None
    changed_at: int | None
    """ms"""

    stage_id: str | None = None
    """Where it is; None once it is archived."""

    def to_state(self) -> list[str | int | None]:
        saved = [self.id, self.application_id, self.posting_id, self.changed_at]
        return saved if self.stage_id is None else [*saved, self.stage_id]

    @classmethod
    def from_state(cls, state: Sequence[Any]) -> OpportunityRef:
        """The reverse of `to_state`.

        Raises:
            ValueError: it is not what `to_state` returns.
        """
        # Version 0.1.0 did not save the stage.
        lever_id, application_id, posting_id, changed_at, *rest = state
        (stage_id,) = rest or (None,)
        return cls(
            text(lever_id) or "", text(application_id), text(posting_id), milliseconds(changed_at), text(stage_id)
        )


def opportunity_ref(opportunity: Opportunity) -> OpportunityRef:
    # An opportunity has one application at most; should Lever ever send more, children belong to the first.
    application_id, application = next(iter(opportunity.applications.items()), (None, {}))
    return OpportunityRef(
        id=opportunity.id,
        application_id=application_id,
        posting_id=reference(application.get("posting")),
        changed_at=opportunity.changed_at_ms,
        stage_id=None if opportunity.lever.get("archived") else reference(opportunity.lever.get("stage")),
    )


def _applications(opportunity: LeverObject) -> dict[str, LeverObject]:
    found: dict[str, LeverObject] = {}
    for item in items(opportunity.get("applications")):
        lever_id = reference(item)
        if lever_id is not None:
            found.setdefault(lever_id, item if isinstance(item, dict) else {"id": lever_id})
    return found


def opportunity_changed_at(opportunity: LeverObject) -> int | None:
    """When an opportunity last changed, ms: the newest of the times in it and its application.

    `updatedAt` alone will not do. Lever leaves it null on what was not touched since 2020, and it lags behind
    `lastInteractionAt`.
    """
    times = [
        opportunity.get("createdAt"),
        opportunity.get("updatedAt"),
        opportunity.get("lastInteractionAt"),
        opportunity.get("lastAdvancedAt"),
        mapping(opportunity.get("archived")).get("archivedAt"),
    ]
    times += [change.get("updatedAt") for change in objects(opportunity.get("stageChanges"))]
    for application in objects(opportunity.get("applications")):
        times += (application.get("createdAt"), mapping(application.get("archived")).get("archivedAt"))
    return newest(times)


def opportunity_url(opportunity: Opportunity, account: Account) -> str:
    """The page of the opportunity in Lever; some responses lack `urls`."""
    return text(mapping(opportunity.lever.get("urls")).get("show")) or f"{account.app_url}/candidates/{opportunity.id}"
