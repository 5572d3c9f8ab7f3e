from __future__ import annotations

from typing import Any, cast

from typing_extensions import get_type_hints

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import iso, milliseconds
from source_lever_unified.models.registry import MODELS
from source_lever_unified.models.row import Row

_EMPTY_ROWS: dict[str, dict[str, Any]] = {
    model.name: dict.fromkeys(get_type_hints(model.row)) for model in MODELS.values()
}


def tombstone(model: str, remote_id: str | None, deleted_at_ms: int | None, account: Account, *key: str) -> Row:
    """The row that says that a row is gone: its ids, when it went, and null in every other field.

    Args:
        model: singular name, such as "candidate".
        remote_id: Lever's id; None for a row that has none.
        deleted_at_ms: None when Lever does not say; the start of this sync then.
        key: what the unified id is made of, if that is not `remote_id`.
    """
    if not key:
        if remote_id is None:
            raise ValueError(f"a tombstone of {model} needs a remote_id or a key")
        key = (remote_id,)
    deleted_at = milliseconds(deleted_at_ms)
    gone_at = iso(account.synced_at if deleted_at is None else deleted_at)
    row = dict(_EMPTY_ROWS[model])
    row.update(id=account.id(model, *key), changed_at=gone_at, remote_deleted_at=gone_at)
    if "remote_id" in row:
        row["remote_id"] = remote_id
    return cast(Row, row)
