"""A destination with "append + deduped", its current views, and what there is to say against them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from connector import Json, Output
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityStream, PostingStream, WindowedStream

_SQL = Path(__file__).resolve().parent.parent / "docs" / "sql"
VIEWS = "".join((_SQL / name).read_text() for name in ("current_views.sql", "current_views_opt_in.sql"))


SENT_BY_EACH_CANDIDACY = {
    stream.name for stream in STREAMS if issubclass(stream, OpportunityStream) and stream.named_by is not None
}
"""A person comes with each of their candidacies."""

NEVER_BURIED = {
    stream.name
    for stream in STREAMS
    if (issubclass(stream, PostingStream) and stream.also_named_by is not None) or issubclass(stream, WindowedStream)
}
"""What no list holds and postings only name stays when none names it any more; so does what nobody lists as gone."""


class Difference(NamedTuple):
    """A row that is not as it is in Lever."""

    kind: str
    stream: str
    what: str


LOST, FALSE_TOMBSTONE, STALE, GHOST, TWICE = "lost", "false tombstone", "stale", "ghost", "twice"
"""In Lever but not in the view; said to be deleted but in Lever; older than in Lever; in the view but not in Lever."""


class Destination:
    """The newest row of each id; of several with one `changed_at` the one that arrived last."""

    def __init__(self, streams: Iterable[str]) -> None:
        self._newest: dict[str, dict[str, Json]] = {stream: {} for stream in streams}

    def load(self, output: Output, *, uncommitted: bool = True) -> None:
        """Takes the records of a sync; without `uncommitted` only those that a state of their stream came after.

        Airbyte promises no more than the latter when a source dies.
        """
        for stream, rows in (output.records if uncommitted else committed(output)).items():
            table = self._newest[stream]
            for row in rows:
                held = table.get(row["id"])
                if held is None or row["changed_at"] >= held["changed_at"]:
                    table[row["id"]] = row

    def current(self, folder: Path) -> dict[str, dict[str, Json]]:
        """Rows by id that the published views show, by stream."""
        with duckdb.connect() as database:
            for stream, rows in self._newest.items():
                _write(database, folder, stream, list(rows.values()))
            database.execute(VIEWS)
            shown = {}
            for stream, rows in self._newest.items():
                ids = database.execute(f"select id from current_{stream}").fetchall()
                shown[stream] = {key: rows[key] for (key,) in ids}
            return shown

    def buried(self, stream: str) -> set[str]:
        return {key for key, row in self._newest[stream].items() if row["remote_deleted_at"]}


def committed(output: Output) -> dict[str, list[Json]]:
    pending: dict[str, list[Json]] = defaultdict(list)
    kept: dict[str, list[Json]] = defaultdict(list)
    for message in output.messages:
        if message["type"] == "RECORD":
            pending[message["record"]["stream"]].append(message["record"]["data"])
        elif message["type"] == "STATE":
            stream = message["state"]["stream"]["stream_descriptor"]["name"]
            kept[stream] += pending.pop(stream, [])
    return kept


def comparable(row: Json, left_out: Collection[str]) -> Json:
    """All that a row says, but when it changed, how often Lever counts it, and what is `left_out`."""
    said = {name: value for name, value in row.items() if name != "changed_at" and name not in left_out}
    if isinstance(said.get("remote_data"), dict):
        said["remote_data"] = {path: _without_count(lever) for path, lever in said["remote_data"].items()}
    return said


def _without_count(lever: object) -> object:
    return {name: value for name, value in lever.items() if name != "count"} if isinstance(lever, dict) else lever


def _write(database: duckdb.DuckDBPyConnection, folder: Path, stream: str, rows: list[Json]) -> None:
    """The columns that the views look at are texts: ids, times and nulls."""
    columns = dict.fromkeys(("id", "changed_at", "remote_deleted_at"), "VARCHAR")
    columns |= {name: "VARCHAR" for row in rows[:1] for name in row}
    columns |= dict.fromkeys(_PARENTS, "VARCHAR")
    file = folder / f"{stream}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    database.execute(
        f"create table {stream} as select * from read_json($file, format = 'newline_delimited', columns = $columns, "
        "maximum_object_size = 50000000)",
        {"file": str(file), "columns": columns},
    )


_PARENTS = ("job_id", "candidate_id", "interview_id", "question_id")
"""Columns that views join on, for tables that hold no row."""


def compare(
    held: Destination, lever: Output, folder: Path, counts: dict[str, int], left_out: Collection[str] = ()
) -> tuple[int, list[Difference]]:
    """Compares every current row with a full read of the same account, and that with the sandbox's own books.

    `left_out`: fields that are not compared. Returns how many rows were compared, and what is wrong.
    """
    shown = held.current(folder)
    compared = 0
    wrong: list[Difference] = []
    for stream, current in shown.items():
        # What Lever itself lists as deleted comes as a tombstone, in a full read as well.
        rows = [row for row in lever.records[stream] if not row["remote_deleted_at"]]
        there = {row["id"]: row for row in rows}
        if stream not in SENT_BY_EACH_CANDIDACY:
            repeated = [key for key, times in Counter(row["id"] for row in rows).items() if times > 1]
            wrong += [Difference(TWICE, stream, key) for key in repeated]
        if stream in counts and counts[stream] != len(there):
            wrong.append(Difference(LOST, stream, f"a full read has {len(there)} of {counts[stream]} rows"))
        buried = held.buried(stream)
        for key in there.keys() - current.keys():
            kind = FALSE_TOMBSTONE if key in buried else LOST
            wrong.append(Difference(kind, stream, key))
        if stream not in NEVER_BURIED:
            wrong += [Difference(GHOST, stream, key) for key in current.keys() - there.keys()]
        for key in there.keys() & current.keys():
            compared += 1
            ours, levers = comparable(current[key], left_out), comparable(there[key], left_out)
            if fields := [name for name in levers if ours.get(name) != levers[name]]:
                wrong.append(Difference(STALE, stream, f"{key}: {', '.join(fields)}"))
    return compared, wrong
