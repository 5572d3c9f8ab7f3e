"""What the console script adds to the CDK's entry point."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import AirbyteMessage

from source_lever_unified.run import Entrypoint
from source_lever_unified.source import SourceLeverUnified
from source_lever_unified.streams import reading
from source_lever_unified.sync.messages import state_message
from source_lever_unified.sync.records import Records, records


def test_given_records_before_a_state_then_the_state_says_how_many(
    tmp_path: Path, raw_config: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: Any = [{"id": "a", "name": None}, {"id": "b", "name": "x"}]

    def read(*_: Any) -> Iterator[AirbyteMessage | Records]:
        yield records("tags", rows)
        yield state_message("tags", {"rows": {}})

    monkeypatch.setattr(reading, "read_catalog", read)
    config, catalog = tmp_path / "config.json", tmp_path / "catalog.json"
    config.write_text(json.dumps(raw_config))
    catalog.write_text('{"streams": []}')
    arguments = argparse.Namespace(command="read", config=str(config), catalog=str(catalog), state="", debug=False)

    lines = b"".join(Entrypoint(SourceLeverUnified()).lines(arguments)).splitlines()

    first, second, state = map(json.loads, lines)
    assert (first["record"]["data"], second["record"]["data"]) == tuple(rows)
    assert state["state"]["sourceStats"] == {"recordCount": 2.0}
