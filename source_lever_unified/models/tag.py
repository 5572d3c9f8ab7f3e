from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import LeverObject, mapping, text
from source_lever_unified.models.row import RemoteRow


class Tag(RemoteRow):
    """A tag. Lever gives it no id: its text is its key, and case matters."""

    name: Annotated[str | None, Field(description="The tag's text, the same as remote_id.")]


def tags(tag: LeverObject, account: Account) -> Iterator[Tag]:
    tag = mapping(tag)
    name = text(tag.get("text"))
    if name is None:
        return
    yield {
        "id": account.id("tag", name),
        "changed_at": account.changed_at(),
        "remote_deleted_at": None,
        "remote_id": name,
        "remote_data": account.remote_data({"/tags": tag}),
        "name": name,
    }
