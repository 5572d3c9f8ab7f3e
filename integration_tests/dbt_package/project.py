"""A dbt project that has installed the package, and dbt as a command in an environment of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGE = HERE.parent.parent / "dbt"
DBT = HERE.parent.parent / ".venv-dbt" / "bin" / "dbt"

_COLOURS = re.compile(r"\x1b\[\d*m")
_CLOSING_LINE = re.compile(r"Done\. PASS=.*$", re.MULTILINE)


@dataclass(frozen=True)
class Said:
    """What dbt wrote, and how it ended."""

    succeeded: bool
    text: str

    @property
    def closing_line(self) -> str:
        """`Done. PASS=… WARN=… ERROR=…`; empty when dbt did not get that far."""
        found = _CLOSING_LINE.search(self.text)
        return found.group() if found else ""


@dataclass
class Project:
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def installed(cls, folder: Path, environment: Mapping[str, str]) -> Project:
        """With the package as it is in the working tree."""
        project = cls.with_package(folder, {"local": str(PACKAGE)}, environment)
        installed = project.run("deps")
        assert installed.succeeded, installed.text
        return project

    @classmethod
    def with_package(cls, folder: Path, package: Mapping[str, str], environment: Mapping[str, str]) -> Project:
        folder.mkdir()
        for name in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(HERE / "somebodys_project" / name, folder)
        # JSON is YAML.
        (folder / "packages.yml").write_text(json.dumps({"packages": [package]}))
        return cls(folder, environment)

    def run(self, *arguments: str, variables: Mapping[str, Any] | None = None) -> Said:
        more = [] if variables is None else ["--vars", json.dumps(variables)]
        done = subprocess.run(
            [DBT, *arguments, *more, "--project-dir", self.folder, "--profiles-dir", self.folder],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Said(done.returncode == 0, _COLOURS.sub("", done.stdout))

    def manifest(self) -> dict[str, Any]:
        """What dbt knows of the models, with the SQL that it made of them in its last run."""
        read: dict[str, Any] = json.loads((self.folder / "target" / "manifest.json").read_text())
        return read
