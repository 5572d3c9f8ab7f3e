"""Runs the command line as Airbyte does, and reads what it says."""

from __future__ import annotations

import json
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from commands import Process, started
from lever_sandbox import Sandbox

Json = dict[str, Any]


@dataclass
class Output:
    """The messages of one run, in order."""

    exit_code: int
    messages: list[Json]

    def of_type(self, kind: str) -> list[Json]:
        return [message[_body(kind)] for message in self.messages if message["type"] == kind]

    @cached_property
    def records(self) -> dict[str, list[Json]]:
        """Rows by stream."""
        found: dict[str, list[Json]] = defaultdict(list)
        for record in self.of_type("RECORD"):
            found[record["stream"]].append(record["data"])
        return found

    @property
    def counts(self) -> dict[str, int]:
        return {stream: len(rows) for stream, rows in self.records.items()}

    @property
    def states(self) -> list[Json]:
        """The last state message of each stream, as Airbyte would give it to the next sync."""
        last: dict[str, Json] = {}
        for message in self.messages:
            if message["type"] == "STATE":
                state = message["state"]
                last[state["stream"]["stream_descriptor"]["name"]] = {"type": "STREAM", "stream": state["stream"]}
        return list(last.values())

    def state_of(self, stream: str) -> Json:
        (state,) = [s for s in self.states if s["stream"]["stream_descriptor"]["name"] == stream]
        blob: Json = state["stream"]["stream_state"]
        return blob

    @property
    def statuses(self) -> dict[str, str]:
        """How each stream ended."""
        return {
            trace["stream_status"]["stream_descriptor"]["name"]: trace["stream_status"]["status"]
            for trace in self.of_type("TRACE")
            if trace["type"] == "STREAM_STATUS"
        }

    @property
    def errors(self) -> list[Json]:
        return [trace["error"] for trace in self.of_type("TRACE") if trace["type"] == "ERROR"]

    @property
    def error_messages(self) -> str:
        return "\n".join(error["message"] for error in self.errors)

    @property
    def logs(self) -> str:
        return "\n".join(f"{log['level']}: {log['message']}" for log in self.of_type("LOG"))

    @property
    def connection_status(self) -> Json:
        (status,) = self.of_type("CONNECTION_STATUS")
        return status

    def repeated(self, stream: str) -> list[str]:
        """Ids that came more than once."""
        return [key for key, times in Counter(row["id"] for row in self.records[stream]).items() if times > 1]


def row_of(output: Output, stream: str, remote_id: str) -> Json:
    (row,) = [row for row in output.records[stream] if row["remote_id"] == remote_id]
    return row


def _body(kind: str) -> str:
    return {"CONNECTION_STATUS": "connectionStatus"}.get(kind, kind.lower())


def config_for(sandbox: Sandbox, *, key: str = "sandbox-key", **settings: Any) -> Json:
    """A config that reads a sandbox as fast as it answers; `settings` go into it as they are."""
    return {
        "credentials": {"auth_type": "Api Key", "api_key": key},
        "api_url": sandbox.api_url,
        "requests_per_second": 1000,
        **settings,
    }


@dataclass
class Connector:
    folder: Path
    config: Json
    environment: dict[str, str] = field(default_factory=dict)
    installed: bool = False
    """Whether every command starts the installed console script, rather than a fork that has its imports done."""

    impatient: bool = False
    """Whether it hardly waits before it asks Lever again."""

    def spec(self) -> Output:
        return self._run(["spec"])

    def check(self) -> Output:
        return self._run(["check", *self._config()])

    def discover(self) -> Output:
        return self._run(["discover", *self._config()])

    def read(
        self,
        streams: Iterable[str],
        state: list[Json] | None = None,
        *,
        mode: str = "incremental",
        include_files: bool = False,
        kill_when: Callable[[Json], bool] | None = None,
        kill_with: int = signal.SIGKILL,
    ) -> Output:
        """Read; with `kill_when`, send the signal at the first message for which it is true."""
        catalog = self._file("catalog.json", configured_catalog(streams, mode, include_files=include_files))
        arguments = ["read", *self._config(), "--catalog", str(catalog)]
        if state is not None:
            arguments += ["--state", str(self._file("state.json", state))]
        return self._run(arguments, kill_when, kill_with)

    def run(self, arguments: Sequence[str]) -> Output:
        """Any command line."""
        return self._run(list(arguments))

    def _run(
        self,
        arguments: list[str],
        kill_when: Callable[[Json], bool] | None = None,
        kill_with: int = signal.SIGKILL,
    ) -> Output:
        process = started(arguments, self.environment, installed=self.installed, impatient=self.impatient)
        return output_of(process, kill_when, kill_with)

    def _config(self) -> list[str]:
        return ["--config", str(self._file("config.json", self.config))]

    def _file(self, name: str, content: Any) -> Path:
        path = self.folder / name
        path.write_text(json.dumps(content))
        return path


def output_of(
    process: Process, kill_when: Callable[[Json], bool] | None = None, kill_with: int = signal.SIGKILL
) -> Output:
    """Everything that a process writes until it ends; with `kill_when`, send it a signal at the first such message.

    Every line must be an Airbyte message. Only a killed process may stop in the middle of its last line.
    """
    messages: list[Json] = []
    last = b"\n"
    sent = False
    with process:
        assert process.stdout is not None
        try:
            for last in process.stdout:
                if last.endswith(b"\n"):
                    messages.append(airbyte_message(last))
                    if kill_when is not None and not sent and kill_when(messages[-1]):
                        process.send_signal(kill_with)
                        sent = True
        except BaseException:
            process.send_signal(signal.SIGKILL)
            raise
    if not last.endswith(b"\n") and process.returncode != -signal.SIGKILL:
        raise AssertionError(f"the output ends in the middle of a line: {shown(last)}")
    return Output(process.returncode, messages)


def airbyte_message(line: bytes) -> Json:
    """The message of a line of output; anything else in the output is a bug, of the connector or of its libraries."""
    try:
        message = json.loads(line)
    except ValueError:
        raise AssertionError(f"not an Airbyte message: {shown(line)}") from None
    if not isinstance(message, dict) or "type" not in message:
        raise AssertionError(f"JSON, but not an Airbyte message: {shown(line)}")
    return message


def shown(line: bytes) -> str:
    return f"{len(line)} bytes that begin with {line[:300]!r}"


ConnectTo = Callable[..., Connector]
"""Makes a connector for a sandbox, with settings as keyword arguments."""


def configured_catalog(streams: Iterable[str], mode: str = "incremental", *, include_files: bool = False) -> Json:
    return {
        "streams": [
            {
                "stream": {
                    "name": name,
                    "json_schema": {},
                    "supported_sync_modes": ["full_refresh", "incremental"],
                    "source_defined_cursor": True,
                    "default_cursor_field": ["changed_at"],
                    "source_defined_primary_key": [["id"]],
                },
                "sync_mode": mode,
                "destination_sync_mode": "append_dedup",
                "include_files": include_files,
            }
            for name in streams
        ]
    }
