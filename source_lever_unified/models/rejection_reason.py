from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import LeverObject, mapping, text, word
from source_lever_unified.models.row import RemoteRow

Status = Literal["ACTIVE", "INACTIVE"]

_STATUSES: Mapping[str | None, Status] = {"active": "ACTIVE", "inactive": "INACTIVE"}


class RejectionReason(RemoteRow):
    """A reason to archive a candidate who was not hired."""

    name: Annotated[str | None, Field(description="The reason's text.")]
    status: Annotated[
        Status | None,
        Field(description="INACTIVE when it can no longer be chosen; old applications keep it."),
    ]
    remote_status: Annotated[str | None, Field(description="Lever's word behind status: active or inactive.")]


def rejection_reasons(reason: LeverObject, account: Account) -> Iterator[RejectionReason]:
    """Nothing for a reason of type `hired`: Lever keeps the reasons of hires in the same list."""
    reason = mapping(reason)
    lever_id = text(reason.get("id"))
    if lever_id is None or word(reason.get("type")) == "hired":
        return
    status = text(reason.get("status"))
    yield {
        "id": account.id("rejection_reason", lever_id),
        "changed_at": account.changed_at(),
        "remote_deleted_at": None,
        "remote_id": lever_id,
        "remote_data": account.remote_data({"/archive_reasons": reason}),
        "name": text(reason.get("text")),
        "status": _STATUSES.get(word(status)),
        "remote_status": status,
    }
