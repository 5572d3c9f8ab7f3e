"""How long the commands take that a person waits for."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.measured_process import COMMAND, Connector, Run, run
from benchmarks.results import Line, Section
from benchmarks.sandbox_process import SandboxProcess


def measure(rounds: int) -> Section:
    with SandboxProcess(200) as sandbox, tempfile.TemporaryDirectory() as folder:
        connector = Connector(Path(folder), sandbox.api_url)
        commands: dict[str, Callable[[], Run]] = {
            "import": lambda: run([sys.executable, "-c", "import airbyte_cdk"]),
            "spec": lambda: run([COMMAND, "spec"]),
            "check": connector.check,
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                seconds[name].append(command().seconds)
    imported = median(seconds["import"])
    beside = f"{imported:.2f} s for `python -c 'import airbyte_cdk'`"
    lines = [Line(f"`{name}`", f"{median(seconds[name]):.2f} s", beside=beside) for name in ("spec", "check")]
    return Section("Start-up", lines, f"Wall time of the whole command, the median of {rounds}.")
