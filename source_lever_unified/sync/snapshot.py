"""Small lists that Lever neither filters nor dates: read whole, compare with what was emitted before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from source_lever_unified.lever.body import LeverObject, written
from source_lever_unified.lever.times import from_iso, to_iso
from source_lever_unified.sync.engine import SNAPSHOT, Engine
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import SnapshotState, parse_state, to_message
from source_lever_unified.unified.row import Row

_BURIED = ""
"""Instead of a fingerprint: the row is gone."""


@dataclass(frozen=True)
class WholeList:
    """`complete`: every item carried its key, so that what is not there is gone."""

    items: list[LeverObject]
    complete: bool = True


class Snapshot:
    """Emits what is new or changed, and tombstones for what is gone.

    Nothing is compared before the list was read to its end, so a refused or broken read never makes tombstones.
    """

    def __init__(
        self,
        engine: Engine,
        stream: Selected,
        read: Callable[[], WholeList],
        account: Callable[[], Any],
        times: SyncTimes,
    ) -> None:
        self._engine = engine
        self._stream = stream
        self._read = read
        self._account = account
        self._times = times

    def start(self) -> None:
        self._engine.submit(self._run, (self._stream,), SNAPSHOT)

    def _run(self) -> None:
        stream, account = self._stream.stream, self._account()
        saved = parse_state(SnapshotState, self._stream.name, self._stream.state).rows or {}
        known = {} if self._stream.full_refresh else saved
        whole = self._read()
        current = {stream.key_of(row): row for row in stream.rows(whole.items, account)}
        fingerprints = {key: fingerprint(row) for key, row in current.items()}
        news = [key for key in current if known.get(key) != fingerprints[key]]
        changed = [self._as_seen(current[key], saved.get(key)) for key in news]
        gone = [key for key, seen in known.items() if key not in current and seen != _BURIED] if whole.complete else []
        self._engine.put_rows(
            self._stream, [*changed, *(stream.bury(key, self._times.started_at, account) for key in gone)]
        )
        self._engine.drop(self._stream, "unchanged", len(current) - len(changed))
        kept = known
        if whole.complete:
            kept = {key: _BURIED for key in saved if stream.dates_itself and key not in current}
        state = to_message(SnapshotState(rows={**kept, **fingerprints}))
        self._engine.end_with(self._stream, lambda: state)

    def _as_seen(self, row: Row, seen: str | None) -> Row:
        """A change of what was sent before, or its return, is dated by this sync: its own time may be older than that
        of the row, or of the tombstone, that a destination has.
        """
        if seen is None or from_iso(row["changed_at"]) >= self._times.started_at:
            return row
        return {**row, "changed_at": to_iso(self._times.started_at)}


def fingerprint(row: Row) -> str:
    """Eight characters for what a row says.

    `remote_data` is left out: it holds what moves without the row changing, such as the count of a tag's uses.
    """
    content: dict[str, Any] = {key: value for key, value in row.items() if key not in ("changed_at", "remote_data")}
    return hashlib.blake2b(written(content, orjson.OPT_SORT_KEYS), digest_size=4).hexdigest()
