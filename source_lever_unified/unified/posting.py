"""What all rows made from one posting have in common."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow, Timestamp
from source_lever_unified.unified.values import (
    flag,
    items,
    mapping,
    milliseconds,
    objects,
    text,
    texts,
    timestamp,
    word,
)

Visibility = Literal["PUBLIC", "INTERNAL", "UNLISTED", "CONFIDENTIAL"]

OPEN_STATES = frozenset({"published", "internal"})
"""Anyone with the link can apply."""


class PostingRow(RemoteRow):
    """A row that is the posting itself, under one aspect of it."""

    remote_created_at: Annotated[Timestamp | None, Field(description="When the posting was created.")]
    remote_updated_at: Annotated[Timestamp | None, Field(description="When the posting was last updated.")]
    remote_state: Annotated[
        str | None,
        Field(description="Lever's word behind status: published, internal, closed, draft, pending, rejected."),
    ]
    remote_distribution_channels: Annotated[
        list[str] | None,
        Field(description="Lever's words behind visibility: public, internal. Empty unless published."),
    ]


def posting_row(model: str, posting: LeverObject, account: Account) -> PostingRow | None:
    """None without an id: nothing can be keyed by it."""
    lever_id = text(posting.get("id"))
    if lever_id is None:
        return None
    return {
        "id": account.id(model, lever_id),
        "changed_at": posting_changed_at(posting, account),
        "remote_deleted_at": None,
        "account_key": account.account_key,
        "remote_id": lever_id,
        "remote_data": account.remote_data({"/postings": posting}),
        "remote_created_at": timestamp(posting.get("createdAt")),
        "remote_updated_at": timestamp(posting.get("updatedAt")),
        "remote_state": text(posting.get("state")),
        "remote_distribution_channels": texts(posting.get("distributionChannels")),
    }


@dataclass(frozen=True, slots=True)
class PostingRef:
    """All that a posting's form needs of it; small enough to be kept in the state."""

    id: str
    """Lever's id; empty when Lever sent none, and then nothing can be read below it."""

    changed_at: int | None
    """ms"""

    is_open: bool
    """Whether people can apply, so that a change of its form matters."""

    def to_state(self) -> list[str | int | bool | None]:
        return [self.id, self.changed_at, self.is_open]

    @classmethod
    def from_state(cls, state: Sequence[Any]) -> PostingRef:
        """The reverse of `to_state`.

        Raises:
            ValueError: it is not what `to_state` returns.
        """
        lever_id, changed_at, is_open = state
        return cls(text(lever_id) or "", milliseconds(changed_at), flag(is_open) is True)


def posting_ref(posting: LeverObject) -> PostingRef:
    posting = mapping(posting)
    return PostingRef(
        id=text(posting.get("id")) or "",
        changed_at=_changed_at_ms(posting),
        is_open=posting_state(posting) in OPEN_STATES,
    )


def posting_changed_at(posting: LeverObject, account: Account) -> str:
    return account.changed_at(_changed_at_ms(posting))


def _changed_at_ms(posting: LeverObject) -> int | None:
    updated_at = milliseconds(posting.get("updatedAt"))
    return milliseconds(posting.get("createdAt")) if updated_at is None else updated_at


def posting_state(posting: LeverObject) -> str | None:
    """published, internal, closed, draft, pending, rejected, or a word Lever has yet to coin."""
    return word(posting.get("state"))


def posting_places(categories: LeverObject) -> list[str]:
    """The distinct locations of a posting, its first before all others."""
    return texts([categories.get("location"), *items(categories.get("allLocations"))])


def posting_visibility(posting: LeverObject) -> Visibility | None:
    """Who can find the posting.

    Lever's state `internal` is "unlisted" in its own interface: whoever has the link can apply. What only
    employees see is a published posting whose one channel is `internal`.
    """
    if word(posting.get("confidentiality")) == "confidential":
        return "CONFIDENTIAL"
    state = posting_state(posting)
    if state == "internal":
        return "UNLISTED"
    channels = {word(channel) for channel in texts(posting.get("distributionChannels"))}
    if state != "published" or not channels:
        return None
    if "public" in channels:
        return "PUBLIC"
    return "INTERNAL" if channels == {"internal"} else None


def posting_html(posting: LeverObject) -> str | None:
    """Description, lists and closing as one piece of HTML."""
    return "".join(_parts(mapping(posting.get("content")))) or None


def _parts(content: LeverObject) -> Iterator[str]:
    yield _html(content, "description")
    for block in objects(content.get("lists")):
        title, points = text(block.get("text")), text(block.get("content"))
        if title is not None:
            yield f"<h3>{html.escape(title, quote=False)}</h3>"
        if points is not None:
            yield f"<ul>{points}</ul>"
    yield _html(content, "closing")


def _html(content: LeverObject, name: str) -> str:
    """A part that Lever sends as plain text and as HTML; old postings may lack the latter."""
    found = text(content.get(f"{name}Html"))
    if found is not None:
        return found
    plain = text(content.get(name))
    return "" if plain is None else f"<p>{html.escape(plain.strip(), quote=False)}</p>".replace("\n", "<br>")
