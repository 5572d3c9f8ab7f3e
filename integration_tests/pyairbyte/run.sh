#!/usr/bin/env bash
# Drives the installed connector with PyAirbyte into DuckDB and PostgreSQL, against sandboxes: `make pyairbyte-test`.
#
# PyAirbyte gets a virtual environment of its own, .venv-pyairbyte: it pins much (sqlalchemy, duckdb, pyarrow), and
# runs on Python 3.10 to 3.12 only. The connector stays in .venv, and on whatever Python that has.
#
# Environment:
#   PYTHON     the Python to make the environment with; when it does not fit: python3.12, 3.11, 3.10, 3 on PATH
#   CONNECTOR  default: .venv/bin/source-lever-unified
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.venv-pyairbyte

fits() { # runs it, because a pyenv shim exists for versions that are not switched on
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 13))' 2>/dev/null
}

python=
for candidate in ${PYTHON:+"$PYTHON"} python3.12 python3.11 python3.10 python3; do
    if fits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "PyAirbyte needs Python 3.10 to 3.12, and there is none here: the PyAirbyte test is skipped"
    exit 0
fi

export CONNECTOR=${CONNECTOR:-$root/.venv/bin/source-lever-unified}
if [ ! -x "$CONNECTOR" ]; then
    echo "$CONNECTOR is not there: run it through make, which installs it" >&2
    exit 1
fi

wanted=$("$python" -V; cat "$here/requirements.txt")
if [ "$(cat "$venv/.ready" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing PyAirbyte into ${venv#"$root"/}: a few minutes, once"
    "$python" -m venv --clear "$venv"
    # Older pips try dozens of versions of PyAirbyte's dependencies, for minutes. Nothing is compiled ahead of time:
    # most of it is clients of databases that are not used here.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade pip
    "$venv/bin/python" -m pip install --quiet --no-compile --requirement "$here/requirements.txt"
    printf '%s\n' "$wanted" >"$venv/.ready"
fi

# Offline: no telemetry, no question to Airbyte's registry, no look for secrets.
export AIRBYTE_OFFLINE_MODE=1 DO_NOT_TRACK=1
export PYTHONPATH=$root/integration_tests:$root/examples
# Apart from the project's pytest settings, which make every warning of PyAirbyte's many dependencies an error.
exec "$venv/bin/python" -m pytest -qq -c /dev/null --rootdir "$here" --confcutdir "$here" \
    -p no:cacheprovider -p no:warnings -p pyairbyte.closing_line "$here"/*_checks.py
