"""The README's commands are typed, and its code is run, against a sandbox.

Some are run elsewhere: `make` by continuous integration, Docker by the image test, the funnel by the PyAirbyte test.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

from readme import PORT, ROOT, block, blocks
from shell import typed

from lever_sandbox import Sandbox

STARTING_THE_SANDBOX = block("bash", "cd integration_tests")
ON_THE_COMMAND_LINE = block("bash", "mkdir -p secrets")
ELSEWHERE = [block("bash", "make demo"), block("bash", "docker build")]
A_STREAM_ALONE = block("python", "from airbyte_cdk")
FUNNEL = block("python", "import os")


def test_given_the_readme_then_each_of_its_blocks_is_run_by_a_test() -> None:
    assert {*blocks("bash")} == {STARTING_THE_SANDBOX, ON_THE_COMMAND_LINE, *ELSEWHERE}
    assert {*blocks("python")} == {A_STREAM_ALONE, FUNNEL}


def test_given_the_commands_of_make_then_continuous_integration_runs_them() -> None:
    targets = re.findall(r"^(make \S+)", block("bash", "make demo"), re.MULTILINE)

    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    ran = {f"make {target}" for line in lines if line.startswith("make ") for target in line.split()[1:]}
    assert targets == ["make demo", "make test"]
    assert {*targets} <= ran


def test_given_the_funnel_of_the_readme_then_it_is_the_example_that_the_pyairbyte_test_runs() -> None:
    assert (ROOT / "examples" / "hiring_funnel.py").read_text().endswith(FUNNEL)


def test_given_the_command_that_starts_the_sandbox_when_typed_then_it_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = STARTING_THE_SANDBOX.replace("../.venv/bin/python", f"exec {sys.executable}").strip() + f" --port {port}"

    with subprocess.Popen(["bash", "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"Lever sandbox listening on http://127.0.0.1:{port}/v1\n"
        finally:
            process.terminate()


def test_given_the_example_for_the_command_line_when_typed_then_it_reads_twice(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    printed = typed(at(sandbox, ON_THE_COMMAND_LINE), tmp_path)

    first = (tmp_path / "secrets" / "first.jsonl").read_text().splitlines()
    second = [line for line in printed.splitlines() if '"RECORD"' in line]
    assert '"SUCCEEDED"' in printed
    assert len([line for line in first if '"RECORD"' in line]) > 10 * len(second)
    catalog = json.loads((tmp_path / "secrets" / "catalog.json").read_text())
    assert len(json.loads((tmp_path / "secrets" / "state.json").read_text())) == len(catalog["streams"])


def test_given_the_example_of_a_stream_by_itself_when_run_then_it_has_its_rows_and_its_state(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    code = at(sandbox, A_STREAM_ALONE)
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    count, _, state = ended.stdout.splitlines()[-1].partition(" ")
    assert int(count) == sandbox.account.expected_counts(confidential=False)["candidates"]
    assert "synced_at" in state


def at(sandbox: Sandbox, text: str) -> str:
    assert f"127.0.0.1:{PORT}" in text
    return text.replace(f"http://127.0.0.1:{PORT}/v1", sandbox.api_url)
