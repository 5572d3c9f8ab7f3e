"""Changes that happen while a client reads: before the n-th request that matches a path."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from lever_sandbox.jsontypes import Json


@dataclass
class Hook:
    id: int
    path: re.Pattern[str]
    nth: int
    action: Callable[[], object]
    label: str
    #: Run before every matching request from the n-th on.
    repeat: bool = False
    seen: int = 0
    fired: int = 0


class Hooks:
    def __init__(self) -> None:
        self._hooks: list[Hook] = []
        self._ids = count(1)

    def before(
        self,
        path: str,
        action: Callable[[], object],
        *,
        nth: int = 1,
        repeat: bool = False,
        label: str = "python",
    ) -> Hook:
        """Run `action` before the `nth` request (from 1) whose target (`/v1/path?query`) matches `path`."""
        hook = Hook(next(self._ids), re.compile(path), nth, action, label, repeat)
        self._hooks.append(hook)
        return hook

    def clear(self) -> None:
        self._hooks.clear()

    def run(self, target: str) -> None:
        for hook in self._hooks:
            if not hook.path.search(target):
                continue
            hook.seen += 1
            if hook.seen == hook.nth or (hook.repeat and hook.seen > hook.nth):
                hook.fired += 1
                hook.action()

    def describe(self) -> list[Json]:
        return [
            {
                "id": hook.id,
                "path": hook.path.pattern,
                "nth": hook.nth,
                "repeat": hook.repeat,
                "operation": hook.label,
                "seen": hook.seen,
                "fired": hook.fired,
            }
            for hook in self._hooks
        ]
