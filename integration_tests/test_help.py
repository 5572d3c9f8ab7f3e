"""What the command says of itself, and that its example works."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from textwrap import dedent

import pytest
from shell import typed

from commands import INSTALLED
from lever_sandbox import STREAMS, Sandbox


@pytest.fixture(scope="module")
def help_text() -> str:
    return subprocess.run([INSTALLED, "--help"], capture_output=True, text=True, check=True).stdout


def rows_and_states(printed: Path) -> tuple[int, list[str]]:
    messages = [json.loads(line) for line in printed.read_text().splitlines()]
    states = [message["state"]["stream"] for message in messages if message["type"] == "STATE"]
    return (
        sum(message["type"] == "RECORD" for message in messages),
        sorted({state["stream_descriptor"]["name"] for state in states}),
    )


@pytest.mark.parametrize("command", ["spec", "check", "discover", "read"])
def test_given_help_then_each_command_is_explained(help_text: str, command: str) -> None:
    assert re.search(rf"^    {command} +\w+ ", help_text, re.MULTILINE)


def test_given_the_example_of_the_help_when_typed_then_it_reads_twice(
    help_text: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    (example,) = re.findall(r"^example.*?:\n\n(.*?)\n\n\w", help_text, re.DOTALL | re.MULTILINE)
    address = f'"api_url": "{sandbox.api_url}", "requests_per_second": 1000'

    typed(
        dedent(example).replace('{"credentials"', f'{{{address}, "credentials"'), tmp_path, LEVER_API_KEY="sandbox-key"
    )

    first, streams = rows_and_states(tmp_path / "first.jsonl")
    second, _ = rows_and_states(tmp_path / "second.jsonl")
    assert set(streams) <= set(STREAMS)
    assert len(streams) == len(json.loads((tmp_path / "catalog.json").read_text())["streams"])
    assert second < first / 10


@pytest.mark.parametrize("arguments", [[], ["sync"], ["read", "--config", "config.json"]], ids=str)
def test_given_wrong_arguments_then_it_says_which_and_prints_no_message(arguments: list[str]) -> None:
    ended = subprocess.run([INSTALLED, *arguments], capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "source-lever-unified" in ended.stderr
    assert "error:" in ended.stderr


def test_given_the_version_when_asked_for_then_it_is_the_packages() -> None:
    printed = subprocess.run([INSTALLED, "--version"], capture_output=True, text=True, check=True).stdout

    assert printed == f"source-lever-unified {version('airbyte-source-lever-unified')}\n"
