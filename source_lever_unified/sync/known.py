"""Which rows were sent, of those that nothing owns: each goes out when it is new or changed, and is never buried."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from source_lever_unified.unified.row import Row


class Known:
    """Fingerprints of rows by their unified id. Thread-safe."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._sent = dict(sent)
        # Those on their way to the queue as well: no other worker sends them, and no state vouches for them yet.
        self._claimed = dict(sent)
        self._lock = threading.Lock()

    def claim(self, rows: Iterable[tuple[Row, str]]) -> list[tuple[Row, str]]:
        """The rows that the caller is to send, of some with their fingerprints."""
        with self._lock:
            new = []
            for row, print_now in rows:
                if self._claimed.get(row["id"]) != print_now:
                    self._claimed[row["id"]] = print_now
                    new.append((row, print_now))
            return new

    def remember(self, prints: Mapping[str, str]) -> None:
        """Rows with these fingerprints are behind the queue."""
        with self._lock:
            self._sent.update(prints)

    def saved(self) -> dict[str, str]:
        with self._lock:
            return dict(self._sent)

    def __len__(self) -> int:
        return len(self._sent)
