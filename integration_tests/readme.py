"""What the README tells people to type."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PORT = "8719"
"""Where the sandbox of the README listens."""


def block(language: str, beginning: str) -> str:
    """The one block of code that begins like that."""
    (found,) = [one for one in blocks(language) if one.startswith(beginning)]
    return found


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(), re.DOTALL | re.MULTILINE)
