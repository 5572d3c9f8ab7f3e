"""`dbt/duckdb/marts.sql`: the package's models as views of DuckDB, for those who have no dbt."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from dbt_package.project import PACKAGE, Project
from destination import COLUMNS, TYPES

FILE = PACKAGE / "duckdb" / "marts.sql"

_HEAD = """\
-- Written by `make dbt-marts` out of the dbt package. Change that, not this file.
--
-- The package's models as views of DuckDB, without dbt: stg_lever__<stream> are the rows of each stream that are still
-- true, lever__... the marts. What they and their columns mean: docs/dbt.md and dbt/models.
--
-- No name in here has a schema: run the file in the schema that has the tables of the streams. Where that is not main,
-- say `use` of it before.
--
-- A stream that was not synced gets an empty table. The views are computed at each query: where that takes too long,
-- make a table of one with `create table ... as`.
"""


def duckdb_marts(manifest: Mapping[str, Any]) -> str:
    """`manifest` as `dbt compile` writes it, with all streams synced. A view stands below those it reads."""
    models = {key: node for key, node in sorted(manifest["nodes"].items()) if node["resource_type"] == "model"}
    reads = {key: sorted(models.keys() & node["depends_on"]["nodes"]) for key, node in models.items()}
    order = TopologicalSorter(reads)
    return "\n".join([_HEAD, *_empty_tables(), "", *(_view(models[key]) for key in order.static_order())])


def _empty_tables() -> Iterator[str]:
    for stream, columns in COLUMNS.items():
        listed = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in columns.items())
        yield f"create table if not exists {stream} ({listed});"


def _view(model: Mapping[str, Any]) -> str:
    lines = (line.rstrip() for line in model["compiled_code"].strip().splitlines())
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    unqualified = re.sub(rf'"{model["database"]}"\."{model["schema"]}"\."(\w+)"', r"\1", body)
    return f"create or replace view {model['name']} as\n{unqualified};\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.installed(Path(folder) / "project", {})
        compiled = project.run("compile", variables={"lever_not_synced": []})
        assert compiled.succeeded, compiled.text
        FILE.write_text(duckdb_marts(project.manifest()))


if __name__ == "__main__":
    main()
