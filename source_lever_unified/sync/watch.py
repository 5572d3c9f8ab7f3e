"""Remembers children that may change without their parent, so that the next sync looks at them again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from source_lever_unified.sync.clock import DAY_MS, from_iso, to_iso
from source_lever_unified.sync.records import Row
from source_lever_unified.sync.snapshot import fingerprint
from source_lever_unified.sync.state import ListingState, WatchedParent

MOST_PARENTS = 5_000
FORGET_AFTER_MS = 90 * DAY_MS


class Parent(Protocol):
    """What children need of their parent; Lever's id, and a short form for the state."""

    @property
    def id(self) -> str: ...

    def to_state(self) -> list[Any]: ...


@dataclass(frozen=True)
class WatchRule:
    """When to look at a parent's children again, and until when.

    `keep`: whether children like these may still change by themselves. `every_ms`: not more often than that.
    `forget_after_ms`: give up when nothing has changed for so long; None never.
    """

    keep: Callable[[Any, Sequence[Any]], bool]
    every_ms: int = 0
    forget_after_ms: int | None = FORGET_AFTER_MS


class Watch:
    """The watched parents of one stream. Thread-safe."""

    def __init__(
        self,
        stream: str,
        state: ListingState,
        rule: WatchRule,
        restore: Callable[[Sequence[Any]], Parent],
        tombstone: Callable[[str, int], Row],
        logger: logging.Logger,
        *,
        started_at: int,
        lookback_ms: int,
    ) -> None:
        self._stream = stream
        self._watched = dict(state.watch)
        self._rule = rule
        self._restore = restore
        self._tombstone = tombstone
        self._logger = logger
        self._started_at = started_at
        self._lookback_ms = lookback_ms
        # Not the parents that were read: those grow with the account.
        self._unread = set(self._watched)
        self._lock = threading.Lock()

    def due(self) -> Iterator[Parent]:
        """The watched parents that this sync has not read yet and that it is time to read."""
        with self._lock:
            entries = [
                entry
                for parent_id, entry in self._watched.items()
                if parent_id in self._unread and entry.at + self._rule.every_ms <= self._started_at
            ]
        return (self._restore(entry.ref) for entry in entries)

    def emit(
        self, parent: Parent, children: Sequence[Any], rows: Iterable[tuple[Row, str]], *, listed: bool
    ) -> list[Row]:
        """The rows to send out for a parent whose children were just read. `rows`: each with its fingerprint.

        `listed`: the parent itself is being emitted, so all its rows are, changed or not. Otherwise what changed by
        itself. Either way, a row that was there and is gone becomes a tombstone.
        """
        with self._lock:
            self._unread.discard(parent.id)
            before = self._watched.pop(parent.id, None)
            known = {} if before is None else before.rows
            current: dict[str, tuple[str, int]] = {}
            sent: list[Row] = []
            for row, print_now in rows:
                key = row.get("remote_id") or row["id"]
                print_before, changed_before = known.get(key, (None, 0))
                changed_alone = not listed and print_now != print_before
                changed_at = self._started_at if changed_alone else changed_before
                current[key] = (print_now, changed_at)
                if listed or changed_alone:
                    sent.append(_not_before(row, changed_at))
            gone = [key for key in known if key not in current]
            sent += [self._tombstone(key, self._started_at) for key in gone]
            self._keep(parent, children, current, before, changed=listed or bool(sent))
            return sent

    def forget(self, parent_id: str) -> None:
        with self._lock:
            self._watched.pop(parent_id, None)

    @property
    def size(self) -> int:
        return len(self._watched)

    def save_to(self, state: ListingState) -> None:
        with self._lock:
            newest = sorted(self._watched.items(), key=lambda item: item[1].at, reverse=True)
        if len(newest) > MOST_PARENTS:
            self._logger.warning(
                "%s: %d parents have children that may change by themselves; the %d whose last change is oldest are "
                "not looked at again until they change.",
                self._stream,
                len(newest),
                len(newest) - MOST_PARENTS,
            )
        state.watch = dict(newest[:MOST_PARENTS])

    def _keep(
        self,
        parent: Parent,
        children: Sequence[Any],
        rows: dict[str, tuple[str, int]],
        before: WatchedParent | None,
        *,
        changed: bool,
    ) -> None:
        at = self._started_at if changed or before is None or self._rule.every_ms else before.at
        limit = self._rule.forget_after_ms
        if limit is not None and at + limit < self._started_at:
            return
        # As long as a lookback may read the parent as it was before a row changed by itself, that time is remembered.
        recently = any(
            changed_at and self._started_at <= changed_at + self._lookback_ms for _, changed_at in rows.values()
        )
        if recently or self._rule.keep(parent, children):
            self._watched[parent.id] = WatchedParent(ref=parent.to_state(), at=at, rows=rows)


def _not_before(row: Row, changed_at: int) -> Row:
    if changed_at and from_iso(row["changed_at"]) < changed_at:
        return {**row, "changed_at": to_iso(changed_at)}
    return row


class KnownRows:
    """Rows that no parent owns, as the same question on many forms: sent out when new or changed, never buried.

    It also remembers which parents to look at again; `Watch` does that with no rows of their own.
    """

    def __init__(self, watch: Watch, state: ListingState) -> None:
        self._watch = watch
        self._known = dict(state.known)
        self._lock = threading.Lock()

    def due(self) -> Iterator[Parent]:
        return self._watch.due()

    def emit(
        self, parent: Parent, children: Sequence[Any], rows: Iterable[tuple[Row, str]], *, listed: bool
    ) -> list[Row]:
        self._watch.emit(parent, children, (), listed=listed)
        with self._lock:
            sent = [row for row, print_now in rows if self._known.get(row["id"]) != print_now]
            self._known.update((row["id"], fingerprint(row)) for row in sent)
        return sent

    def forget(self, parent_id: str) -> None:
        self._watch.forget(parent_id)

    @property
    def size(self) -> int:
        return self._watch.size + len(self._known)

    def save_to(self, state: ListingState) -> None:
        self._watch.save_to(state)
        with self._lock:
            state.known = dict(self._known)
