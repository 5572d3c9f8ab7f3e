#!/usr/bin/env bash
# Looks at the demo's report in a real browser: `make report-test`, which makes the report first.
#
# Playwright gets a virtual environment of its own, .venv-report; the browser is Debian's Chromium, which is installed
# when it is missing and this user may install packages.
#
# Environment:
#   PYTHON    the Python to make the environment with
#   CHROMIUM  the browser's command; default: chromium, chromium-browser or google-chrome on PATH
#   PICTURE   where to write the picture of the README; default: beside the report, as the other pictures
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.venv-report

export REPORT=$root/build/demo/report.html
if [ ! -f "$REPORT" ]; then
    echo "$REPORT is not there: make demo writes it" >&2
    exit 1
fi

browser() {
    command -v "${CHROMIUM:-}" chromium chromium-browser google-chrome | head -n 1
}

if [ -z "$(browser)" ]; then
    install=(apt-get)
    [ "$(id -u)" = 0 ] || install=(sudo -n apt-get)
    echo "Installing Chromium with ${install[*]}"
    # With fonts for the Latin and the Japanese names of the demo.
    if ! { "${install[@]}" update -qq && "${install[@]}" install -qq -y --no-install-recommends \
        chromium fonts-liberation fonts-ipafont-gothic; } >"$root/build/chromium.log" 2>&1; then
        tail -n 5 "$root/build/chromium.log" >&2
        echo "There is no Chromium here, and it could not be installed: name one in CHROMIUM" >&2
        exit 1
    fi
fi
CHROMIUM=$(browser)
export CHROMIUM

wanted=$(cat "$here/requirements.txt")
if [ "$(cat "$venv/.ready" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing Playwright into ${venv#"$root"/}, once"
    "${PYTHON:-python3}" -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
    printf '%s\n' "$wanted" >"$venv/.ready"
fi

# Apart from the project's pytest settings, which ask for plugins of .venv.
exec "$venv/bin/python" -m pytest -q -c /dev/null --rootdir "$here" --confcutdir "$here" -p no:cacheprovider \
    "$here/report_checks.py"
