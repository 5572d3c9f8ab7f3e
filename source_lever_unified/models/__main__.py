"""`python -m source_lever_unified.models` writes the JSON schemas of all streams anew."""

from __future__ import annotations

import json
from pathlib import Path

from source_lever_unified.models.registry import MODELS, json_schema

SCHEMAS = Path(__file__).parent.parent / "schemas"


def schema_text(stream: str) -> str:
    return json.dumps(json_schema(stream), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    for stream in MODELS:
        (SCHEMAS / f"{stream}.json").write_text(schema_text(stream), encoding="utf-8")


if __name__ == "__main__":
    main()
