"""The folder that files are handed over in.

A name in it that somebody may take stands for a whole file, whenever this process is killed: what is being written has
another name, in a folder of its own, until it is on the disk.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

_UNFINISHED = ".source-lever-unified-unfinished"


class Staging:
    """Files below `root`. Thread-safe."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / _UNFINISHED

    def clean(self) -> None:
        """Remove what former runs were writing when they were killed, and nothing of a run that is still at it."""
        for path in self._unfinished.glob("*"):
            # Whoever writes it holds a lock on it, which ends with its process; gone: it has just been finished.
            with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)

    def keep(self, folder: str, relative_path: str, write: Callable[[IO[bytes]], None]) -> Path:
        """The path of a whole file with what `write` wrote. Every call makes another, below `folder`.

        Two rows that are sent of one file do not share it: whoever takes the first may remove it.

        Raises:
            OSError: it cannot be written.
        """
        self._unfinished.mkdir(parents=True, exist_ok=True)
        name = uuid.uuid4().hex
        path = self._unfinished / name
        with path.open("xb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                write(file)
                file.flush()
                os.fsync(file.fileno())
                whole = self._root / folder / name / relative_path
                whole.parent.mkdir(parents=True)
                return path.rename(whole)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
