from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import SOURCES
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow
from source_lever_unified.unified.values import mapping, text


class Source(RemoteRow):
    name: Annotated[str | None, Field(description="The source's text, the same as remote_id.")]


class Sources(SnapshotStream):
    """A source of candidates. Lever gives it no id: its text is its key, and case matters.

    How many candidates have it stands in `remote_data` alone and does not bring it again. A renamed source is a new
    one.
    """

    model = "source"
    row = Source
    known_by = "the source's text; case matters"
    personal_data = NONE
    source = SOURCES

    @staticmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[Source]:
        for source in map(mapping, items):
            name = text(source.get("text"))
            if name is None:
                continue
            yield {
                "id": account.id("source", name),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": name,
                "remote_data": account.remote_data({"/sources": source}),
                "name": name,
            }
