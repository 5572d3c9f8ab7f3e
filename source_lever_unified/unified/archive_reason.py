"""Why an opportunity or an application was archived. Lever archives hires too, for a reason of type `hired`."""

from __future__ import annotations

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.values import mapping, word


def archive_reason(lever_id: str | None, account: Account) -> LeverObject:
    """Empty when there is none, or when the API key may not read the list of reasons."""
    return {} if lever_id is None else mapping(account.archive_reasons.get(lever_id))


def is_hire(reason: LeverObject) -> bool:
    return word(reason.get("type")) == "hired"
