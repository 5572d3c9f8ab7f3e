"""Tables as a destination makes them in the mode "append + deduped": of each id the newest row, columns as declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import orjson

from docs.generator.schema_fields import columns_of
from source_lever_unified.streams import STREAMS

COLUMNS: Mapping[str, Mapping[str, str]] = {stream.name: columns_of(stream) for stream in STREAMS}
"""By stream the kind of each column."""

TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "timestamp": "TIMESTAMPTZ",
    "json": "JSON",
    "any": "JSON",
}


def load(database: duckdb.DuckDBPyConnection, stream: str, rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """The table of a stream, of rows in the order in which they arrived: of equally new ones the last counts.

    `folder` is where they lie as JSON meanwhile.
    """
    file = folder / f"{stream}.jsonl"
    file.write_bytes(b"\n".join(orjson.dumps({**row, "arrival": number}) for number, row in enumerate(rows)))
    columns = {name: TYPES[kind] for name, kind in COLUMNS[stream].items()}
    database.execute(
        f"""
        create or replace table {stream} as
        select * exclude (arrival) from read_json($file, columns = $columns, maximum_object_size = 50000000)
        qualify row_number() over (partition by id order by changed_at desc, arrival desc) = 1
        """,
        {"file": str(file), "columns": {**columns, "arrival": "BIGINT"}},
    )
