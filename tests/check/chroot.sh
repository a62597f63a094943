#!/bin/sh
# `make demo` and `make test` on a minimal Debian, made with debootstrap from the package sources of this machine: finds what the lists of packages in the Makefile forget.
# Needs root; nothing of it is kept.
set -eu
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "chroot: left out, needs root"; exit 0; }
PATH=$PATH:/usr/sbin:/sbin
command -v debootstrap >/dev/null || { echo "chroot: left out, there is no debootstrap"; exit 0; }

# Where this machine gets its packages from.
uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -n 1)
suite=$(apt-get indextargets --format '$(CODENAME)' 'Created-By: Packages' 2>/dev/null | head -n 1)
[ -n "$uri" ] && [ -n "$suite" ] || { echo "chroot: left out, apt-get names no sources"; exit 0; }

root=$(mktemp -d)
cleanup() {
  for mounted in proc dev/pts dev/null dev/full dev/zero dev/urandom; do umount -l "$root/$mounted" 2>/dev/null || true; done
  rm -rf --one-file-system "$root"
}
trap cleanup EXIT INT TERM
debootstrap --variant=minbase --include=make,ca-certificates "$suite" "$root" "$uri" > "$BUILD/debootstrap.log" 2>&1 ||
  { tail -n 5 "$BUILD/debootstrap.log"; exit 1; }
cp -a /etc/apt/. "$root/etc/apt/"
for file in /etc/resolv.conf /etc/hosts; do cp -L "$file" "$root/etc/" 2>/dev/null || true; done
mkdir -p "$root/source" "$root/shared"
git ls-files -co --exclude-standard 2>/dev/null | tar -c -T - 2>/dev/null | tar -x -C "$root/source" || cp -R . "$root/source"
[ -d "$REFERENCE" ] && cp -R "$REFERENCE/." "$root/shared/"
mount -t proc proc "$root/proc"
for device in null full zero urandom; do # where debootstrap may not make devices, those of this machine are lent
  [ -c "$root/dev/$device" ] || { touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"; }
done
# Some tests need a terminal.
mkdir -p "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" && ln -sf pts/ptmx "$root/dev/ptmx"
chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI="${CI:-}" SIZES=small LC_ALL=C.UTF-8 \
  http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" \
  sh -c 'cd /source && make -j2 demo > /demo.log 2>&1 || { tail -n 30 /demo.log; exit 1; }; make -j2 test'
echo "chroot: demo and tests on a minimal $suite"
