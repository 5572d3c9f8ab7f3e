"""A page of charts about hiring, from the tables that the connector filled.

    python examples/hiring_report.py --duckdb lever.duckdb

Writes hiring_report.html, a single file that loads nothing: funnel, time in stage, pipeline by job, sources, time to
hire, offers, interviewers, applications. Each account (`account_key`) has a section of its own.

Needs Python 3.10 or newer and `pip install duckdb`. The tables may come from PyAirbyte's DuckDB cache
(pyairbyte_sync.py) or from Airbyte's DuckDB destination; the file is only read. The figures come from the marts in
`dbt/duckdb/marts.sql`: a stream that was not synced leaves its charts empty, and they say so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reporting.hiring.marts import NoReport
from reporting.hiring.report import hiring_report


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a page of charts about hiring, from the connector's tables.")
    parser.add_argument("--duckdb", required=True, type=Path, metavar="FILE", help="the DuckDB file with the tables")
    parser.add_argument("--schema", default="main", help="the schema that the tables are in (default: main)")
    parser.add_argument("--output", default="hiring_report.html", type=Path, help="default: hiring_report.html")
    options = parser.parse_args()
    try:
        html = hiring_report(options.duckdb, schema=options.schema)
    except NoReport as error:
        sys.exit(str(error))
    options.output.write_text(html, encoding="utf-8")
    print(options.output)


if __name__ == "__main__":
    main()
