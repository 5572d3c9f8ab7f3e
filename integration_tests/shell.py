"""Runs what the documentation tells people to type."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from commands import INSTALLED


def typed(script: str, folder: Path, **environment: str) -> str:
    """What the commands print, typed into bash in a folder, with the connector's command on PATH."""
    path = f"{INSTALLED.parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, f"{script}\nended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr}"
    return ended.stdout
