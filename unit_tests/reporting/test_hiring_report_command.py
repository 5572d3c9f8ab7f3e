"""The example as a user runs it: a script beside its package, from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from unit_tests.reporting.hiring_tables import tables_in

EXAMPLE = Path(__file__).parents[2] / "examples" / "hiring_report.py"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLE), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_given_tables_when_run_then_the_page_is_written_and_its_path_printed(tmp_path: Path) -> None:
    with tables_in(tmp_path / "lever.duckdb"):
        pass

    done = run(tmp_path, "--duckdb", "lever.duckdb", "--output", "page.html")

    assert (done.returncode, done.stdout, done.stderr) == (0, "page.html\n", "")
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")


def test_given_no_file_when_run_then_it_says_so_in_a_line(tmp_path: Path) -> None:
    done = run(tmp_path, "--duckdb", "nothing.duckdb")

    assert (done.returncode, done.stderr) == (1, "There is no file nothing.duckdb.\n")
    assert list(tmp_path.iterdir()) == []
