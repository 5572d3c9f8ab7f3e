"""What need not be asked for, because Lever's own record of a parent says that it probably has none.

It concerns parents only that were never read before: whatever is read again is read in full, so that a row that was
once sent is never buried by an omission. The account proves it itself: one in twenty of what would be left out is read
all the same, and the first that has something ends the omission.
"""

from __future__ import annotations

import logging
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from source_lever_unified import troubles
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads, leaner
from source_lever_unified.sync.sublist import Answer, Fetched

_ONE_IN = 20
_LARGEST_SAMPLE = 300
"""So many clean reads bound the share of wrong omissions to one in a hundred, with a confidence of 95 %."""

Sign = Callable[[Any], bool]
"""Whether a parent, by what it says of itself, probably has no such children."""


@dataclass(frozen=True)
class Omission:
    """When a sub-list is left out. None: never in this mode."""

    skip_untouched: Sign | None = None
    skip_unlikely: Sign | None = None

    def by(self, mode: ChildReads) -> Sign | None:
        return {COMPLETE: None, "skip_untouched": self.skip_untouched, "skip_unlikely": self.skip_unlikely}[mode]


class Economy:
    """The omissions of one sync on one list. Thread-safe. `signs`: what an item, in an account, says of itself."""

    def __init__(
        self,
        mode: ChildReads,
        omissions: Mapping[Endpoint, Omission],
        signs: Callable[[Any, Any], Hashable],
        logger: logging.Logger,
    ) -> None:
        self.mode = mode
        self._omissions = omissions
        self.signs = signs
        self._logger = logger
        self._samples: dict[Endpoint, set[str]] = {endpoint: set() for endpoint in omissions}
        self._clean: Counter[Endpoint] = Counter()
        self._left_out: Counter[Endpoint] = Counter()
        self._disproved: frozenset[Endpoint] = frozenset()
        self._known: dict[tuple[ChildReads, Hashable], frozenset[Endpoint]] = {}
        self._lock = threading.Lock()

    def mode_of(self, endpoints: Collection[Endpoint], disproved: ChildReads | None) -> ChildReads:
        """How a stream reads these sub-lists. `disproved`: the mode that once left out what was there."""
        if disproved is not None and not leaner(disproved, self.mode):
            return COMPLETE
        leaves_out = any(self._omissions[endpoint].by(self.mode) for endpoint in endpoints)
        return self.mode if leaves_out else COMPLETE

    def to_ask(
        self, endpoints: frozenset[Endpoint], mode: ChildReads, parent_id: str, signs: Hashable
    ) -> frozenset[Endpoint]:
        """Those of a parent's sub-lists that a stream asks for which reads in this mode and never read it before."""
        omitted = self._has_none_in(mode, signs) & endpoints
        if self._disproved:
            omitted -= self._disproved
        if omitted and zlib.crc32(parent_id.encode(errors="replace")) % _ONE_IN == 0:
            omitted -= self._sampled(omitted, parent_id)
        return endpoints - omitted if omitted else endpoints

    def left_out_before(
        self, endpoints: frozenset[Endpoint], mode: ChildReads, now: ChildReads, signs: Hashable
    ) -> frozenset[Endpoint]:
        """Those that `mode` left out and `now` does not."""
        return (self._has_none_in(mode, signs) - self._has_none_in(now, signs)) & endpoints

    def heed(self, endpoint: Endpoint, parent_id: str, answer: Answer) -> None:
        """See whether a parent of the sample has what was thought not to be there."""
        if not isinstance(answer, Fetched):
            return
        with self._lock:
            if parent_id not in self._samples.get(endpoint, ()):
                return
            proves = bool(answer.items) and endpoint not in self._disproved
            if proves:
                self._disproved |= {endpoint}
            elif not answer.items:
                self._clean[endpoint] += 1
        if proves:
            self._logger.warning(troubles.EXPECTED_NOTHING(path=endpoint.path, mode=self.mode))

    def disproves(self, endpoints: Collection[Endpoint]) -> bool:
        """Whether this sync saw that one of these may not be left out."""
        with self._lock:
            return not self._disproved.isdisjoint(endpoints)

    def report(self, endpoint: Endpoint) -> None:
        """Say what was not asked for, and how sure that is."""
        with self._lock:
            left_out, clean = self._left_out[endpoint], self._clean[endpoint]
            disproved = endpoint in self._disproved
        if not left_out or disproved:
            return
        self._logger.info(
            "%s: not asked for %d opportunities (`child_reads` is %s). %d more of their kind were read all the same "
            "and had none, so that most probably (95 %%) at most %.1f %% of those left out have any.",
            endpoint.path,
            left_out,
            self.mode,
            clean,
            # The rule of three.
            min(100.0, 300 / clean) if clean else 100.0,
        )

    def _has_none_in(self, mode: ChildReads, signs: Hashable) -> frozenset[Endpoint]:
        """The sub-lists that a parent probably has nothing in, as far as a mode goes."""
        key = (mode, signs)
        known = self._known.get(key)
        if known is None:
            by_mode = {endpoint: omission.by(mode) for endpoint, omission in self._omissions.items()}
            known = frozenset(endpoint for endpoint, sign in by_mode.items() if sign is not None and sign(signs))
            self._known[key] = known
        return known

    def _sampled(self, endpoints: Collection[Endpoint], item_id: str) -> set[Endpoint]:
        """Those of the sub-lists that are asked for all the same, to prove it."""
        with self._lock:
            asked = {
                endpoint
                for endpoint in endpoints
                if item_id in self._samples[endpoint] or len(self._samples[endpoint]) < _LARGEST_SAMPLE
            }
            for endpoint in asked:
                self._samples[endpoint].add(item_id)
        return asked

    def count_left_out(self, endpoints: Collection[Endpoint]) -> None:
        """These of one parent were not asked for."""
        with self._lock:
            self._left_out.update(endpoints)
