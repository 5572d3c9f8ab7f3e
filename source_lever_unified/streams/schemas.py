"""`python -m source_lever_unified.streams.schemas` writes the JSON schemas of all streams anew, out of their rows."""

from __future__ import annotations

import json
from pathlib import Path

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.unified.json_schema import JsonSchema, row_schema

SCHEMAS = Path(__file__).parent.parent / "schemas"


def json_schema(stream: type[LeverStream]) -> JsonSchema:
    return row_schema(stream.row, stream.description())


def schema_text(stream: type[LeverStream]) -> str:
    return json.dumps(json_schema(stream), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    for stream in STREAMS:
        (SCHEMAS / f"{stream.name}.json").write_text(schema_text(stream), encoding="utf-8")


if __name__ == "__main__":
    main()
