"""A child of the fork server is what a start of the installed console script is."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import replace

import pytest

from commands import CAN_FORK, Process, started
from connector import ConnectTo
from lever_sandbox import Sandbox

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="commands are forked on Linux only")


def written_by(process: Process) -> tuple[bytes, int]:
    with process:
        assert process.stdout is not None
        written = process.stdout.read()
    return written, process.returncode


@pytest.mark.parametrize("arguments", [["spec"], ["read", "--help"], ["no-such-command"]], ids=" ".join)
def test_given_a_command_line_when_forked_then_it_writes_and_ends_as_when_installed(arguments: Sequence[str]) -> None:
    forked = written_by(started(arguments, {}))
    installed = written_by(started(arguments, {}, installed=True))

    assert forked == installed


def test_given_a_failing_read_when_forked_then_it_ends_as_when_installed(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, key="wrong-key")

    forked = connector.read(["users", "candidates"])
    installed = replace(connector, installed=True).read(["users", "candidates"])

    assert forked.exit_code == installed.exit_code != 0
    assert sorted(forked.error_messages) == sorted(installed.error_messages)


def test_given_a_signal_when_forked_then_the_exit_code_says_which() -> None:
    process = started(["spec"], {})
    process.send_signal(signal.SIGKILL)

    assert written_by(process)[1] == -signal.SIGKILL


def test_given_two_commands_at_once_then_each_has_its_own_output() -> None:
    spec, unknown = started(["spec"], {}), started(["no-such-command"], {})

    assert written_by(unknown)[1] == 2
    assert written_by(spec)[0].count(b'"type":"SPEC"') == 1
