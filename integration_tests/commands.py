"""Starts the connector's command line: the installed console script, or a child of the fork server."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

INSTALLED = Path(sys.executable).with_name("source-lever-unified")
FORK_SERVER = Path(__file__).with_name("fork_server.py")
IMPATIENT = Path(__file__).with_name("impatient")
"""For PYTHONPATH: the command hardly waits before it asks again."""

CAN_FORK = sys.platform == "linux"
"""Elsewhere a fork of a process with so many libraries is known to crash."""

HEEDED_BY_A_FORK = {"AIRBYTE_STAGING_DIRECTORY"}


class Process(Protocol):
    """What `subprocess.Popen` has, as far as tests need it."""

    @property
    def stdout(self) -> IO[bytes] | None: ...
    @property
    def returncode(self) -> int: ...
    def send_signal(self, number: int, /) -> None: ...
    def __enter__(self) -> Process: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


def started(
    arguments: Sequence[str], environment: Mapping[str, str], *, installed: bool = False, impatient: bool = False
) -> Process:
    """The command, running; its stderr goes where its stdout goes.

    A child of the fork server, unless `installed` asks for the console script itself. Other variables of the
    environment than those that a fork heeds are for the start of an interpreter, and take the console script too.
    `impatient`: it hardly waits before it asks again.
    """
    if CAN_FORK and not installed and environment.keys() <= HEEDED_BY_A_FORK:
        return ForkedCommand([str(INSTALLED), *arguments], environment, impatient=impatient)
    if impatient:
        paths = [str(IMPATIENT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {"PYTHONPATH": os.pathsep.join(paths), **environment}
    return subprocess.Popen(
        [INSTALLED, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
    )


class ForkedCommand:
    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], *, impatient: bool = False) -> None:
        command = {
            "arguments": list(arguments),
            "environment": {**os.environ, **environment},
            "folder": os.getcwd(),
            "first": [str(IMPATIENT / "sitecustomize.py")] if impatient else [],
        }
        nothing = os.open(os.devnull, os.O_RDONLY)
        reading, writing = os.pipe()
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(fork_server(), [json.dumps(command).encode()], [nothing, writing, writing, theirs.fileno()])
        finally:
            os.close(nothing)
            os.close(writing)
            theirs.close()
        self.stdout = os.fdopen(reading, "rb")
        self._keeper = ours
        self._reports = ours.makefile("rb")
        self.pid = int(self._reports.readline())
        self._exit_code: int | None = None

    @property
    def returncode(self) -> int:
        assert self._exit_code is not None
        return self._exit_code

    def send_signal(self, number: int) -> None:
        """The keeper keeps the pid ours until we let go of it."""
        if self._exit_code is None:
            os.kill(self.pid, number)

    def __enter__(self) -> ForkedCommand:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stdout.close()
        self._exit_code = int(self._reports.readline())
        self._reports.close()
        self._keeper.close()


@cache
def fork_server() -> socket.socket:
    """One for each test process, started with its first command; ends with the test process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        server = subprocess.Popen(
            [sys.executable, FORK_SERVER, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            # Its import of numpy would start threads, which no child would have.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )

    def end() -> None:
        ours.close()
        server.wait()

    atexit.register(end)
    return ours
