#!/usr/bin/env bash
# Builds the connector's image, drives it as Airbyte does, and runs Airbyte's own image tests: `make image-test`.
#
# Environment:
#   BASE_IMAGE  what to build on; default: a stand-in made of Debian packages, for hosts that cannot pull images
#   IMAGE_TAG   default source-lever-unified:image-test
#   PYTHON      an interpreter with the development dependencies; default: the one of .venv
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
image=${IMAGE_TAG:-source-lever-unified:image-test}
python=${PYTHON:-$root/.venv/bin/python}

if ! timeout 30 docker version >/dev/null 2>&1; then
    echo "No Docker engine answers here: the image test is skipped"
    exit 0
fi

if [ -z "${BASE_IMAGE:-}" ]; then
    "$here/make_stand_in_base.sh"
    BASE_IMAGE=${STAND_IN_TAG:-source-lever-unified-base:stand-in}
    # Where the stand-in keeps the host's CA certificates.
    export PIP_CERT=/etc/ssl/certs/ca-certificates.crt
fi

# The build reaches the package index the way this host does: its pip settings and proxies go in as build
# arguments, by name only, since their values may hold passwords.
pip_setting() {
    "$python" -m pip config list | sed -n "s/^[^=]*\.$1='\(.*\)'$/\1/p" | head -n 1
}
arguments=(--build-arg "BASE_IMAGE=$BASE_IMAGE")
for setting in index-url extra-index-url trusted-host default-timeout; do
    variable=PIP_$(tr 'a-z-' 'A-Z_' <<<"$setting")
    value=$(pip_setting "$setting")
    if [ -n "$value" ]; then
        export "$variable=$value"
    fi
done
for variable in PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT PIP_CERT \
    HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy; do
    if [ -n "${!variable:-}" ]; then
        arguments+=(--build-arg "$variable")
    fi
done

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Building $image on $BASE_IMAGE"
# The host's network: a proxy or an index may listen on its loopback.
if ! docker build --network host --tag "$image" "${arguments[@]}" "$root" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    exit 1
fi
docker image inspect --format '{{.Size}}' "$image" | awk -v image="$image" '{printf "%s: %.0f MB\n", image, $1 / 1e6}'

CONNECTOR_IMAGE=$image "$python" -m pytest -m image_tests --rootdir "$root" -c "$root/pyproject.toml" \
    --connector-image "$image" --read-from-streams all "$here" "$here/../test_airbyte_standards.py"
echo "image test passed"
