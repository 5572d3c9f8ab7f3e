"""The small lists of an account, each read once per sync by whoever needs it first."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from source_lever_unified.lever.client import LeverClient, LeverObject
from source_lever_unified.lever.errors import Forbidden, NotFound
from source_lever_unified.sync.once import Once


class Directory:
    """Users, stages, archive reasons and tags as Lever lists them."""

    def __init__(self, client: LeverClient, logger: logging.Logger) -> None:
        self._logger = logger

        def listed(path: str, params: Mapping[str, str] | None = None) -> Once[Sequence[LeverObject]]:
            return Once(lambda: list(client.items(path, params)))

        # Lever leaves deactivated users out unless asked, but they own and interviewed in old records.
        self.users = listed("/users", {"includeDeactivated": "true"})
        self.stages = listed("/stages")
        self.archive_reasons = listed("/archive_reasons")
        self.tags = listed("/tags")
        self.dispositions = Once(lambda: self._dispositions(client))

    def lookup(self, listed: Once[Sequence[LeverObject]], consequence: str) -> Mapping[str, LeverObject]:
        """A list by id, for names and meanings in other streams' rows; empty, with a warning, when it is forbidden."""
        try:
            items = listed()
        except (Forbidden, NotFound) as refused:
            self._logger.warning("%s %s", refused.message, consequence)
            return {}
        return {item["id"]: item for item in items if isinstance(item.get("id"), str)}

    def _dispositions(self, client: LeverClient) -> Mapping[str, LeverObject]:
        """Pipeline of each stage, from an endpoint that Lever does not document and many accounts may not read."""
        try:
            data = client.get("/disposition_stages")["data"]
        except (Forbidden, NotFound):
            self._logger.info("/disposition_stages is not readable: `pipeline` of application_stages stays null.")
            return {}
        stages = data.get("stages") if isinstance(data, dict) else None
        return {
            stage["id"]: stage for stage in stages or () if isinstance(stage, dict) and isinstance(stage.get("id"), str)
        }
