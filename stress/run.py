"""`make stress`: everything at once, for longer than a test may take. `--help` lists what can be chosen."""

from __future__ import annotations

import argparse
import faulthandler
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "integration_tests")]

from stress import faults, inputs, kills, report, simulation, soak  # noqa: E402 - run as a script, the package is beside it
from stress.connection import Tally  # noqa: E402

SCENARIOS: dict[str, tuple[Callable[..., Tally], float]] = {
    "faults": (faults.stress, 5),
    "kills": (kills.stress, 5),
    "inputs": (inputs.stress, 2),
    "soak": (soak.stress, 10),
    "simulation": (simulation.stress, 3),
}
"""With the minutes of each in a whole run."""

WHOLE = sum(minutes for _, minutes in SCENARIOS.values())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stress/run.py", description="Stress the connector against the sandbox.")
    parser.add_argument("--minutes", type=float, default=WHOLE, help=f"for all of it; default {WHOLE:g}")
    parser.add_argument("--seed", type=int, help="repeat a run: the same accounts, changes, faults and moments")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[*SCENARIOS],
        default=[*SCENARIOS],
        metavar="NAME",
        help=f"of {', '.join(SCENARIOS)}",
    )
    parser.add_argument("--write", action="store_true", help="put the figures of a shorter run into the docs too")
    options = parser.parse_args()
    if options.write and set(options.only) != set(SCENARIOS):
        parser.error("--write needs all scenarios")
    return options


def main() -> None:
    options = arguments()
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    whole = options.minutes >= WHOLE and set(options.only) == set(SCENARIOS)
    share = options.minutes / sum(SCENARIOS[name][1] for name in options.only)
    # A command that hangs for ever must not: everything ends, with the places where it stood.
    faulthandler.dump_traceback_later(60 * (4 * options.minutes + 15), exit=True)
    print(f"seed {seed}: repeat with --seed {seed}", flush=True)
    began = time.monotonic()
    tallies: dict[str, Tally] = {}
    for name in options.only:
        stress, minutes = SCENARIOS[name]
        tallies[name] = outcome(stress, minutes * share, random.Random(f"{seed} {name}"), whole=whole)
        print(report.as_text(name, tallies[name]), flush=True)
    if whole or options.write:
        figures = report.as_figures(
            tallies,
            seed=seed,
            minutes=(time.monotonic() - began) / 60,
            date=datetime.now(timezone.utc).date().isoformat(),
        )
        report.write(figures)
    failed = sum(bool(tally.wrong) for tally in tallies.values())
    print(f"\n{len(tallies) - failed} passed, {failed} failed in {time.monotonic() - began:.0f} s")
    sys.exit(failed > 0)


def outcome(stress: Callable[..., Tally], minutes: float, chance: random.Random, *, whole: bool) -> Tally:
    """What breaks the scenario itself, a line of output that is no message for one, is a failure like the others."""
    try:
        return stress(minutes, chance, whole=whole)
    except Exception as broken:
        tally = Tally()
        tally.wrong.append(f"{type(broken).__name__}: {broken}"[:2000])
        return tally


if __name__ == "__main__":
    main()
