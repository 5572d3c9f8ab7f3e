"""Syncs over and over in one process, each from the states of the one before, and says after each what it holds.

`python -m stress.soak_reader API_URL SECONDS`: a line of JSON per sync on stdout.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from airbyte_cdk.models import (
    AirbyteStateMessage,
    AirbyteStateMessageSerializer,
    AirbyteStateType,
    ConfiguredAirbyteCatalogSerializer,
    Type,
)

from connector import configured_catalog
from source_lever_unified.source import SourceLeverUnified


def resident_kib() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


def main() -> None:
    api_url, seconds = sys.argv[1], float(sys.argv[2])
    logger = logging.getLogger("airbyte.soak")
    logger.setLevel(logging.WARNING)
    config: dict[str, Any] = {
        "credentials": {"auth_type": "Api Key", "api_key": "sandbox-key"},
        "api_url": api_url,
        "requests_per_second": 1000,
        "lookback_minutes": 0,
    }
    source = SourceLeverUnified()
    names = [stream.name for stream in source.discover(logger, config).streams]
    catalog = ConfiguredAirbyteCatalogSerializer.load(configured_catalog(names))
    states: dict[str, dict[str, Any]] = {}
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        given: list[AirbyteStateMessage] = [AirbyteStateMessageSerializer.load(state) for state in states.values()]
        records = 0
        for message in source.read(logger, dict(config), catalog, given):
            if message.type == Type.RECORD:
                records += 1
            elif message.type == Type.STATE and message.state is not None and message.state.stream is not None:
                held = json.loads(json.dumps(AirbyteStateMessageSerializer.dump(message.state)))
                name = message.state.stream.stream_descriptor.name
                states[name] = {"type": AirbyteStateType.STREAM.value, "stream": held["stream"]}
        held_now = {
            "records": records,
            "resident_kib": resident_kib(),
            "threads": threading.active_count(),
            "files": len(os.listdir("/proc/self/fd")),
        }
        print(json.dumps(held_now), flush=True)


if __name__ == "__main__":
    main()
