"""A Postgres server of its own, in a temporary folder, on a free port, for as long as a block runs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps what is for servers, one folder per version and none of them on PATH."""

UNPRIVILEGED = ("postgres", "nobody")
"""Postgres refuses to run as root. Its own user, where the package made one."""

ABROAD = "America/New_York"
"""The server's time zone: what is UTC must be so by itself."""


@dataclass(frozen=True)
class Postgres:
    binaries: Path
    port: int

    def sql(self, script: str) -> list[list[str]]:
        """Runs a script; the rows of all its queries, as text."""
        done = subprocess.run(
            [
                *(self.binaries / "psql", "--host=127.0.0.1", f"--port={self.port}", "--username=lever"),
                *("--dbname=postgres", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"),
                *("--field-separator=\x1f", "--set=ON_ERROR_STOP=1", "--file=-"),
            ],
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr}")
        return [line.split("\x1f") for line in done.stdout.splitlines()]


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    binaries = _binaries()
    owner = _owner()
    # Not in pytest's folders: another user may not walk through them.
    folder = Path(tempfile.mkdtemp(prefix="lever-postgres-"))
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        data = folder / "data"
        make = (f"--pgdata={data}", "--username=lever", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run([binaries / "initdb", *make], owner)
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c timezone={ABROAD}"
        control: list[str | Path] = [binaries / "pg_ctl", f"--pgdata={data}", "--wait"]
        _run([*control, f"--log={folder / 'log'}", f"--options={options}", "start"], owner)
        try:
            yield Postgres(binaries, port)
        finally:
            _run([*control, "--mode=immediate", "stop"], owner)
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path:
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    if not versions:
        raise RuntimeError("no Postgres server here: install Debian's package postgresql, or put initdb on PATH")
    return versions[-1].parent


def _owner() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {line.partition(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return next(user for user in UNPRIVILEGED if user in known)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _run(command: Sequence[str | Path], user: str | None) -> None:
    # Into a file, not a pipe: the server inherits it, and a pipe would not end before the server does.
    with tempfile.TemporaryFile(mode="w+") as said:
        done = subprocess.run(command, user=user, cwd="/", stdout=said, stderr=said, check=False)
        if done.returncode != 0:
            said.seek(0)
            raise RuntimeError(f"{Path(command[0]).name}: {said.read()}")
