"""Which streams an API key may not read, by what the connector's `check` says.

PyAirbyte keeps nothing of a read in which one stream failed, so a key that may not read everything needs a selection:

    source.select_streams(sorted(set(source.get_available_streams()) - unreadable_streams(config)))

For API keys. With OAuth a `check` replaces the refresh token, and says the new one to whoever ran it.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any


def unreadable_streams(config: dict[str, Any], executable: str = "source-lever-unified") -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "config.json")
        file.write_text(json.dumps(config))
        check = subprocess.run([executable, "check", "--config", file], stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in check.stdout.splitlines()]
    warnings = [message["log"]["message"] for message in messages if message["type"] == "LOG"]
    named = [re.match(r"Streams that cannot be read: ([\w, ]+)\.", warning) for warning in warnings]
    return {stream for found in named if found for stream in found[1].split(", ")}
