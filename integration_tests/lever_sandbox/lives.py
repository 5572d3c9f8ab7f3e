"""An opportunity's life as it was generated: what its notes, files and forms are derived from."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import HOUR, SECOND
from lever_sandbox.feedback import plan_forms
from lever_sandbox.identifiers import random_of
from lever_sandbox.jsontypes import Json, load
from lever_sandbox.office_hours import working_moment
from lever_sandbox.opportunity_row import Born

#: Shorter gaps leave no time to do anything in.
_SHORTEST_GAP = 4 * HOUR


class Gap(NamedTuple):
    """The time between two things that happened, and the stage the candidate was in."""

    start: int
    end: int
    stage: str

    def moment(self, rng: Random) -> int:
        """Somebody at work has time for something in it."""
        at = working_moment(rng, self.start + int(rng.random() * (self.end - self.start) * 0.8), HOUR)
        return at if at < self.end else (self.start + self.end) // 2


class Life:
    """Whatever is derived from it happened before `lastInteractionAt`, or was the last interaction."""

    def __init__(self, born: Born, now: int) -> None:
        self.opportunity: Json = load(born.opportunity)
        self.application: Json | None = load(born.application) if born.application else None
        self.interviews: list[Json] = [load(raw) for raw in born.interviews]
        self.now = now
        self.id: str = self.opportunity["id"]
        self.created: int = self.opportunity["createdAt"]
        self.last: int = self.opportunity["lastInteractionAt"]
        self._events = sorted(self._interactions())

    @property
    def quiet(self) -> bool:
        """Nobody did anything in Lever: nothing can have been written either. Imported history is quiet too."""
        return self.last - self.created < SECOND

    @property
    def unexplained(self) -> bool:
        """The last interaction was something else than what the opportunity and its interviews show."""
        return not self.quiet and all(abs(self.last - at) >= SECOND for at in self._events)

    @property
    def anonymized(self) -> bool:
        return bool(self.opportunity["isAnonymized"])

    @property
    def applied(self) -> bool:
        return self.application is not None and self.application["type"] == "posting"

    @cached_property
    def gaps(self) -> list[Gap]:
        """In the order of time, all of them over before the last interaction."""
        if self.quiet:
            return []
        times = [self.created, *(at for at in self._events if at > self.created)]
        return [Gap(start, end, self.stage_at(start)) for start, end in pairwise(times) if end - start > _SHORTEST_GAP]

    def stage_at(self, at: int) -> str:
        stage: str = self.opportunity["stageChanges"][0]["toStageId"]
        for change in self.opportunity["stageChanges"]:
            if change["updatedAt"] <= at:
                stage = change["toStageId"]
        return stage

    def moved_on_after(self, at: int) -> bool:
        return any(change["updatedAt"] > at for change in self.opportunity["stageChanges"])

    def chance(self, purpose: int) -> Random:
        return random_of(self.id, purpose)

    def _interactions(self) -> set[int]:
        found = {change["updatedAt"] for change in self.opportunity["stageChanges"]}
        if self.opportunity["archived"]:
            found.add(self.opportunity["archived"]["archivedAt"])
        for interview in self.interviews:
            found.add(interview["createdAt"])
            if interview["canceledAt"] is not None:
                found.add(interview["canceledAt"])
            found.update(plan.created for plan in plan_forms(interview, self.now))
        return {at for at in found if at <= self.last}
