"""What the mapping of one record needs to know besides the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from source_lever_unified.models.ids import remembered_id, unified_id
from source_lever_unified.models.lever_values import LeverObject, iso, mapping, text


@dataclass(frozen=True, kw_only=True)
class Account:
    """One Lever account during one sync.

    The lookups are what Lever lists, by Lever id. Each may be empty, because the API key may not read that
    list: names are null then, ids stay.
    """

    key: str = ""
    """`account_key` of the config: keeps the ids of several Lever accounts apart."""

    app_url: str = "https://hire.lever.co"
    """Lever's web application; `https://hire.sandbox.lever.co` for a sandbox."""

    include_remote_data: bool = True

    synced_at: int
    """Start of this sync, ms: when a row changed whose change Lever does not date."""

    stages: Mapping[str, LeverObject] = field(default_factory=dict)
    """`{id, text}` in pipeline order."""

    archive_reasons: Mapping[str, LeverObject] = field(default_factory=dict)
    """`{id, text, status, type}`, the hired ones too."""

    users: Mapping[str, LeverObject] = field(default_factory=dict)

    def id(self, model: str, *key: str) -> str:
        # A row whose key has more parts than one names itself, once.
        return remembered_id(self.key, model, *key) if len(key) == 1 else unified_id(self.key, model, *key)

    def id_of(self, model: str, lever_id: str | None) -> str | None:
        return None if lever_id is None else remembered_id(self.key, model, lever_id)

    def user_name(self, lever_id: str) -> str | None:
        return text(mapping(self.users.get(lever_id)).get("name"))

    def changed_at(self, *times: int | None) -> str:
        """The newest of the times (ms) that are known, else the start of this sync: `changed_at` is never
        null.
        """
        known = [ms for ms in times if ms is not None]
        return iso(max(known) if known else self.synced_at)

    def remote_data(self, payloads: Mapping[str, Any]) -> dict[str, Any] | None:
        """Payloads by endpoint path; None when the config does not want them."""
        return dict(payloads) if self.include_remote_data else None
