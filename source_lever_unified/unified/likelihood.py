"""What Lever's own record of an opportunity says of whether anything hangs on it. Pure.

Lever documents what it counts as an interaction: scheduling an interview, adding feedback, a note or a file, a move, an
archiving (offers, profile forms and referrals are none), and `lastInteractionAt` was recorded to the millisecond as the
time of the last. So an opportunity whose last interaction is its creation has none of these.

Every sign is false when a time that it needs is missing or cannot be read: then nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.values import items, mapping, milliseconds, objects, reference, word

_SAME_MS = 1_000
"""Times of one event differ by 2 ms at most, as recorded."""

_STILL_MS = 10_000
_EARLY_PIPELINES = frozenset({"lead", "applicant"})
_EARLY_IDS = ("lead-", "applicant-")
"""How the ids of Lever's own early stages begin; those that an account added are UUIDs."""


class Signs(NamedTuple):
    """What an opportunity in an account says of itself. Few differ: what follows from them is worked out once."""

    quiet: bool
    """Nothing happened since its creation. Imported history leaves no interaction, though."""

    untouched: bool
    """Quiet, and nobody archived it: a quiet row that was archived later is imported and proves nothing."""

    still: bool
    """Quiet, and Lever has not called it updated since its creation."""

    uneventful: bool
    """Quiet, or it never left the stages before interviews, and the last that happened was a move or an archiving.

    Without the latter an interview may have been scheduled for a lead: a stage alone proves nothing.
    """

    before_offers: bool
    """Uneventful, and in no stage of the pipeline `offer`."""

    unreferred: bool
    """Nothing says that somebody referred the candidate."""

    came_bare: bool
    """Quiet, and nothing says that a file came with the candidate."""


def signs(opportunity: Opportunity, account: Account) -> Signs:
    lever = opportunity.lever
    quiet, origin = _is_quiet(lever), word(lever.get("origin"))
    uneventful = quiet or (_was_always_early(lever, account) and _is_explained(opportunity))
    return Signs(
        quiet=quiet,
        untouched=quiet and not any(_archives(opportunity)),
        still=quiet and _is_still(lever),
        uneventful=uneventful,
        before_offers=uneventful and not is_at_offers(reference(lever.get("stage")), account),
        unreferred=origin != "referred" and _is_unreferred(opportunity),
        came_bare=quiet and origin != "applied" and _came_bare(opportunity),
    )


def _is_quiet(lever: LeverObject) -> bool:
    created_at, changes = lever.get("createdAt"), lever.get("stageChanges")
    return (
        isinstance(changes, list)
        and len(changes) <= 1
        and _within(lever.get("lastInteractionAt"), created_at)
        and _within(lever.get("lastAdvancedAt"), created_at)
        and lever.get("snoozedUntil") is None
    )


def _is_still(lever: LeverObject) -> bool:
    created_at, updated_at = lever.get("createdAt"), lever.get("updatedAt")
    if updated_at is None:
        return milliseconds(created_at) is not None
    return _within(updated_at, created_at, _STILL_MS)


def _was_always_early(lever: LeverObject, account: Account) -> bool:
    return _is_early(lever.get("stage"), account) and all(
        _is_early(change.get("toStageId"), account) for change in objects(lever.get("stageChanges"))
    )


def _is_explained(opportunity: Opportunity) -> bool:
    lever = opportunity.lever
    last = lever.get("lastInteractionAt")
    return (
        _within(last, lever.get("lastAdvancedAt"))
        or _within(last, lever.get("createdAt"))
        or any(_within(last, archived.get("archivedAt")) for archived in _archives(opportunity))
        or any(_within(last, change.get("updatedAt")) for change in objects(lever.get("stageChanges")))
    )


def _is_unreferred(opportunity: Opportunity) -> bool:
    for source in items(opportunity.lever.get("sources")):
        if isinstance(source, str) and "referr" in source.lower():
            return False
    for application in opportunity.applications.values():
        if word(application.get("type")) == "referral":
            return False
        for form in items(application.get("customQuestions")):
            if isinstance(form, dict) and word(form.get("type")) == "referral":
                return False
    return True


def _came_bare(opportunity: Opportunity) -> bool:
    for application in opportunity.applications.values():
        if word(application.get("type")) != "user" or _has_file_answer(application):
            return False
    return True


def _is_early(stage: Any, account: Account) -> bool:
    stage_id = stage if isinstance(stage, str) else reference(stage)
    if stage_id is None:
        return False
    if account.pipelines:
        return account.pipelines.get(stage_id) in _EARLY_PIPELINES
    return stage_id.startswith(_EARLY_IDS)


def is_at_offers(stage_id: str | None, account: Account) -> bool:
    """Whether a stage is of the pipeline `offer`."""
    if stage_id is None:
        return False
    return stage_id == "offer" or account.pipelines.get(stage_id) == "offer"


def _archives(opportunity: Opportunity) -> Iterable[LeverObject]:
    for lever in (opportunity.lever, *opportunity.applications.values()):
        if lever.get("archived") is not None:
            yield mapping(lever["archived"])


def _has_file_answer(application: LeverObject) -> bool:
    forms = objects(application.get("customQuestions"))
    fields = [field for form in forms for field in objects(form.get("fields"))]
    return any(word(field.get("type")) == "file-upload" and bool(field.get("value")) for field in fields)


def _within(one: Any, other: Any, limit_ms: int = _SAME_MS) -> bool:
    first, second = milliseconds(one), milliseconds(other)
    return first is not None and second is not None and -limit_ms <= first - second <= limit_ms
