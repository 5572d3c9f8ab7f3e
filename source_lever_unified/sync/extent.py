"""How far a stream has come through what it reads, and how long the rest will take."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Extent:
    """Counts the items of a list that a stream has found and those it is done with. Thread-safe.

    Lever counts nothing, so the total is unknown until the list is read to its end, unless somebody has an estimate.
    """

    items: str = "items"
    expected: int | None = None
    found: int = 0
    done: int = 0
    all_found: bool = False
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _began: float | None = None

    def find(self, count: int) -> None:
        with self._lock:
            if self._began is None:
                self._began = self.clock()
            self.found += count

    def finish(self, count: int = 1) -> None:
        with self._lock:
            self.done += count

    @property
    def total(self) -> int | None:
        if self.all_found:
            return self.found
        return None if self.expected is None else max(self.expected, self.found)

    def describe(self) -> str:
        """`1240 of about 2000 opportunities, 5.1/s, about 149 s left`, as far as that is known."""
        total = self.total
        rate = self._rate()
        about = "" if self.all_found else "about "
        text = f"{self.done} {self.items}" if total is None else f"{self.done} of {about}{total} {self.items}"
        if rate:
            text += f", {rate:.1f}/s"
            if total is not None:
                text += f", about {max(0, total - self.done) / rate:.0f} s left"
        return text

    def _rate(self) -> float:
        """Items per second since the first was found."""
        seconds = 0.0 if self._began is None else self.clock() - self._began
        return self.done / seconds if seconds > 0 else 0.0
