#!/usr/bin/env bash
# Makes a stand-in for Airbyte's base image out of Debian packages, for hosts that cannot pull from an image registry.
#
# usage: make_stand_in_base.sh [--force]
#
# The result has what the Dockerfile relies on: python3 with venv, CA certificates, the user `airbyte` (uid 1000)
# and the work directory /airbyte/integration_code. Its Python is the one of the host's Debian release (3.11 on
# bookworm), while Airbyte's base has 3.13: the connector supports both. It is for tests, never for publishing.
#
# Environment: STAND_IN_TAG (default source-lever-unified-base:stand-in).
set -euo pipefail

tag=${STAND_IN_TAG:-source-lever-unified-base:stand-in}
packages=python3,python3-venv,ca-certificates,tzdata
ca_bundle=/etc/ssl/certs/ca-certificates.crt

die() {
    echo "make_stand_in_base.sh: $*" >&2
    exit 1
}

case "${1:-}" in
    --force) ;;
    "")
        if docker image inspect "$tag" >/dev/null 2>&1; then
            echo "Base image $tag is there already (--force makes it again)"
            exit 0
        fi
        ;;
    *) die "unknown argument $1" ;;
esac

[ "$(id -u)" = 0 ] || die "debootstrap needs root; or set BASE_IMAGE to an image that is at hand"
command -v apt-get >/dev/null || die "this host has no apt; set BASE_IMAGE to an image that is at hand"

if ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
fi

# The host's own mirror: the one place it is known to reach.
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $release" 'Component: main' |
    head -n 1)
[ -n "$mirror" ] || die "apt knows no mirror of $release"

scratch=$(mktemp -d)
clean_up() {
    # debootstrap leaves these mounted when it is interrupted.
    umount "$scratch/rootfs/proc" "$scratch/rootfs/sys" 2>/dev/null || true
    rm -rf --one-file-system "$scratch"
}
trap clean_up EXIT
root=$scratch/rootfs

echo "Making $tag from $release packages"
debootstrap --variant=minbase --include="$packages" "$release" "$root" "$mirror" >"$scratch/log" 2>&1 || {
    tail -n 40 "$scratch/log" >&2
    die "debootstrap failed"
}
chroot "$root" useradd --uid 1000 --create-home --shell /bin/bash airbyte
mkdir -p "$root/airbyte/integration_code"
chroot "$root" chown -R airbyte /airbyte

# A host behind a proxy that re-signs TLS trusts a CA of its own; pip in the image build has to trust it as well.
if [ -r "$ca_bundle" ]; then
    cp "$ca_bundle" "$root$ca_bundle"
fi
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/*.log

tar -C "$root" --one-file-system --numeric-owner -c . |
    docker import \
        --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
        --change 'ENV LANG=C.UTF-8' \
        --change 'WORKDIR /airbyte/integration_code' \
        - "$tag" >/dev/null
echo "Made $tag"
