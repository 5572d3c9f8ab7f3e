"""The sub-lists that cost a request per parent: how each is fetched, and when it must be looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from source_lever_unified.lever.client import LeverClient, LeverObject
from source_lever_unified.lever.errors import BadRequest, NotFound
from source_lever_unified.models import (
    OpportunityRef,
    PostingRef,
    interview_ends_at,
    is_open_offer,
    opportunity_ref,
    posting_ref,
)
from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.watch import WatchRule


@dataclass(frozen=True)
class Sublist:
    """`fetch` returns None when the parent is gone."""

    reference: Callable[[Any], Any]
    restore: Callable[[Sequence[Any]], Any]
    fetch: Callable[[LeverClient, Any], Sequence[LeverObject] | None]
    rule: Callable[[int], WatchRule]
    """By the start of the sync, ms."""


def _of_opportunity(name: str) -> Callable[[LeverClient, OpportunityRef], list[LeverObject] | None]:
    def fetch(client: LeverClient, opportunity: OpportunityRef) -> list[LeverObject] | None:
        try:
            return list(client.items(f"/opportunities/{opportunity.id}/{name}"))
        except NotFound:
            return None  # deleted since it was listed

    return fetch


def _form(client: LeverClient, posting: PostingRef) -> Sequence[LeverObject] | None:
    try:
        form = client.get(f"/postings/{posting.id}/apply")["data"]
    except NotFound:
        return None
    except BadRequest:
        return ()  # a posting in a state that has no form
    return (form,) if isinstance(form, dict) else ()


def _until_decided(_synced_at: int) -> WatchRule:
    """Lever is not known to touch the opportunity when an offer is sent, opened or signed."""
    return WatchRule(keep=lambda _opportunity, offers: any(map(is_open_offer, offers)))


def _until_a_day_after(synced_at: int) -> WatchRule:
    """Lever is not known to touch the opportunity when an interview is moved, canceled or deleted."""

    def may_change(interview: LeverObject) -> bool:
        end = interview_ends_at(interview)
        return end is None or end + DAY_MS > synced_at

    return WatchRule(keep=lambda _opportunity, interviews: any(map(may_change, interviews)))


def _daily_while_open(_synced_at: int) -> WatchRule:
    """Lever is not known to touch the posting when its form is changed."""
    return WatchRule(keep=lambda posting, _forms: posting.is_open, every_ms=DAY_MS, forget_after_ms=None)


SUBLISTS = {
    "/opportunities/:id/interviews": Sublist(
        opportunity_ref, OpportunityRef.from_state, _of_opportunity("interviews"), _until_a_day_after
    ),
    "/opportunities/:id/offers": Sublist(
        opportunity_ref, OpportunityRef.from_state, _of_opportunity("offers"), _until_decided
    ),
    "/postings/:id/apply": Sublist(posting_ref, PostingRef.from_state, _form, _daily_while_open),
}
