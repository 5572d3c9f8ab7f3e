"""What Lever's own record of an opportunity says of whether anything hangs on it. Pure.

Lever documents what it counts as an interaction: scheduling an interview, adding feedback, a note or a file, a move, an
archiving (offers, profile forms and referrals are none), and `lastInteractionAt` was recorded to the millisecond as the
time of the last. So an opportunity whose last interaction is its creation has none of these.

Every sign is false when a time that it needs is missing or cannot be read: then nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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


class Signs:
    """What an opportunity in an account says of itself. Several kinds of children ask the same of it."""

    def __init__(self, opportunity: Opportunity, account: Account) -> None:
        self.opportunity = opportunity
        self.account = account
        self._uneventful: bool | None = None
        lever = opportunity.lever
        created_at, changes = lever.get("createdAt"), lever.get("stageChanges")
        self.quiet = (
            isinstance(changes, list)
            and len(changes) <= 1
            and _within(lever.get("lastInteractionAt"), created_at)
            and _within(lever.get("lastAdvancedAt"), created_at)
            and lever.get("snoozedUntil") is None
        )
        """Nothing happened since its creation. Imported history leaves no interaction, though."""

    def untouched(self) -> bool:
        """Quiet, and nobody archived it: a quiet row that was archived later is imported and proves nothing."""
        return self.quiet and not any(_archives(self.opportunity))

    def still(self) -> bool:
        """Lever has not called it updated since its creation."""
        created_at, updated_at = self.opportunity.lever.get("createdAt"), self.opportunity.lever.get("updatedAt")
        if milliseconds(created_at) is None:
            return False
        return updated_at is None or _within(updated_at, created_at, _STILL_MS)

    def early(self) -> bool:
        """It never left the stages before interviews, and the last that happened to it was a move or an archiving.

        Without the latter an interview may have been scheduled for a lead: a stage alone proves nothing.
        """
        return self._was_always_early() and self._is_explained()

    def uneventful(self) -> bool:
        if self._uneventful is None:
            self._uneventful = self.quiet or self.early()
        return self._uneventful

    def before_offers(self) -> bool:
        return self.uneventful() and not is_at_offers(reference(self.opportunity.lever.get("stage")), self.account)

    def unreferred(self) -> bool:
        """Nothing says that somebody referred the candidate."""
        lever = self.opportunity.lever
        if word(lever.get("origin")) == "referred":
            return False
        for source in items(lever.get("sources")):
            if isinstance(source, str) and "referr" in source.lower():
                return False
        for application in self.opportunity.applications.values():
            if word(application.get("type")) == "referral":
                return False
            for form in items(application.get("customQuestions")):
                if isinstance(form, dict) and word(form.get("type")) == "referral":
                    return False
        return True

    def came_bare(self) -> bool:
        """Nothing says that a file came with the candidate."""
        applications = self.opportunity.applications.values()
        return word(self.opportunity.lever.get("origin")) != "applied" and all(
            word(application.get("type")) == "user" and not _has_file_answer(application)
            for application in applications
        )

    def _was_always_early(self) -> bool:
        return _is_early(self.opportunity.lever.get("stage"), self.account) and all(
            _is_early(change.get("toStageId"), self.account) for change in _changes(self.opportunity)
        )

    def _is_explained(self) -> bool:
        lever = self.opportunity.lever
        last = lever.get("lastInteractionAt")
        if _within(last, lever.get("lastAdvancedAt")) or _within(last, lever.get("createdAt")):
            return True
        for archived in _archives(self.opportunity):
            if _within(last, archived.get("archivedAt")):
                return True
        return any(_within(last, change.get("updatedAt")) for change in _changes(self.opportunity))


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


def _changes(opportunity: Opportunity) -> list[LeverObject]:
    return objects(opportunity.lever.get("stageChanges"))


def _has_file_answer(application: LeverObject) -> bool:
    forms = objects(application.get("customQuestions"))
    fields = [field for form in forms for field in objects(form.get("fields"))]
    return any(word(field.get("type")) == "file-upload" and bool(field.get("value")) for field in fields)


def _within(one: Any, other: Any, limit_ms: int = _SAME_MS) -> bool:
    first, second = milliseconds(one), milliseconds(other)
    return first is not None and second is not None and -limit_ms <= first - second <= limit_ms
