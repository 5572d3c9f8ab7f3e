"""Remembers children that may change without their parent, so that the next sync looks at them again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import Field

from source_lever_unified import troubles
from source_lever_unified.lever.times import from_iso, to_iso
from source_lever_unified.sync.known import Known
from source_lever_unified.sync.memory import Memory, SyncTimes
from source_lever_unified.sync.state import Milliseconds, Moment, Part, parse_state, unreadable_state
from source_lever_unified.sync.sublist import Parent
from source_lever_unified.unified.row import Row

MOST_PARENTS = 5_000

BURIED = ""
"""Instead of a fingerprint: Lever lists the row as deleted, and its tombstone was sent."""

logger = logging.getLogger("airbyte")


class WatchedParent(Part):
    """A parent whose children may change without it.

    `ref` is what the children's rows need of the parent, `at` when something about it last changed (or, of parents that
    are watched for ever, when it was last read), `read_at` when it was last read if that is later and matters, `rows`
    the rows that hang on it: by Lever's id (or the unified one where there is none) their fingerprint and, when the row
    changed by itself, the time that was seen (0 otherwise), so that a later read of the parent does not turn the clock
    back. `owed`: the parent was sent without its children, whose list could not be read.
    """

    ref: list[Any]
    at: Moment
    read_at: Moment | None = None
    rows: dict[str, tuple[str, Milliseconds]] = Field(default_factory=dict)
    owed: bool = False


class WatchPart(Part):
    watch: dict[str, WatchedParent] = Field(default_factory=dict)


@dataclass(frozen=True)
class News:
    """What to send of a parent whose children were just read, and what to remember of it once that is sent.

    `entry` is None when there is nothing to look at again, `kept` what was remembered of the rows to be buried, `known`
    what to remember of rows that no parent owns. `forgotten` counts rows that may change and are not looked at again.
    """

    living: Sequence[Row] = ()
    tombstones: Sequence[Row] = ()
    entry: WatchedParent | None = None
    unchanged: int = 0
    forgotten: int = 0
    known: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """What to send: living rows, then tombstones."""
        return [*self.living, *self.tombstones]

    def without_tombstones(self) -> News:
        """The same when not all of the list could be read: what is not in it may be there all the same."""
        entry = self.entry
        if entry is not None:
            entry = entry.model_copy(update={"rows": {**self.kept, **entry.rows}})
        return replace(self, tombstones=(), entry=entry)


class Watch(Memory):
    """The watched parents of one stream. Thread-safe.

    Args:
        stream: a stream of children: `may_change`, `reread_every_ms`, `forget_after_ms`, `restore`, `bury`, `key_of`.
        saved: the part of the stream's state that is not `ListingState`.
        account: handed to `may_change` and `bury`.

    Raises:
        AirbyteTracedException: the state cannot be read.
    """

    Saved: type[WatchPart] = WatchPart

    def __init__(self, stream: Any, saved: Mapping[str, Any], account: Any, times: SyncTimes) -> None:
        self._stream = stream
        self._account = account
        self._times = times
        part = parse_state(self.Saved, stream.name, saved)
        self._watched = dict(part.watch)
        try:
            self._parents = {parent_id: stream.restore(entry.ref) for parent_id, entry in self._watched.items()}
        except (ValueError, TypeError):
            raise unreadable_state(stream.name, "watch") from None
        # Not the parents that were read: those grow with the account.
        self._unread = set(self._watched)
        self._lock = threading.Lock()
        self.restore_part(part)

    def restore_part(self, part: Any) -> None:
        """What a subclass remembers besides."""

    def due(self) -> list[Parent]:
        """The watched parents that this sync has not read yet and that it is time to read."""
        with self._lock:
            return [self._parents[parent_id] for parent_id in self._watched if self._is_due(parent_id)]

    def _is_due(self, parent_id: str) -> bool:
        entry = self._watched[parent_id]
        return parent_id in self._unread and (
            entry.owed or (entry.read_at or entry.at) + self._stream.reread_every_ms <= self._times.started_at
        )

    def watches(self, parent_id: str) -> bool:
        """Whether it is watched and this sync has not read it yet."""
        return parent_id in self._unread

    def news(
        self,
        parent: Parent,
        children: Sequence[Any],
        rows: Iterable[tuple[Row, str]],
        account: Any,
        *,
        listed: bool,
        at_least: int = 0,
    ) -> News:
        """What to send of a parent whose children were just read. `rows`: each with its fingerprint.

        `listed`: the parent itself is being sent, so all its rows are, changed or not. Otherwise what changed by
        itself. None is dated before `at_least`. Either way, a row that was there and is gone becomes a tombstone.
        Nothing is remembered yet.
        """
        with self._lock:
            before = self._watched.get(parent.id)
        whole = listed or (before is not None and before.owed)
        known = {} if before is None else before.rows
        sent, current = self._compared(rows, known, at_least, whole=whole)
        gone = {key: known[key] for key in known if key not in current and known[key][0] != BURIED}
        at = self._changed_at(before, changed=whole or bool(sent) or bool(gone))
        entry = self._entry(parent, children, current, at, account)
        return News(
            sent,
            [self._stream.bury(key, self._times.started_at, self._account) for key in gone],
            entry,
            unchanged=len(current) - len(sent),
            forgotten=len(current) if entry is None and before is not None and self._is_forgotten(at) else 0,
            kept=gone,
        )

    def _compared(
        self, rows: Iterable[tuple[Row, str]], known: Mapping[str, tuple[str, int]], at_least: int, *, whole: bool
    ) -> tuple[list[Row], dict[str, tuple[str, int]]]:
        """The rows to send, and what is there now: by its key a row's fingerprint and when it changed by itself."""
        sent: list[Row] = []
        current: dict[str, tuple[str, int]] = {}
        for row, print_now in rows:
            key = self._stream.key_of(row)
            print_before, changed_before = known.get(key, (None, 0))
            # After a kill, what it hangs on may have been seen to change twice, and this once.
            is_older = changed_before < at_least and print_now != BURIED
            changed_alone = not whole and (print_now != print_before or is_older)
            # A tombstone has its own time; it is only kept from being older than what it buries.
            seen_now = changed_alone and print_now != BURIED
            changed_at = self._times.started_at if seen_now else max(changed_before, at_least)
            current[key] = (print_now, changed_at)
            if whole or changed_alone:
                sent.append(_not_before(row, changed_at))
        return sent, current

    def burial(self, parent: Parent) -> News:
        """What to send of a parent that is gone: tombstones of what is known to have hung on it."""
        with self._lock:
            before = self._watched.get(parent.id)
        rows = {} if before is None else before.rows
        known = [key for key, (print_before, _) in rows.items() if print_before != BURIED]
        return News((), [self._stream.bury(key, self._times.started_at, self._account) for key in known])

    def remember(self, parent_id: str, news: News) -> None:
        """`news` is behind the queue."""
        with self._lock:
            self._unread.discard(parent_id)
            if news.entry is None:
                self._watched.pop(parent_id, None)
            else:
                self._watched[parent_id] = news.entry

    def owe(self, parent: Parent, sent: News | None = None) -> bool:
        """The parent's list could not be read: look at it in the next sync, until it was.

        `sent`: it was read and this is behind the queue, but for files that could not be got. False when it is given
        up, after all that time.
        """
        with self._lock:
            self._unread.discard(parent.id)
            before = self._watched.get(parent.id)
            at = before.at if before is not None and before.owed else self._times.started_at
            if self._is_forgotten(at):
                self._watched.pop(parent.id, None)
                return False
            known = before if sent is None else sent.entry
            rows = {} if known is None else known.rows
            self._watched[parent.id] = WatchedParent(ref=parent.to_state(), at=at, rows=rows, owed=True)
            return True

    def seen_to_change_at(self, parent_id: str) -> int:
        """When a row of the parent last changed by itself, ms, as far as that is remembered; 0 otherwise."""
        with self._lock:
            entry = self._watched.get(parent_id)
        return 0 if entry is None else max((changed_at for _, changed_at in entry.rows.values()), default=0)

    def owed_before(self, parent_id: str) -> bool:
        """Whether an earlier sync could not read the parent's list either."""
        with self._lock:
            entry = self._watched.get(parent_id)
        return entry is not None and entry.owed and entry.at < self._times.started_at

    @property
    def size(self) -> int:
        return len(self._watched)

    def part(self, *, finished: bool) -> WatchPart:
        with self._lock:
            newest = sorted(self._watched.items(), key=lambda item: item[1].at, reverse=True)
        if finished and len(newest) > MOST_PARENTS:
            logger.warning(
                troubles.TOO_MANY_WATCHED(
                    stream=self._stream.name, parents=len(newest), oldest=len(newest) - MOST_PARENTS
                )
            )
        return WatchPart(watch=dict(newest[:MOST_PARENTS]))

    def _changed_at(self, before: WatchedParent | None, *, changed: bool) -> int:
        """When something last changed. Of what is watched for ever only the last read matters."""
        if changed or before is None or self._stream.forget_after_ms is None:
            return self._times.started_at
        return before.at

    def _entry(
        self, parent: Parent, children: Sequence[Any], rows: dict[str, tuple[str, int]], at: int, account: Any
    ) -> WatchedParent | None:
        if self._is_forgotten(at):
            return None
        started_at = self._times.started_at
        # As long as a lookback may read the parent as it was before a row changed by itself, that time is remembered.
        recently = any(
            changed_at and started_at <= changed_at + self._times.overlap_ms for _, changed_at in rows.values()
        )
        if not recently and not self._stream.may_change(children, parent, account):
            return None
        read_at = started_at if self._stream.reread_every_ms and at != started_at else None
        return WatchedParent(ref=parent.to_state(), at=at, read_at=read_at, rows=rows)

    def _is_forgotten(self, at: int) -> bool:
        limit = self._stream.forget_after_ms
        return limit is not None and at + limit < self._times.started_at


