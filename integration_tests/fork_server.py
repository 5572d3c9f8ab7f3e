"""A process that has imported the connector, and forks a child for each command.

Importing the Airbyte CDK takes two seconds of processor time, most of what a test of the command line used to last.
A child here is what a start of the console script is: a process with a pid, arguments, an environment and pipes of
its own, in which `run()` is the whole program and the interpreter ends as it always does. Only the imports are done.

`python fork_server.py FD`: commands come through the Unix socket FD. Each is JSON, with the descriptors of its stdin,
stdout, stderr and of a socket on which its keeper says first its pid, then how it ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import threading
from typing import Any

from airbyte_cdk.sources.utils import files_directory

import source_lever_unified

MAX_COMMAND = 1024 * 1024


def import_everything() -> None:
    for module in pkgutil.walk_packages(source_lever_unified.__path__, f"{source_lever_unified.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # What is here now stays as it is: a child whose collector went through it would copy all of it.
    gc.collect()
    gc.freeze()
    if threading.active_count() > 1:
        sys.exit(f"a child would miss the threads that the imports started: {threading.enumerate()}")


def next_command(commands: socket.socket) -> bool:
    """Forks a child for each command and returns True in it; returns False when there are no more commands."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries keepers
    while True:
        command, descriptors, _, _ = socket.recv_fds(commands, MAX_COMMAND, 4)
        if not command:
            return False
        if os.fork() == 0:
            commands.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            report = socket.socket(fileno=descriptors.pop())
            child = os.fork()
            if child == 0:
                report.close()
                become(json.loads(command), descriptors)
                return True
            for descriptor in descriptors:
                os.close(descriptor)
            keep(child, report)
        for descriptor in descriptors:
            os.close(descriptor)


def become(command: dict[str, Any], descriptors: list[int]) -> None:
    for standard, descriptor in enumerate(descriptors):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    importlib.reload(files_directory)  # which reads its variable when it is imported
    sys.argv = command["arguments"]
    for script in command["first"]:
        runpy.run_path(script)


def keep(child: int, report: socket.socket) -> None:
    """Says how the child ended, and buries it only when the other side has let go: until then its pid is no other's."""
    report.sendall(f"{child}\n".encode())
    ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert ended is not None
    exit_code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
    report.sendall(f"{exit_code}\n".encode())
    report.recv(1)
    os._exit(0)


if __name__ == "__main__":
    import_everything()
    from source_lever_unified.run import run

    if next_command(socket.socket(fileno=int(sys.argv[1]))):
        sys.exit(run())  # type: ignore[func-returns-value] # as the console script does
