from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import PostingStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import NAMES_OF_REQUISITIONS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.posting import posting_places
from source_lever_unified.unified.row import Place, Row
from source_lever_unified.unified.values import mapping

if TYPE_CHECKING:
    from source_lever_unified.sync.memory import Memory, SyncTimes


class Office(Row):
    remote_id: Annotated[str | None, Field(description="The text, which is all that Lever has: the same as name.")]
    name: Annotated[str | None, Field(description="Lever's text for the location.")]
    location: Annotated[Place | None, Field(description="The same text as a place.")]


class Offices(PostingStream):
    """A location that some posting or requisition names. One that none names any more stays.

    Lever has no list of them, only texts: a location that is worded anew is a new one. It comes once, when a posting or
    a requisition first names it, and is never deleted.
    """

    model = "office"
    row = Office
    known_by = "the location's text; case matters"
    personal_data = NONE
    also_named_by = NAMES_OF_REQUISITIONS

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[Office]:
        return Offices.rows_named_by(mapping(mapping(posting).get("categories")), account)

    @staticmethod
    def rows_named_by(item: LeverObject, account: Account) -> Iterator[Office]:
        for place in posting_places(item):
            yield {
                "id": account.id("office", place),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": place,
                "name": place,
                "location": {"raw": place},
            }

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> Memory:  # noqa: ARG003
        from source_lever_unified.sync.known_rows import KnownRows

        return KnownRows(cls.name, saved)