def _not_before(row: Row, changed_at: int) -> Row:
    if changed_at and from_iso(row["changed_at"]) < changed_at:
        return {**row, "changed_at": to_iso(changed_at)}
    return row


class KnownPart(WatchPart):
    """`known`: fingerprints of rows that no parent owns, by their unified id."""

    known: dict[str, str] = Field(default_factory=dict)


class KnownChildren(Watch):
    """Rows that no parent owns, as the same question on many forms: sent when new or changed, never buried.

    It also remembers which parents to look at again, with no rows of their own.
    """

    Saved = KnownPart

    def restore_part(self, part: KnownPart) -> None:
        self._known = Known(part.known)

    def news(
        self,
        parent: Parent,
        children: Sequence[Any],
        rows: Iterable[tuple[Row, str]],
        account: Any,
        *,
        listed: bool,
        at_least: int = 0,
    ) -> News:
        entry = super().news(parent, children, (), account, listed=listed, at_least=at_least).entry
        rows = list(rows)
        new = self._known.claim(rows)
        known = {row["id"]: print_now for row, print_now in new}
        return News([row for row, _ in new], (), entry, unchanged=len(rows) - len(new), known=known)

    def remember(self, parent_id: str, news: News) -> None:
        super().remember(parent_id, news)
        self._known.remember(news.known)

    @property
    def size(self) -> int:
        return super().size + len(self._known)

    def part(self, *, finished: bool) -> KnownPart:
        return KnownPart(watch=super().part(finished=finished).watch, known=self._known.saved())
