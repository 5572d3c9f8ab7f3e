"""What clients asked: totals, repeats, arrivals, concurrency."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock

from lever_sandbox.jsontypes import Json


@dataclass(frozen=True)
class Ticket:
    """One request in flight."""

    key: str
    template: str


class RequestLog:
    """Counts API and token requests (not the control interface's)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._in_flight = 0
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._arrivals: list[float] = []
            self._asked: Counter[str] = Counter()
            self._answered: Counter[str] = Counter()
            self._by_template: Counter[str] = Counter()
            self._by_status: Counter[int] = Counter()
            self._unknown_parameters: Counter[str] = Counter()
            self._max_concurrency = self._in_flight

    def arrive(self, key: str, template: str) -> Ticket:
        """`key`: method, path and sorted query; `template`: the path with its ids replaced."""
        with self._lock:
            self._in_flight += 1
            self._max_concurrency = max(self._max_concurrency, self._in_flight)
            self._arrivals.append(time.monotonic())
            self._asked[key] += 1
            self._by_template[template] += 1
        return Ticket(key, template)

    def leave(self, ticket: Ticket, status: int) -> None:
        """`status` 0: no answer was sent."""
        with self._lock:
            self._in_flight -= 1
            self._by_status[status] += 1
            if status == 200:
                self._answered[ticket.key] += 1

    def note_unknown_parameters(self, template: str, names: set[str]) -> None:
        with self._lock:
            for name in sorted(names):
                self._unknown_parameters[f"{template} {name}"] += 1

    @property
    def total(self) -> int:
        return len(self._arrivals)

    def count(self, template: str) -> int:
        """Requests of one endpoint, such as `/opportunities/:id/interviews`."""
        return self._by_template[template]

    @property
    def repeated(self) -> list[Json]:
        """Identical requests (method, path, sorted query) asked more than once; `answered`: the 200s."""
        with self._lock:
            return [
                {"request": key, "asked": asked, "answered": self._answered[key]}
                for key, asked in self._asked.most_common()
                if asked > 1
            ]

    @property
    def by_template(self) -> dict[str, int]:
        with self._lock:
            return dict(self._by_template.most_common())

    @property
    def by_status(self) -> dict[int, int]:
        with self._lock:
            return dict(self._by_status)

    @property
    def max_concurrency(self) -> int:
        return self._max_concurrency

    @property
    def arrivals_ms(self) -> list[int]:
        """When each request came, ms since the first."""
        with self._lock:
            first = self._arrivals[0] if self._arrivals else 0.0
            return [round((at - first) * 1000) for at in self._arrivals]

    def summary(self, *, arrivals: bool = True) -> Json:
        times = self.arrivals_ms
        per_second = Counter(at // 1000 for at in times)
        summary: Json = {
            "total": self.total,
            "by_endpoint": self.by_template,
            "by_status": {str(status): number for status, number in sorted(self.by_status.items())},
            "repeated": self.repeated,
            "unknown_parameters": dict(self._unknown_parameters),
            "max_concurrency": self.max_concurrency,
            "per_second": [per_second[second] for second in range(max(per_second, default=-1) + 1)],
        }
        if arrivals:
            summary["arrivals_ms"] = times
        return summary
