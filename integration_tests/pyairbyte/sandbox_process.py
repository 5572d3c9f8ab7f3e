"""The sandbox as a user starts it: a process of its own, changed over its control interface."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class SandboxProcess:
    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self._control_url = api_url.replace("/v1", "/_control")

    def counts(self) -> dict[str, int]:
        """Rows per stream that are in Lever now."""
        counts: dict[str, int] = self._answer("/counts")
        return counts

    def add_key(self, key: str, *, denied: list[str]) -> None:
        """A key that may read everything but `denied`, such as `opportunities`."""
        self._answer("/credentials", {"key": key, "denied": denied})

    def do(self, operation: str, **arguments: Any) -> Any:
        """Call one of the account's operations; `GET /_control` lists them."""
        return self._answer(f"/account/{operation}", arguments)["result"]

    def _answer(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self._control_url + path, data)) as response:
            return json.load(response)


@contextmanager
def running_sandbox(opportunities: int) -> Iterator[SandboxProcess]:
    """On a free port, until the block ends."""
    command = [sys.executable, "-m", "lever_sandbox", "--opportunities", str(opportunities), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            api_url = process.stdout.readline().split()[-1]
            yield SandboxProcess(api_url)
        finally:
            process.terminate()
