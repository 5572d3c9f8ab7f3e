"""The sandbox as a process of its own, so that what it costs is not counted as the connector's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import requests

from source_lever_unified.lever.times import DAY_MS, now_ms

HOUR_MS = 3_600_000
INTEGRATION_TESTS = Path(__file__).resolve().parent.parent / "integration_tests"

Json = dict[str, Any]


class SandboxProcess:
    """`with SandboxProcess(300, rps=10) as sandbox:` an account of 300 opportunities on a free loopback port."""

    def __init__(
        self, opportunities: int, *, rps: float | None = None, latency_ms: float = 0, growth: float | None = None
    ) -> None:
        command = [sys.executable, "-m", "lever_sandbox", "--port", "0", "--opportunities", str(opportunities)]
        # Data that end a year ago are in other windows than those of a company that goes on hiring.
        self.now_ms = now_ms() // DAY_MS * DAY_MS
        """When its data end."""

        command += ["--latency-ms", str(latency_ms), "--now", str(self.now_ms)]
        if rps is not None:
            command += ["--rps", str(rps)]
        if growth is not None:
            command += ["--growth", str(growth)]
        self.opportunities = opportunities
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=INTEGRATION_TESTS)
        assert self._process.stdout is not None
        ready = self._process.stdout.readline()
        self.api_url = ready.split()[-1]
        self._control_url = self.api_url.removesuffix("/v1") + "/_control"
        self._session = requests.Session()
        # What a company does last, it does at the very instant at which its data end: that is over by now.
        self._control("POST", "/clock", {"advance_ms": HOUR_MS})

    def counts(self, *streams: str) -> dict[str, int]:
        """Rows that a full sync must yield of these streams."""
        counts: dict[str, int] = self._control("GET", f"/counts?streams={','.join(streams)}")
        return counts

    def reset_requests(self) -> None:
        """Forget the requests so far and fill the rate limit's bucket."""
        self._control("POST", "/requests/reset")

    def requests(self) -> Requests:
        return Requests(self._control("GET", "/requests"))

    def _control(self, method: str, path: str, body: Json | None = None) -> Json:
        response = self._session.request(method, self._control_url + path, json=body, timeout=60)
        response.raise_for_status()
        answer: Json = response.json()
        return answer

    def __enter__(self) -> SandboxProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        self._process.terminate()
        self._process.wait()


class Requests:
    """What the sandbox was asked since the last reset."""

    def __init__(self, summary: Json) -> None:
        self.total: int = summary["total"]
        self.by_endpoint: dict[str, int] = summary["by_endpoint"]
        self.repeated: list[Json] = summary["repeated"]
        self.arrivals_ms: list[int] = summary["arrivals_ms"]
        self.refused: int = summary["by_status"].get("429", 0)
        self.max_concurrency: int = summary["max_concurrency"]
        (rate,) = summary["rate"].values()
        self.seconds: float = rate["seconds"]
        self.used: int = rate["used"]
        self.permitted: float = rate["permitted"]
        self.permitted_without_burst: float = rate["permitted_without_burst"]
