"""What of some syncs' rows is true in the end, by the generation rule (docs/deletions-and-current-rows.md)."""

from __future__ import annotations

from collections.abc import Sequence

from connector import Json, Output
from source_lever_unified.streams import STREAMS

HANGS_ON = {stream.name: stream.hangs_on for stream in STREAMS}


def current(syncs: Sequence[Output], stream: str) -> dict[str, Json]:
    """By id, the rows that are there in the end."""
    newest: dict[str, Json] = {}
    for output in syncs:
        for row in output.records[stream]:
            if row["id"] not in newest or row["changed_at"] >= newest[row["id"]]["changed_at"]:
                newest[row["id"]] = row
    living = {key: row for key, row in newest.items() if row["remote_deleted_at"] is None}
    hangs_on = HANGS_ON[stream]
    if hangs_on is None:
        return living
    parents = current(syncs, hangs_on.stream)
    return {
        key: row
        for key, row in living.items()
        if (parent := parents.get(row[hangs_on.field])) is not None and parent["changed_at"] <= row["changed_at"]
    }
