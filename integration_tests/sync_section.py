"""The part of the demo's report that is about the sync: its requests beside Lever's limit, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.bars import Bar, Row, draw_bars
from reporting.canvas import BLUE, TEAL
from reporting.columns import Column, Limit, draw_columns
from reporting.figure import Figure, Missing, Table
from reporting.page import Section, Tile
from reporting.text import counted, whole

LEVER_LIMIT = 10
"""Requests per second that Lever allows to a key, as it documents."""


MOST_STREAMS = 20


@dataclass(frozen=True)
class Sync:
    seconds: float
    requests_by_second: Sequence[int]
    """From its first request on."""
    rows: Mapping[str, int]
    """By stream."""
    refused: int
    """Requests that were answered with 429, too many."""

    @property
    def requests(self) -> int:
        return sum(self.requests_by_second)

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


def sync_section(full: Sync, changes: Sync, happened: Sequence[str]) -> Section:
    """`happened`: what changed in Lever between the two."""
    return Section(
        key="sync",
        title="The sync itself",
        intro=f"A full sync, then changes in Lever ({'; '.join(happened)}), then an incremental sync.",
        tiles=[
            Tile(whole(full.all_rows), "rows of the full sync"),
            Tile(whole(full.requests), "requests of the full sync"),
            Tile(whole(changes.all_rows), "rows of the second sync"),
            Tile(whole(changes.requests), "requests of the second sync"),
            Tile(f"{changes.seconds:.1f} s", "second sync, at Lever's own limit"),
        ],
        figures=[_full_requests(full), _second_requests(changes), _rows(full), _changed(changes)],
    )


def _full_requests(full: Sync) -> Figure:
    at_limit = counted(max(1, round(full.requests / LEVER_LIMIT / 60)), "minute")
    return _requests(
        full,
        key="full-requests",
        title="Requests of the full sync",
        headline=f"{counted(full.requests, 'request')}: {at_limit} at Lever's {LEVER_LIMIT} per second",
        how="Requests that the sandbox counted in each second; Lever's limit is off, so that the demo is short.",
    )


def _second_requests(changes: Sync) -> Figure:
    return _requests(
        changes,
        key="second-requests",
        title="Requests of the second sync",
        headline=f"{counted(changes.requests, 'request')}, {changes.refused or 'none'} refused",
        how="Requests that the sandbox counted in each second, with Lever's own limit switched on: "
        f"{LEVER_LIMIT} per second, and up to 20 more at once after a pause.",
        limit=Limit(LEVER_LIMIT, f"Lever's limit: {LEVER_LIMIT} per second"),
    )


def _requests(sync: Sync, *, key: str, title: str, headline: str, how: str, limit: Limit | None = None) -> Figure:
    seconds = list(enumerate(sync.requests_by_second, 1))
    columns = [Column((str(second),), (count,), whole(count)) for second, count in seconds]
    return Figure(
        key,
        title,
        headline,
        how,
        lambda width: draw_columns(
            columns,
            width,
            series=(("requests", BLUE),),
            axis="Requests per second",
            time_axis="Second since the first request",
            limit=limit,
        ),
        Table(("Second", "Requests"), [(str(second), whole(count)) for second, count in seconds]),
    )


def _rows(full: Sync) -> Figure:
    return _by_stream(
        full.rows,
        BLUE,
        key="rows",
        title="Rows by stream",
        headline=f"{counted(full.all_rows, 'row')} in {counted(len(full.rows), 'stream')}",
        how="Records that the full sync sent, by stream.",
    )


def _changed(changes: Sync) -> Figure | Missing:
    title = "What the second sync brought"
    if not changes.rows:
        return Missing("changed", title, "Nothing had changed.")
    return _by_stream(
        changes.rows,
        TEAL,
        key="changed",
        title=title,
        headline=f"{counted(changes.all_rows, 'row')} in {counted(len(changes.rows), 'stream')}, and no other",
        how="Records that the second sync sent, by stream: new rows, rows with a change, "
        "and tombstones of what is gone.",
    )


def _by_stream(rows: Mapping[str, int], color: str, *, key: str, title: str, headline: str, how: str) -> Figure:
    ranked = sorted(rows.items(), key=lambda stream: (-stream[1], stream[0]))
    shown = ranked
    if len(ranked) > MOST_STREAMS:
        others = ranked[MOST_STREAMS - 1 :]
        shown = [*ranked[: MOST_STREAMS - 1], (f"{len(others)} others", sum(count for _, count in others))]
    bars = [Row(stream, [Bar(count, whole(count), color)]) for stream, count in shown]
    return Figure(
        key,
        title,
        headline,
        how,
        lambda width: draw_bars(bars, width, axis="Rows", whole=True),
        Table(("Stream", "Rows"), [(stream, whole(count)) for stream, count in ranked]),
    )
