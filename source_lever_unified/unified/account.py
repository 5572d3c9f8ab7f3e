"""What the mapping of one record needs to know besides the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.times import to_iso
from source_lever_unified.unified.ids import remembered_id, unified_id
from source_lever_unified.unified.values import mapping, text, word


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

    api_root: str = "https://api.lever.co/v1"
    """Where documents are downloaded from."""

    include_remote_data: bool = True

    synced_at: int
    """Start of this sync, ms: when a row changed whose change Lever does not date."""

    stages: Mapping[str, LeverObject] = field(default_factory=dict)
    """`{id, text}` in pipeline order."""

    dispositions: Mapping[str, LeverObject] = field(default_factory=dict)
    """The stages once more, as Lever's undocumented list has them: `{id, text, pipeline, …}`."""

    archive_reasons: Mapping[str, LeverObject] = field(default_factory=dict)
    """`{id, text, status, type}`, the hired ones too."""

    users: Mapping[str, LeverObject] = field(default_factory=dict)

    @cached_property
    def pipelines(self) -> Mapping[str, str | None]:
        """Of each stage, by its id, the pipeline it is in: `applicant`, `lead`, `interview`, `offer`, …"""
        return {stage: word(mapping(lever).get("pipeline")) for stage, lever in self.dispositions.items()}

    @property
    def account_key(self) -> str | None:
        """As every row has it: null when the config has none."""
        return self.key or None

    def id(self, model: str, key: str, *more: str) -> str:
        # A row whose key has more parts than one names itself, once.
        return unified_id(self.key, model, key, *more) if more else remembered_id(self.key, model, key)

    def id_of(self, model: str, lever_id: str | None) -> str | None:
        return None if lever_id is None else remembered_id(self.key, model, lever_id)

    def user_name(self, lever_id: str) -> str | None:
        return text(mapping(self.users.get(lever_id)).get("name"))

    def changed_at(self, *times: int | None) -> str:
        """The newest of the times (ms) that are known, else the start of this sync: `changed_at` is never
        null.
        """
        known = [ms for ms in times if ms is not None]
        return to_iso(max(known) if known else self.synced_at)

    def remote_data(self, payloads: Mapping[str, Any]) -> dict[str, Any] | None:
        """Payloads by endpoint path; None when the config does not want them."""
        return dict(payloads) if self.include_remote_data else None
