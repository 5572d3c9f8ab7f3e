"""Hundreds of syncs of a changing account in one process: memory, threads and file handles stay flat."""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from lever_sandbox import Sandbox
from stress.changes import People
from stress.connection import Tally

ROOT = Path(__file__).resolve().parent.parent
GROWTH = 1.05
"""The second half may hold this much more memory than the first: allocators are never quite still."""
GROWTH_OF_SHORT_RUN = 1.15
"""In a short run the bounded caches of ids and times are still filling, for some megabytes."""


def stress(minutes: float, chance: random.Random, *, whole: bool) -> Tally:
    tally = Tally()
    seconds = max(20.0, 60 * minutes)
    # An account that fills the caches at once takes a short run too long.
    with Sandbox(opportunities=4000 if whole else 800, seed=chance.randrange(10_000)) as sandbox:
        people = People(sandbox.account, chance)
        # Before every sync, so that each has something to read: it asks for the users once.
        sandbox.before(r"/v1/users", lambda: people.do(10), repeat=True)
        samples = read_for(seconds, sandbox, tally)
        tally.add("changes of the account", people.changes)
        tally.wrong += [f"the stress itself is broken: {broken}" for broken in people.broken[:3]]
    tally.add("syncs in one process", len(samples))
    tally.add("records", sum(sample["records"] for sample in samples))
    # The first syncs fill caches and bring the whole account.
    judge_growth(samples[max(3, len(samples) // 10) :], tally, GROWTH if whole else GROWTH_OF_SHORT_RUN)
    return tally


def read_for(seconds: float, sandbox: Sandbox, tally: Tally) -> list[dict[str, int]]:
    command = [sys.executable, "-m", "stress.soak_reader", sandbox.api_url, str(seconds)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "integration_tests"), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": path}
    )
    timer = threading.Timer(seconds * 2 + 120, process.send_signal, [signal.SIGKILL])
    timer.start()
    samples = []
    said: list[str] = []
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(b'{"records"'):
                samples.append(json.loads(line))
            else:
                said.append(line.decode(errors="replace"))
    timer.cancel()
    if process.returncode != 0:
        tally.wrong.append(f"the reader ended with {process.returncode}: {''.join(said)[-600:]}")
    return samples


def judge_growth(samples: Sequence[dict[str, int]], tally: Tally, growth: float) -> None:
    if len(samples) < 6:
        tally.wrong.append(f"only {len(samples)} syncs to compare")
        return
    first, second = samples[: len(samples) // 2], samples[len(samples) // 2 :]
    for what in ("resident_kib", "threads", "files"):
        before = statistics.median(sample[what] for sample in first)
        after = statistics.median(sample[what] for sample in second)
        unit, scale = ("MiB resident", 1024) if what == "resident_kib" else (what, 1)
        tally.add(f"{unit}, first half", round(before / scale))
        tally.add(f"{unit}, second half", round(after / scale))
        # Connections close when the collector finds them: the number of open files swings.
        allowed = {"resident_kib": growth, "threads": 1, "files": 1.5}[what]
        if after > before * allowed:
            tally.wrong.append(f"{what} grew from {before:.0f} to {after:.0f}")
