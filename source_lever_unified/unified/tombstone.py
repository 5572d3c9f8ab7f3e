from __future__ import annotations

from functools import cache
from typing import Any, cast

from typing_extensions import get_type_hints

from source_lever_unified.lever.times import to_iso
from source_lever_unified.unified.row import Row


def tombstone(
    row: type, row_id: str, deleted_at_ms: int, remote_id: str | None = None, account_key: str | None = None
) -> Row:
    """The row that says that a row is gone: its ids, its account, when it went, and null in every other field.

    Args:
        row: the TypedDict of the row.
        row_id: the unified id.
        remote_id: Lever's id, for a row that has one.
    """
    gone_at = to_iso(deleted_at_ms)
    buried = {
        **_empty(row),
        "id": row_id,
        "changed_at": gone_at,
        "remote_deleted_at": gone_at,
        "account_key": account_key,
    }
    if "remote_id" in buried:
        buried["remote_id"] = remote_id
    return cast(Row, buried)


@cache
def _empty(row: type) -> dict[str, Any]:
    return dict.fromkeys(get_type_hints(row))
