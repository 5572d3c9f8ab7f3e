"""Small lists that Lever neither filters nor dates: read whole, compare with what was emitted before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from source_lever_unified.lever.body import written
from source_lever_unified.sync.engine import SNAPSHOT, Engine, State, StreamRun
from source_lever_unified.sync.records import Row
from source_lever_unified.sync.state import SnapshotState, parse_state, to_message


class Snapshot:
    """Emits what is new or changed, and tombstones for what is gone.

    Nothing is compared before the list was read to its end, so a refused or broken read never makes tombstones.
    """

    def __init__(
        self,
        engine: Engine,
        run: StreamRun,
        rows: Callable[[], Iterable[Row]],
        tombstone: Callable[[str, int], Row],
        *,
        started_at: int,
    ) -> None:
        self._engine = engine
        self._run = run
        self._rows = rows
        self._tombstone = tombstone
        self._started_at = started_at

    def start(self) -> None:
        self._engine.submit(self._read, (self._run,), SNAPSHOT)

    def _read(self) -> None:
        saved = parse_state(SnapshotState, self._run.name, self._run.state).rows or {}
        known = {} if self._run.full_refresh else saved
        current = {row["remote_id"]: row for row in self._rows()}
        fingerprints = {remote_id: fingerprint(row) for remote_id, row in current.items()}
        changed = [row for remote_id, row in current.items() if known.get(remote_id) != fingerprints[remote_id]]
        gone = [self._tombstone(remote_id, self._started_at) for remote_id in known if remote_id not in current]
        self._run.final_state = lambda: _state(fingerprints)
        self._engine.put([self._run.records([*changed, *gone])])


def _state(fingerprints: dict[str, str]) -> State:
    return to_message(SnapshotState(rows=fingerprints))


def fingerprint(row: Row) -> str:
    """Eight characters for what a row says.

    `remote_data` is left out: it holds what moves without the row changing, such as the count of a tag's uses.
    """
    said: dict[str, Any] = {key: value for key, value in row.items() if key not in ("changed_at", "remote_data")}
    return hashlib.blake2b(written(said, orjson.OPT_SORT_KEYS), digest_size=4).hexdigest()
