"""What a destination must show, by the sandbox's own account."""

from __future__ import annotations

from lever_sandbox import Account
from source_lever_unified.streams import STREAMS
from source_lever_unified.unified.ids import unified_id

_MODELS = {stream.name: stream.model for stream in STREAMS}


def true_ids(account: Account, stream: str, *, confidential: bool = False) -> list[str]:
    """Unified ids of what is in Lever now."""
    keys = account.expected_keys(stream, confidential=confidential)
    return sorted(unified_id("", _MODELS[stream], *map(str, key)) for key in keys)
