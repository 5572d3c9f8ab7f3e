"""The simulation property of the unit tests, for minutes instead of seconds."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

from stress.connection import Tally

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "unit_tests" / "simulation"

PROPERTIES = 20
"""About so many properties are played one after another, each for its share of the minutes."""


def stress(minutes: float, chance: random.Random, *, whole: bool) -> Tally:  # noqa: ARG001 - as all scenarios
    tally = Tally()
    if not list(TESTS.glob("test_*.py")):
        print(f"There are no tests in {TESTS.relative_to(ROOT)}: the simulation is skipped", flush=True)
        return tally
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TESTS)]
    try:
        run = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "SIMULATION_MINUTES": f"{minutes / PROPERTIES:g}"},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=60 * minutes * 3 + 900,
            check=False,
        )
    except subprocess.TimeoutExpired:
        tally.wrong.append("it did not end in three times its time and a quarter of an hour")
        return tally
    passed = re.search(r"(\d+) passed", run.stdout)
    tally.add("simulation tests", int(passed[1]) if passed else 0)
    if run.returncode != 0:
        tally.wrong.append(run.stdout[-1500:])
    return tally
