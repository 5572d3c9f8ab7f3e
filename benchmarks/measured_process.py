"""Runs a command that speaks the Airbyte protocol and measures it from the outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

COMMAND = str(Path(sys.executable).with_name("source-lever-unified"))

Json = dict[str, Any]

_RECORD, _STATE = b'{"type":"RECORD"', b'{"type":"STATE"'


@dataclass
class Run:
    """What one run cost, start-up included unless said otherwise. Bytes are those of the messages on stdout."""

    seconds: float
    cpu_seconds: float
    peak_rss_mib: float
    records: int
    record_bytes: int
    first_record_seconds: float
    """From the start of the process to its first record."""

    last_record_seconds: float
    states: list[Json] = field(repr=False)
    """The last one of each stream, to go on from."""

    state_messages: int
    largest_state_bytes: int
    """Of a single state message."""

    largest_last_state_bytes: int
    """Of a single state message that is the last of its stream."""

    logs: list[str] = field(repr=False)

    @property
    def records_per_second(self) -> float:
        """Between the first record and the last."""
        return self.records / (self.last_record_seconds - self.first_record_seconds)

    @property
    def records_per_second_from_start(self) -> float:
        return self.records / self.seconds


def run(command: Sequence[str], keep: IO[bytes] | None = None) -> Run:
    """Run to the end. `keep` gets the record messages, one a line.

    Raises:
        RuntimeError: the exit code was not 0; with the end of what the command said.
    """
    began = time.perf_counter()
    records = record_bytes = state_messages = largest_state = 0
    first = last = 0.0
    last_states: dict[str, bytes] = {}
    logs: list[str] = []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=1 << 20)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(_RECORD):
            last = time.perf_counter() - began
            first = first or last
            records += 1
            record_bytes += len(line)
            if keep is not None:
                keep.write(line)
        elif line.startswith(_STATE):
            state_messages += 1
            largest_state = max(largest_state, len(line))
            last_states[json.loads(line)["state"]["stream"]["stream_descriptor"]["name"]] = line
        else:
            logs.append(line.decode())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{''.join(logs[-20:])}")
    return Run(
        seconds=time.perf_counter() - began,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_rss_mib=usage.ru_maxrss / 1024,
        records=records,
        record_bytes=record_bytes,
        first_record_seconds=first,
        last_record_seconds=last,
        states=[{"type": "STREAM", "stream": json.loads(line)["state"]["stream"]} for line in last_states.values()],
        state_messages=state_messages,
        largest_state_bytes=largest_state,
        largest_last_state_bytes=max(map(len, last_states.values()), default=0),
        logs=logs,
    )


class Connector:
    """The installed command line, for one sandbox. `folder` takes its files."""

    def __init__(self, folder: Path, api_url: str, **settings: Any) -> None:
        self._folder = folder
        config = {"credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"}, "api_url": api_url, **settings}
        self._config = self._file("config.json", config)
        discovered = subprocess.run(
            [COMMAND, "discover", "--config", self._config], capture_output=True, check=True, text=True
        )
        messages = map(json.loads, discovered.stdout.splitlines())
        (catalog,) = [message["catalog"] for message in messages if message["type"] == "CATALOG"]
        self._streams: list[Json] = catalog["streams"]

    @property
    def schemas(self) -> dict[str, Json]:
        return {stream["name"]: stream["json_schema"] for stream in self._streams}

    def check(self) -> Run:
        return run([COMMAND, "check", "--config", self._config])

    def read(
        self,
        streams: Iterable[str] | None = None,
        state: list[Json] | None = None,
        keep: IO[bytes] | None = None,
    ) -> Run:
        """Read `streams`, all when None."""
        command = [COMMAND, "read", "--config", self._config, "--catalog", self.catalog(streams, "incremental")]
        if state is not None:
            command += ["--state", self._file("state.json", state)]
        return run(command, keep)

    def catalog(self, streams: Iterable[str] | None, mode: str) -> str:
        """The path of a configured catalog."""
        selected = self.schemas if streams is None else set(streams)
        configured = [
            {"stream": stream, "sync_mode": mode, "destination_sync_mode": "append_dedup"}
            for stream in self._streams
            if stream["name"] in selected
        ]
        return self._file(f"{mode}-catalog.json", {"streams": configured})

    def _file(self, name: str, content: Any) -> str:
        return write_json(self._folder / name, content)


def write_json(path: Path, content: Any) -> str:
    path.write_text(json.dumps(content))
    return str(path)
