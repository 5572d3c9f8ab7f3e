from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import ARCHIVE_REASONS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow
from source_lever_unified.unified.values import mapping, text, word

Status = Literal["ACTIVE", "INACTIVE"]

_STATUSES: Mapping[str | None, Status] = {"active": "ACTIVE", "inactive": "INACTIVE"}


class RejectionReason(RemoteRow):
    name: Annotated[str | None, Field(description="The reason's text.")]
    status: Annotated[
        Status | None,
        Field(description="INACTIVE when it can no longer be chosen; old applications keep it."),
    ]
    remote_status: Annotated[str | None, Field(description="Lever's word behind status: active or inactive.")]


class RejectionReasons(SnapshotStream):
    """A reason to archive a candidate who was not hired.

    Lever keeps the reasons of hires in the same list: they make no rows.
    """

    model = "rejection_reason"
    row = RejectionReason
    known_by = "Lever's archive reason id"
    personal_data = NONE
    source = ARCHIVE_REASONS

    @staticmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[RejectionReason]:
        for reason in map(mapping, items):
            lever_id = text(reason.get("id"))
            if lever_id is None or word(reason.get("type")) == "hired":
                continue
            status = text(reason.get("status"))
            yield {
                "id": account.id("rejection_reason", lever_id),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data({"/archive_reasons": reason}),
                "name": text(reason.get("text")),
                "status": _STATUSES.get(word(status)),
                "remote_status": status,
            }
