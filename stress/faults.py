"""Lever answers oddly, late, by halves or not at all, while people change the account; then it is quiet again."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from lever_sandbox import Sandbox
from lever_sandbox.faults import KINDS
from stress.connection import Connection, Tally

ODD_BODIES: list[Any] = [
    "",
    "null",
    "[]",
    "\ufeff{}",
    "\x00" * 20,
    '{"data": null}',
    '{"data": {}}',
    '{"data": "none"}',
    '{"data": [null], "hasNext": false}',
    '{"data": ["odd", 7], "hasNext": false}',
    '{"data": [{}], "hasNext": false}',
    '{"data": [], "hasNext": "maybe"}',
    '{"data": [], "hasNext": true}',
    '{"data": [[[]]]}',
    '{"error": {"code": "InternalError"}}',
    "[" * 100_000,
]
"""Bodies of answers with the status 200 that no reader may take for a list."""

PATHS = [
    "",
    r"/v1/opportunities\?",
    r"/opportunities\?.*offset=",
    r"/interviews",
    r"/offers",
    r"/v1/postings",
    r"/apply",
    r"/deleted",
    r"/v1/(users|tags|stages|archive_reasons)",
]


def add_faults(sandbox: Sandbox, chance: random.Random) -> None:
    """A handful of faults, each for some requests of a path."""
    kinds = [kind for kind in KINDS if kind not in ("forbidden", "extra_keys", "missing_keys", "delay")]
    for _ in range(chance.randint(2, 8)):
        options: dict[str, Any] = {
            "times": chance.choice([1, 1, 2, 5, 12]),
            "skip": chance.choice([0, 0, 1, 3, 10]),
            "every": chance.choice([1, 2, 7]),
        }
        path = chance.choice(PATHS)
        match chance.randrange(5):
            case 0:
                sandbox.faults.add("status", path, status=200, body=chance.choice(ODD_BODIES), **options)
            case 1:
                sandbox.faults.add("status", path, status=chance.choice([500, 502, 503, 504, 404, 408, 204]), **options)
            case 2:
                sandbox.faults.add("delay", path, delay_ms=chance.choice([20, 200]), **options)
            case _:
                sandbox.faults.add(chance.choice(kinds), path, **options)


def stress(minutes: float, chance: random.Random, *, whole: bool) -> Tally:  # noqa: ARG001 - as all scenarios
    tally = Tally()
    deadline = time.monotonic() + 60 * minutes
    while time.monotonic() < deadline or not tally.happened:
        seed = chance.randrange(1_000_000)
        one_life(random.Random(seed), tally, f"account {seed}")
    return tally


def one_life(chance: random.Random, tally: Tally, name: str) -> None:
    size = chance.choice([40, 150, 300])
    with Sandbox(opportunities=size, seed=chance.randrange(10_000)) as sandbox, tempfile.TemporaryDirectory() as folder:
        connection = Connection(sandbox, Path(folder), chance, tally, name)
        for _ in range(chance.randint(2, 5)):
            add_faults(sandbox, chance)
            every = chance.choice([2, 5, 20])
            doings = random.Random(chance.random())
            for nth in range(1, 60, every):
                sandbox.before("/v1/", lambda: connection.people.do(1), nth=nth + doings.randrange(every))
            connection.choose_reads()
            connection.check_words(connection.sync())
            tally.add("faults injected", sum(fault["fired"] for fault in sandbox.faults.describe()))
            sandbox.faults.clear()
            sandbox.clear_hooks()
            connection.people.do(chance.randint(0, 10))
        # Where the offers of an application were not found, it went out without one; see docs/reliability.md.
        connection.check_truth(left_out=["offer_id"])
        tally.add("accounts")
