"""What becomes of a candidate: stage after stage, at the pace and with the odds of the department."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.company import Company
from lever_sandbox.office_hours import working_moment
from lever_sandbox.roles import OFFER, SOURCING, Step

HIRED = "Hired"
TRANSFERRED = "Hired – internal transfer"
WITHDREW = "Withdrew"
UNDERQUALIFIED = "Underqualified"
UNRESPONSIVE = "Unresponsive"
OFFER_DECLINED = "Candidate declined offer"
POSITION_CLOSED = "Position closed"

#: Reasons that are inactive today: until how long ago they were chosen.
_RETIRED = ("Culture fit", "Spam", TRANSFERRED)
_RETIRED_FOR = 500 * DAY
#: How long candidates still move after their posting was closed.
_AFTERMATH = 10 * DAY


class Reasons:
    """Why candidates are turned down or go, the likelier ones more often."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._texts = tuple(weights)
        self._until = tuple(accumulate(weights.values()))

    def choose(self, rng: Random) -> str:
        return self._texts[bisect(self._until, rng.random() * self._until[-1])]


_LEAD_REASONS = Reasons({UNRESPONSIVE: 7, "Timing / später": 2, WITHDREW: 1.5, UNDERQUALIFIED: 0.8})
_EARLY_REASONS = Reasons(
    {
        UNDERQUALIFIED: 10,
        "Not eligible to work here": 1.6,
        UNRESPONSIVE: 1.5,
        "Salary expectations": 0.8,
        "Timing / später": 0.6,
        WITHDREW: 0.8,
        "Spam": 0.3,
    }
)
_LATER_REASONS = Reasons(
    {
        UNDERQUALIFIED: 6,
        WITHDREW: 3.2,
        "Salary expectations": 1.4,
        UNRESPONSIVE: 0.9,
        "Timing / später": 0.8,
        "Culture fit": 0.7,
    }
)
_OFFER_REASONS = Reasons({OFFER_DECLINED: 8, WITHDREW: 2})
_SOURCED = tuple(step.stage for step in SOURCING)
_EARLY = ("New applicant", "Application review")


class Stay(NamedTuple):
    """A stage a candidate has entered, and until when."""

    stage: str
    #: The stage's name, which says what is done in it.
    text: str
    entered: int
    #: When the candidate left it or was archived in it; lies ahead while nothing has been decided.
    left: int


class Journey(NamedTuple):
    stays: list[Stay]
    #: Text of the archive reason, and when; None while the candidate is still in the pipeline.
    archived: tuple[str, int] | None

    @property
    def hired(self) -> bool:
        return self.archived is not None and self.archived[0] in (HIRED, TRANSFERRED)


def odds(chance: float, quality: float) -> float:
    """`chance` for somebody who is `quality` times as likely to pass as not."""
    return chance * quality / (1 - chance + chance * quality)


class Journeys:
    """Lets candidates go through the stages of one account until its present."""

    def __init__(self, company: Company, now: int) -> None:
        self._now = now
        self._ids: dict[str, str] = {stage["text"]: stage["id"] for stage in company.stages}

    def travel(
        self,
        rng: Random,
        steps: Sequence[Step],
        created: int,
        *,
        quality: float = 1.0,
        closes_at: int | None = None,
        utc_offset: int = 0,
    ) -> Journey:
        """From the first of `steps` on. Who is not past a stage at the account's present stands in it."""
        stays: list[Stay] = []
        at = created
        last = steps[-1]
        for step in steps:
            if stays and step is not last and rng.random() < 0.05:
                continue  # skipped, as happens for people somebody knows
            # Good candidates have other offers too: they are not likelier to accept one.
            passes = rng.random() < (step.passes if step.stage == OFFER else odds(step.passes, quality))
            days = step.days * rng.lognormvariate(0, 0.55) * (1 if passes else 1.2)
            if step.stage in _SOURCED and not passes:
                # Nobody answers: it takes a while until somebody gives up, and some are kept for later.
                days += 25 + rng.random() * 40 if rng.random() < 0.93 else 4_000
            elif step.stage in _EARLY and rng.random() < 0.02:
                days += 60 + rng.random() * 150  # forgotten
                passes = False
            shortest = 60 * HOUR if step.stage == OFFER else 3 * HOUR
            left = working_moment(rng, at + max(shortest, int(days * DAY)), utc_offset)
            archived: tuple[str, int] | None = None
            if closes_at is not None and left > closes_at + _AFTERMATH and step.stage != OFFER:
                left = working_moment(rng, max(at + HOUR, closes_at), utc_offset)
                passes, archived = False, (POSITION_CLOSED, left)
            stays.append(Stay(self._ids[step.stage], step.stage, at, left))
            if left > self._now:
                return Journey(stays, None)
            if not passes:
                return Journey(stays, archived or (self._reason_at(rng, step.stage, left), left))
            at = left
        return Journey(stays, (HIRED, at) if last.stage == OFFER else None)

    def forced(
        self, rng: Random, steps: Sequence[Step], created: int, until: str, reason: str | None, utc_offset: int
    ) -> Journey:
        """Through every stage up to the one called `until`, to be archived there for `reason` or to stand in it."""
        stays: list[Stay] = []
        at = created
        for step in steps:
            left = working_moment(rng, at + int((2 + 2 * rng.random()) * DAY), utc_offset)
            standing = step.stage == until and reason is None
            stays.append(Stay(self._ids[step.stage], step.stage, at, self._now + 5 * DAY if standing else left))
            at = left
            if step.stage == until:
                break
        return Journey(stays, None if reason is None else (reason, at))

    def imported(self, rng: Random, steps: Sequence[Step], created: int) -> Journey:
        """History from another system: where somebody stood in the end, and that it came to nothing."""
        text = steps[min(int(rng.random() ** 3 * 4), len(steps) - 2)].stage
        left = created + DAY + int(rng.random() * 30 * DAY)
        archived = (self._reason_at(rng, text, left), left) if rng.random() < 0.97 else None
        return Journey([Stay(self._ids[text], text, created, left)], archived)

    def hire_reason(self, origin: str, at: int) -> str:
        return TRANSFERRED if origin == "internal" and at < self._now - _RETIRED_FOR else HIRED

    def _reason_at(self, rng: Random, stage: str, at: int) -> str:
        if stage == OFFER:
            reason = _OFFER_REASONS.choose(rng)
        elif stage in _SOURCED:
            reason = _LEAD_REASONS.choose(rng)
        else:
            reason = (_EARLY_REASONS if stage in _EARLY else _LATER_REASONS).choose(rng)
        return UNDERQUALIFIED if reason in _RETIRED and at > self._now - _RETIRED_FOR else reason
