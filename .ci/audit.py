"""`make audit`: looks the locked packages up in the database of known vulnerabilities.

`python .ci/audit.py REQUIREMENTS`, with what `poetry export` wrote. pip-audit has an environment of its own beside the
project's. Where the database cannot be reached, and mirrors of the package index have none, it says so and passes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

PIP_AUDIT = "pip-audit>=2.9,<3"
ENVIRONMENT = Path(__file__).resolve().parent.parent / ".venv-audit"
OUT_OF_REACH = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "NameResolutionError", "ConnectionFailed")


def main() -> None:
    requirements = Path(sys.argv[1])
    installed = install()
    if installed.returncode != 0:
        skip(f"pip-audit cannot be installed: {last_line(installed.stderr)}")
    # One package first: a database that is not there is not asked for each of a hundred.
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.txt"
        first.write_text(
            requirements.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()[0], encoding="utf-8"
        )
        if not any("vulns" in package for package in looked_up(first)):
            skip("the index in use has no database of vulnerabilities")
    audited = looked_up(requirements)
    vulnerable = [package for package in audited if package.get("vulns")]
    for package in audited:
        if "skip_reason" in package:
            print(f"not looked up: {package['name']}: {package['skip_reason']}")
    for package in vulnerable:
        for known in package["vulns"]:
            fixed = ", ".join(known["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {known['id']}, fixed in {fixed}")
    print(f"audit: {len(audited)} packages, {len(vulnerable)} with known vulnerabilities")
    sys.exit(bool(vulnerable))


def install() -> subprocess.CompletedProcess[str]:
    if not ENVIRONMENT.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    return run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PIP_AUDIT)


def looked_up(requirements: Path) -> list[dict[str, Any]]:
    """What pip-audit knows of each package: `vulns`, or a `skip_reason`."""
    audit = run(
        "pip-audit", "--disable-pip", "--progress-spinner=off", "--format=json", f"--requirement={requirements}"
    )
    try:
        found: list[dict[str, Any]] = json.loads(audit.stdout)["dependencies"]
    except ValueError:
        if any(word in audit.stderr for word in OUT_OF_REACH):
            skip(f"the database of vulnerabilities cannot be reached: {last_line(audit.stderr)}")
        sys.exit(f"audit: pip-audit failed:\n{audit.stderr}")
    return found


def run(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = str(ENVIRONMENT / "bin" / command)
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def skip(reason: str) -> None:
    print(f"\n*** audit SKIPPED: {reason} ***\n*** No package was looked up. Run `make audit` where it can be. ***\n")
    sys.exit(0)


def last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2][:300]


if __name__ == "__main__":
    main()
