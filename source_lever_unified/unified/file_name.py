"""Names of files as people gave them, made fit to be names on a disk."""

from __future__ import annotations

import re
import unicodedata

_MOST_BYTES = 150
"""Most disks take 255, and destinations put something before or behind."""

_UNFIT = re.compile(r'[/\\:*?"<>|]')
"""What separates folders somewhere, or no disk of some kind takes."""

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def safe_file_name(name: str | None, extension: str | None) -> str:
    """One part of a path, never empty and never one that leads elsewhere.

    `extension`: without a dot, for names that have none.
    """
    name = _fit(name or "")
    found = _ENDING.search(name) or _ENDING.search("." + _fit(extension or ""))
    ending = found.group() if found else ""
    return (_cut(name.removesuffix(ending), _MOST_BYTES - len(ending)) or "file") + ending


def _fit(text: str) -> str:
    # C are the categories of control characters, halves of characters and marks that turn the direction of writing.
    visible = "".join(
        "_" if unicodedata.category(char)[0] == "C" else char for char in unicodedata.normalize("NFC", text)
    )
    return _UNFIT.sub("_", visible).strip(" .")


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore").strip(" .")
