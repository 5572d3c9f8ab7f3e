#!/usr/bin/env bash
# Builds and tests the dbt package: `make dbt-test`. With `marts`, writes dbt/duckdb/marts.sql anew: `make dbt-marts`.
#
# dbt gets a virtual environment of its own, .venv-dbt: its dependencies are many, and not the connector's. Postgres is
# the machine's own, Debian's package postgresql; the server runs in a temporary folder for as long as the tests do.
#
# Environment:
#   PYTHON     the Python to make the environment with; default: python3
#   DBT_TEST   further arguments for pytest, such as "-k duckdb"
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.venv-dbt
python=${PYTHON:-python3}

if [ ! -x "$root/.venv/bin/python" ]; then
    echo "$root/.venv is not there: run it through make, which makes it" >&2
    exit 1
fi

wanted=$("$python" -V; cat "$here/requirements.txt")
if [ "$(cat "$venv/.ready" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing dbt into ${venv#"$root"/}: a minute, once"
    "$python" -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
    printf '%s\n' "$wanted" >"$venv/.ready"
fi

export DBT_SEND_ANONYMOUS_USAGE_STATS=0 DO_NOT_TRACK=1
export PYTHONPATH=$root/integration_tests
if [ "${1:-}" = marts ]; then
    exec "$root/.venv/bin/python" -m dbt_package.duckdb_marts
fi

if ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && ! command -v initdb >/dev/null; then
    echo "No Postgres server here: installing Debian's"
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null ||
        ! DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends postgresql; then
        echo "It cannot be installed from here. Install it (Debian: postgresql), or put its initdb on PATH" >&2
        exit 1
    fi
fi

# shellcheck disable=SC2086 # several arguments
exec "$root/.venv/bin/python" -m pytest -q -s --durations=8 --rootdir "$root" -p no:cacheprovider \
    ${DBT_TEST:-} "$here/dbt_checks.py"
