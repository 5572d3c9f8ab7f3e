"""Config, catalog and state files as nobody writes them: a designed error, or a sync that works; nothing else."""

from __future__ import annotations

import json
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from commands import started
from connector import Connector, Json, Output, configured_catalog, output_of
from lever_sandbox import Sandbox
from stress.connection import Tally

SECONDS = 60
"""The account has thirty opportunities; whoever is busy with it for longer hangs."""

NOT_DESIGNED = ("Traceback", "bug", "went wrong", "unexpected error", "NoneType", "object has no attribute")

ODD_VALUES: list[Any] = [
    None,
    True,
    -1,
    0,
    2**63,
    2**64 + 1,
    10**400,
    -(10**20),
    1e308,
    float("inf"),
    float("nan"),
    "",
    " ",
    "odd",
    "x" * 100_000,
    "\x00",
    "\ud800",
    "9999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00+99:99",
    [],
    {},
    [[[[]]]],
    {"": {"": None}},
]

ODD_TEXTS: list[bytes] = [
    b"",
    b"\x00",
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b"{",
    b"null",
    b"[]",
    b"{}",
    b'"text"',
    b"7",
    b"NaN",
    b"[" * 200_000,
    b"[" * 200_000 + b"]" * 200_000,
    b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    b'[{"type": "STREAM", "stream": ' + b'{"stream_state": ' * 200_000 + b"1" + b"}" * 200_001 + b"]",
    b"1" * 5_000,
    b'{"a": "\xc3\x28"}',
]


def stress(minutes: float, chance: random.Random, *, whole: bool) -> Tally:  # noqa: ARG001 - as all scenarios
    tally = Tally()
    deadline = time.monotonic() + 60 * minutes
    with Sandbox(opportunities=30, seed=chance.randrange(10_000)) as sandbox, tempfile.TemporaryDirectory() as folder:
        good = Good(sandbox, Path(folder))
        attempts = [spoil for spoil in SPOILERS for _ in range(2)]
        while attempts or time.monotonic() < deadline:
            spoil = attempts.pop() if attempts else chance.choice(SPOILERS)
            files = good.files()
            described = spoil(files, good, chance)
            judge(good.read(files), described, tally)
    return tally


class Good:
    """Files that work, to be spoiled."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._folder = folder
        self.config: Json = {
            "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
            "api_url": sandbox.api_url,
            "requests_per_second": 1000,
        }
        connector = Connector(folder, self.config)
        (found,) = connector.discover().of_type("CATALOG")
        self.streams = [stream["name"] for stream in found["streams"]]
        self.catalog = configured_catalog(self.streams)
        self.finished = connector.read(self.streams).states
        seen = iter(range(200))
        self.cut = connector.read(self.streams, kill_when=lambda _message: next(seen, None) is None).states

    def files(self) -> dict[str, Any]:
        return {"config": deepcopy(self.config), "catalog": deepcopy(self.catalog), "state": deepcopy(self.finished)}

    def read(self, files: dict[str, Any]) -> Output:
        arguments = ["read"]
        for name, content in files.items():
            path = self._folder / f"{name}.json"
            path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
            arguments += [f"--{name}", str(path)]
        process = started(arguments, {})
        timer = threading.Timer(SECONDS, process.send_signal, [signal.SIGKILL])
        timer.start()
        try:
            return output_of(process)
        finally:
            timer.cancel()


def judge(output: Output, described: str, tally: Tally) -> None:
    tally.add("odd inputs")
    said = output.error_messages
    wrong = None
    if output.exit_code == 0:
        tally.add("of them worked on")
        if set(output.statuses.values()) - {"COMPLETE"}:
            wrong = f"exit code 0, but streams ended {output.statuses}"
    elif output.exit_code < 0:
        wrong = f"killed by signal {-output.exit_code}" + (f" after {SECONDS} s" if output.exit_code == -9 else "")
    elif not output.errors:
        wrong = f"exit code {output.exit_code} without an error"
    elif any(word in said for word in NOT_DESIGNED):
        wrong = f"an error that is not designed: {said[:300]}"
    elif {error["failure_type"] for error in output.errors} != {"config_error"}:
        wrong = f"not called a config error: {said[:300]}"
    elif "sandbox-key" in said:
        wrong = "the key is in the error"
    else:
        tally.add("of them refused with a designed error")
    if wrong:
        tally.wrong.append(f"{described}: {wrong}")


def _odd_text(files: dict[str, Any], _good: Good, chance: random.Random) -> str:
    name = chance.choice([*files])
    text = chance.choice(ODD_TEXTS)
    files[name] = text
    return f"{name} of {len(text)} bytes that begin with {text[:30]!r}"


def _random_bytes(files: dict[str, Any], _good: Good, chance: random.Random) -> str:
    name = chance.choice([*files])
    files[name] = chance.randbytes(chance.choice([1, 10, 1000]))
    return f"{name} of random bytes {files[name][:30]!r}"


def _cut_text(files: dict[str, Any], _good: Good, chance: random.Random) -> str:
    name = chance.choice([*files])
    whole = json.dumps(files[name]).encode()
    files[name] = whole[: chance.randrange(len(whole))]
    return f"{name} cut after {len(files[name])} bytes"


def _damaged_config(files: dict[str, Any], _good: Good, chance: random.Random) -> str:
    # A wrong address may rightly be tried for minutes.
    address = files["config"].pop("api_url")
    files["config"] |= {"start_date": "2025-01-01T00:00:00Z", "num_workers": 4, "lookback_minutes": 5}
    what = damage(files["config"], chance)
    files["config"]["api_url"] = address
    return f"config with {what}"


def _damaged_catalog(files: dict[str, Any], _good: Good, chance: random.Random) -> str:
    return f"catalog with {damage(files['catalog'], chance)}"


def _damaged_state(files: dict[str, Any], good: Good, chance: random.Random) -> str:
    files["state"] = deepcopy(chance.choice([good.finished, good.cut]))
    return "state with " + ", ".join(damage(files["state"], chance) for _ in range(chance.choice([1, 1, 3])))


def _another_streams_state(files: dict[str, Any], good: Good, chance: random.Random) -> str:
    states = files["state"] = deepcopy(chance.choice([good.finished, good.cut]))
    one, other = chance.sample(states, 2)
    one["stream"]["stream_state"], other["stream"]["stream_state"] = (
        other["stream"]["stream_state"],
        one["stream"]["stream_state"],
    )
    return f"states of {one['stream']['stream_descriptor']['name']} and {other['stream']['stream_descriptor']['name']}"


SPOILERS: list[Callable[[dict[str, Any], Good, random.Random], str]] = [
    _odd_text,
    _odd_text,
    _random_bytes,
    _cut_text,
    _damaged_config,
    _damaged_catalog,
    _damaged_state,
    _damaged_state,
    _another_streams_state,
]


def damage(value: Any, chance: random.Random) -> str:
    """Replaces, drops or adds something somewhere within; says what."""
    path = []
    while True:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        path.append(str(key)[:40])
        inner = value[key]
        if not (isinstance(inner, dict | list) and inner) or chance.random() < 0.2:
            break
        value = inner
    where = ".".join(path)
    match chance.randrange(6):
        case 0:
            del value[key]
            return f"{where} dropped"
        case 1 if isinstance(value, dict):
            value["odd"] = chance.choice(ODD_VALUES)
            return f"a key beside {where}"
        case _:
            value[key] = deepcopy(chance.choice(ODD_VALUES))
            return f"{where} = {value[key]!r:.60}"
