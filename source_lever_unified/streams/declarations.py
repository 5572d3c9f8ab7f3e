"""The three ways a stream hangs on Lever. A stream is one of these, filled in (see `registry`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from source_lever_unified.lever.client import LeverObject
from source_lever_unified.models import Account, Row
from source_lever_unified.streams.directory import Directory

Parent = Literal["/opportunities", "/postings"]


@dataclass(frozen=True)
class SnapshotStream:
    """A small list that is read whole and compared."""

    name: str
    endpoint: str
    rows: Callable[[Directory, Account], Iterable[Row]]


@dataclass(frozen=True)
class ListedStream:
    """Rows made from each item of a list that can be filtered by update; see `OpportunityList`, `PostingList`.

    `deletions` is the feed that tells when the object itself is deleted; None where only its parent's deletion is told.
    """

    name: str
    endpoint: Parent
    rows: Callable[[Any, Account], Iterable[Row]]
    deletions: str | None = None


@dataclass(frozen=True)
class ChildStream:
    """Rows made from a sub-list that costs a request per parent.

    `rows` takes a child, the short reference of its parent and the account. `owner` makes the rows that these hang on,
    if those come from the same child: when one of them goes out again, so do these.
    """

    name: str
    endpoint: str
    rows: Callable[[LeverObject, Any, Account], Iterable[Row]]
    owner: Callable[[LeverObject, Any, Account], Iterable[Row]] | None = None


Stream = SnapshotStream | ListedStream | ChildStream
