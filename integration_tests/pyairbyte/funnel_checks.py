"""The example for notebooks, run as it stands: once, and again after something has changed."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyairbyte.sandbox_process import SandboxProcess, running_sandbox

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "hiring_funnel.py"
KEY = "sandbox-key"


@pytest.fixture
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(opportunities=150) as sandbox:
        yield sandbox


def printed(sandbox: SandboxProcess, folder: Path) -> dict[str, int]:
    """Candidates by stage, as the example prints them; PyAirbyte keeps its tables below the folder."""
    command = folder / "bin" / "source-lever-unified"
    if not command.exists():
        command.parent.mkdir()
        command.symlink_to(os.environ["CONNECTOR"])
    environment = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "LEVER_API_KEY": KEY,
        "LEVER_API_URL": sandbox.api_url,
    }
    ended = subprocess.run(
        [sys.executable, EXAMPLE], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    lines = re.findall(r"^ *(\S.*?) +([\d.]+)$", ended.stdout, re.MULTILINE)
    return {stage: int(float(count)) for stage, count in lines}


def in_lever(sandbox: SandboxProcess) -> dict[str, int]:
    """The same, asked of Lever."""
    entered: dict[str, set[str]] = defaultdict(set)
    for opportunity in listed(sandbox, "/opportunities"):
        for change in opportunity["stageChanges"]:
            entered[change["toStageId"]].add(opportunity["id"])
    return {stage["text"]: len(entered[stage["id"]]) for stage in listed(sandbox, "/stages")}


def listed(sandbox: SandboxProcess, path: str) -> Iterator[dict[str, Any]]:
    offset = ""
    while True:
        request = urllib.request.Request(f"{sandbox.api_url}{path}?limit=100{offset}")
        request.add_header("Authorization", f"Basic {base64.b64encode(f'{KEY}:'.encode()).decode()}")
        with urllib.request.urlopen(request) as response:
            page = json.load(response)
        yield from page["data"]
        if not page["hasNext"]:
            return
        offset = f"&offset={page['next']}"


def test_given_an_account_then_the_funnel_is_what_lever_has_also_after_changes(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    first = printed(sandbox, tmp_path)
    assert first == in_lever(sandbox)

    moved, deleted = sandbox.do("find_opportunities", archived=False, has_application=True, limit=2)
    sandbox.do("move_stage", opportunity_id=moved, stage_id="offer")
    sandbox.do("delete_opportunity", opportunity_id=deleted)

    second = printed(sandbox, tmp_path)
    assert second == in_lever(sandbox)
    assert second != first
