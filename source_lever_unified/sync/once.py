"""What several threads need and one of them gets."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Computes a value at its first use, for all threads; a failure is remembered and raised to each."""

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute = compute
        self._lock = threading.Lock()
        self._value: T | None = None
        self._error: Exception | None = None
        self._done = False

    def prepare(self) -> None:
        """Compute it now. A failure is for those who will need the value."""
        with self._lock:
            if not self._done:
                try:
                    self._value = self._compute()
                except Exception as error:
                    self._error = error
                self._done = True

    def __call__(self) -> T:
        self.prepare()
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]
