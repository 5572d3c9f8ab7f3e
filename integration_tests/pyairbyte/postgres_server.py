"""A PostgreSQL of its own, in a folder, until it is not needed any more."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
"""Of the database, and of the system when this runs as root, whom PostgreSQL does not serve."""


def binaries() -> Path | None:
    """Where `initdb` and the others are. Debian keeps them off PATH, a folder per version."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@contextmanager
def running_postgres(found: Path) -> Iterator[int]:
    """The port on loopback at which it answers `USER` without a password."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
        free.close()
        user = USER if os.geteuid() == 0 else None
        if user is not None:
            shutil.chown(folder, user)

        def run(*command: str) -> None:
            subprocess.run(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True)

        data = f"{folder}/data"
        run(str(found / "initdb"), "--pgdata", data, "--username", USER, "--auth", "trust", "--no-sync")
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        control = (str(found / "pg_ctl"), "--pgdata", data, "--wait", "--log", f"{folder}/log")
        run(*control, "--options", settings, "start")
        try:
            yield port
        finally:
            run(*control, "--mode", "immediate", "stop")
