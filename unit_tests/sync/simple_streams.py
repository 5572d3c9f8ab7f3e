"""Streams of a few lines, and ways to see what an engine says of them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from airbyte_cdk.models import AirbyteMessage

from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync.child_reads import COMPLETE
from source_lever_unified.sync.economy import Economy
from source_lever_unified.sync.engine import Engine, Message
from source_lever_unified.sync.progress import Pass
from source_lever_unified.sync.records import Records
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.state import ListingState
from source_lever_unified.unified.row import Row

NOW = 1_800_000_000_000


def row(key: str, *, changed_at: int = NOW - DAY_MS, **more: Any) -> Row:
    fields = {"id": f"id of {key}", "remote_id": key, "changed_at": to_iso(changed_at), "remote_deleted_at": None}
    return cast(Row, {**fields, **more})


@dataclass(eq=False)
class SimpleStream:
    """What all streams can do."""

    name: str
    dates_itself: bool = False

    @staticmethod
    def key_of(row: Row) -> str:
        return str(cast(dict[str, Any], row)["remote_id"])

    @staticmethod
    def bury(key: str, at: int, account: Any) -> Row:  # noqa: ARG004
        return row(key, changed_at=at, remote_deleted_at=to_iso(at))


def first_pass() -> Pass:
    return Pass(ListingState(), {})


def no_economy() -> Economy:
    """Everything is read."""
    return Economy(COMPLETE, {}, lambda item, account: item, logging.getLogger("airbyte"))  # noqa: ARG005


@dataclass(frozen=True)
class Opportunity:
    """A parent of children."""

    id: str

    def to_state(self) -> list[Any]:
        return [self.id]


@dataclass(eq=False)
class ChildrenOfOpportunities(SimpleStream):
    """What all streams of children can do; `may_change` says of which something may still come."""

    owner: type[SimpleStream] | None = None
    needs_one_of: str = ""
    reread_every_ms: int = 0
    forget_after_ms: int | None = 90 * DAY_MS

    @staticmethod
    def restore(saved: Sequence[Any]) -> Opportunity:
        (opportunity_id,) = saved
        return Opportunity(opportunity_id)


def selected(name: str, **more: Any) -> Selected:
    return Selected(SimpleStream(name), **more)


def engine_of(streams: Sequence[Selected], *, workers: int = 1) -> Engine:
    return Engine(streams, workers, logging.getLogger("airbyte.source-lever-unified-tests"))


def in_short(message: Message) -> str:
    """R:stream, S:stream, or the stream status."""
    if isinstance(message, Records):
        return f"R:{message.stream}"
    if message.state is not None and message.state.stream is not None:
        return f"S:{message.state.stream.stream_descriptor.name}"
    if message.trace is not None and message.trace.stream_status is not None:
        status = message.trace.stream_status
        return f"{status.status.value}:{status.stream_descriptor.name}"
    if message.trace is not None and message.trace.error is not None:
        return f"E:{message.trace.error.stream_descriptor.name}"
    return str(message.type)


def sent_rows(messages: Iterable[Message]) -> list[dict[str, Any]]:
    return [
        dict(message.record.data)
        for records in messages
        if isinstance(records, Records)
        for message in records.messages()
        if message.record is not None
    ]


def states(messages: Iterable[Message]) -> list[dict[str, Any]]:
    return [
        dict(vars(message.state.stream.stream_state))
        for message in messages
        if isinstance(message, AirbyteMessage) and message.state is not None and message.state.stream is not None
    ]


def keys(rows: Iterable[Row]) -> list[str]:
    """Lever's ids, `-` before those of tombstones."""
    found = [cast(dict[str, Any], row) for row in rows]
    return [("-" if row["remote_deleted_at"] else "") + row["remote_id"] for row in found]
