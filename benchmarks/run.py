"""`make bench`: measures the connector against the sandbox and prints a table. `--help` lists what can be chosen."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks import below, predicates, rate_limit, startup, syncs, throughput  # noqa: E402 - run as a script, the package is beside it
from benchmarks.results import Section, as_markdown, as_text  # noqa: E402

SECTIONS = ("sizes", "rate-limit", "throughput", "start-up", "below")
README = HERE / "README.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description="Measure requests, speed and memory.")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: under two minutes")
    parser.add_argument(
        "--only", nargs="+", choices=SECTIONS, default=SECTIONS, metavar="SECTION", help=f"of {', '.join(SECTIONS)}"
    )
    parser.add_argument("--sizes", nargs="+", type=int, metavar="N", help="accounts of `sizes`, ascending")
    parser.add_argument("--limited", type=int, metavar="N", help="account of `rate-limit`, all streams")
    parser.add_argument("--limited-listing", type=int, metavar="N", help="account of `rate-limit`, listing streams")
    parser.add_argument("--usual", type=int, metavar="N", help="opportunities read the usual way")
    parser.add_argument("--opportunities", type=int, metavar="N", help="account of `throughput`")
    parser.add_argument("--below", type=int, metavar="N", help="account of `below`")
    parser.add_argument("--rounds", type=int, help="of `throughput` and `start-up`")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md, and the chart")
    options = parser.parse_args()
    if options.write and options.quick:
        parser.error("--write needs the usual sizes: without --quick")
    defaults = (
        {
            "sizes": [500, 3000],
            "limited": 80,
            "limited_listing": 2000,
            "usual": 15,
            "opportunities": 4000,
            "rounds": 1,
            "below": 300,
        }
        if options.quick
        else {
            "sizes": [5000, 50_000],
            "limited": 250,
            "limited_listing": 20_000,
            "usual": 60,
            "opportunities": 20_000,
            "rounds": 3,
            "below": 4000,
        }
    )
    for name, value in defaults.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def main() -> None:
    options = arguments()
    began = time.monotonic()
    sections: list[Section] = []

    def add(section: Section) -> None:
        print(as_text(section), flush=True)
        sections.append(section)

    share = None
    if "rate-limit" in options.only:
        limited = rate_limit.measure(everything=options.limited, listing=options.limited_listing, usual=options.usual)
        share = limited.everything.share
        add(limited.section())
        if options.write:
            rate_limit.chart(limited, HERE / "request-rate.png")
    if "throughput" in options.only:
        add(throughput.measure(options.opportunities, options.rounds))
    if "start-up" in options.only:
        add(startup.measure(options.rounds))
    if "sizes" in options.only:
        accounts = syncs.measure(options.sizes)
        add(syncs.requests_section(accounts))
        add(syncs.memory_section(accounts))
        add(syncs.cost_section(accounts, share))
    if "below" in options.only:
        add(below.by_mode(options.below))
        add(below.newest_first(options.below))
        add(predicates.measure(options.below, options.rounds))
    minutes = (time.monotonic() - began) / 60
    command = " ".join(["python benchmarks/run.py", *sys.argv[1:]])
    about = f"`{command}` on {datetime.now(timezone.utc):%Y-%m-%d}, {minutes:.0f} minutes."
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, airbyte-cdk "
        f"{version('airbyte-cdk')}. The sandbox runs on the same machine, as a process of its own."
    )
    print(f"\n{about} {machine}")
    if options.write:
        write(machine, about, sections)


def write(machine: str, about: str, sections: Sequence[Section]) -> None:
    """Put these sections in the place of those with the same titles; others stay as they were measured before."""
    before, _, rest = README.read_text().partition(BEGIN)
    measured, _, after = rest.partition(END)
    tables = dict(table.strip().split("\n", 1) for table in measured.split("\n### ")[1:])
    for section in sections:
        title, table = as_markdown([section]).removeprefix("### ").split("\n", 1)
        tables[title] = f"\n{about}\n{table}"
    told = "\n\n".join(f"### {title}\n{table}".rstrip() for title, table in tables.items())
    README.write_text(f"{before}{BEGIN}\n\n{machine}\n\n{told}\n\n{END}{after}")


if __name__ == "__main__":
    main()
