"""A plain client for the sandbox, as tests need it."""

from __future__ import annotations

from typing import Any

import requests

from lever_sandbox import Sandbox

#: 2025-07-01, the instant the data looks back from; the account's clock stands still here in tests.
NOW = 1_751_328_000_000


class Lever:
    """Asks the sandbox what a test wants to know."""

    def __init__(self, sandbox: Sandbox, session: requests.Session) -> None:
        self.sandbox = sandbox
        self._session = session

    def ask(self, path: str, *, key: str = "sandbox-key", **parameters: Any) -> requests.Response:
        url = f"{self.sandbox.api_url}{path}"
        return self._session.get(url, params=parameters, auth=(key, ""), timeout=10)

    def read(self, path: str, **parameters: Any) -> Any:
        """The `data` of an answer that must be a 200."""
        answer = self.ask(path, **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def read_all(self, path: str, **parameters: Any) -> list[dict[str, Any]]:
        """Every record of a list, following `next` as ordinary clients do: as a parameter value."""
        records: list[dict[str, Any]] = []
        while True:
            answer = self.ask(path, **parameters)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            records.extend(page["data"])
            if not page["hasNext"]:
                assert "next" not in page
                return records
            parameters["offset"] = page["next"]

    def control(self, method: str, path: str, body: Any = None, **parameters: Any) -> requests.Response:
        url = f"{self.sandbox.control_url}{path}"
        return self._session.request(method, url, json=body, params=parameters, timeout=10)
