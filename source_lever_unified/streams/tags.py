from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import TAGS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow
from source_lever_unified.unified.values import mapping, text


class Tag(RemoteRow):
    name: Annotated[str | None, Field(description="The tag's text, the same as remote_id.")]


class Tags(SnapshotStream):
    """A tag. Lever gives it no id: its text is its key, and case matters.

    How often a tag is used stands in `remote_data` alone and does not bring it again. A renamed tag is a new one.
    """

    model = "tag"
    row = Tag
    known_by = "the tag's text; case matters"
    personal_data = NONE
    source = TAGS

    @staticmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[Tag]:
        for tag in map(mapping, items):
            name = text(tag.get("text"))
            if name is None:
                continue
            yield {
                "id": account.id("tag", name),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": name,
                "remote_data": account.remote_data({"/tags": tag}),
                "name": name,
            }
