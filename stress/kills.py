"""SIGKILL and SIGTERM at random moments of full and incremental syncs, resumed from the last states that came out."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from connector import Json
from lever_sandbox import Sandbox
from stress.connection import Connection, Tally

EACH = 20
"""Kills by each signal, at least, in a whole run."""

SIGNALS = {signal.SIGKILL: "SIGKILL", signal.SIGTERM: "SIGTERM"}


def stress(minutes: float, chance: random.Random, *, whole: bool) -> Tally:
    tally = Tally()
    began = time.monotonic()
    while time.monotonic() < began + 60 * minutes or not tally.happened or (whole and too_few(tally)):
        if time.monotonic() > began + 180 * minutes + 60:
            tally.wrong.append("not enough kills in three times the time")
            break
        seed = chance.randrange(1_000_000)
        one_life(random.Random(seed), tally, f"account {seed}")
    return tally


def too_few(tally: Tally) -> bool:
    return any(tally.happened[f"{name} survived"] < EACH for name in SIGNALS.values())


def one_life(chance: random.Random, tally: Tally, name: str) -> None:
    with Sandbox(opportunities=300, seed=chance.randrange(10_000)) as sandbox, tempfile.TemporaryDirectory() as folder:
        connection = Connection(sandbox, Path(folder), chance, tally, name)
        messages_of_full, messages_of_incremental = 8000, 600
        for messages in (messages_of_full, messages_of_incremental):
            for kill_with in chance.sample([*SIGNALS, *SIGNALS], k=chance.randint(1, 4)):
                sandbox.reset_requests()
                connection.choose_reads()
                # Slow enough that the pipe does not hold all of what is still to come.
                output = connection.sync(after(chance.randrange(messages)), kill_with, requests_per_second=300)
                if output.exit_code == -kill_with:
                    tally.add(f"{SIGNALS[kill_with]} survived")
                elif output.exit_code != 0:
                    connection.wrong(f"a sync ends with {output.exit_code}: {output.error_messages[:200]}")
                no_page_twice(connection, tally)
                connection.people.do(chance.choice([0, 0, 3]))
            sandbox.reset_requests()
            connection.check_words(connection.sync())
            no_page_twice(connection, tally)
            connection.people.do(150)
        connection.check_truth()
        tally.add("accounts")


def no_page_twice(connection: Connection, tally: Tally) -> None:
    repeated = connection.sandbox.requests.repeated
    tally.add("pages asked for", connection.sandbox.requests.total)
    tally.add("asked twice in a sync", len(repeated))
    if repeated:
        connection.wrong(f"{len(repeated)} requests were made twice in one sync, such as {repeated[0]}"[:300])


def after(count: int) -> Callable[[Json], bool]:
    """True from the `count`-th message on."""
    seen = 0

    def reached(_message: Json) -> bool:
        nonlocal seen
        seen += 1
        return seen > count

    return reached
