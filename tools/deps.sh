#!/bin/sh
# Install the Debian packages weft is built and tested with; elsewhere say which libraries are needed.
set -eu
build="gcc libc6-dev libreadline-dev libuv1-dev libgmp-dev libmimalloc-dev libpcre2-dev"
tests="libcmocka-dev libpython3.11-stdlib clang libclang-rt-14-dev"
missing=
if command -v dpkg-query >/dev/null; then
  for package in $build $tests; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here. weft needs a C compiler, make, and the development files of:" >&2
  echo "  readline, libuv, GMP, mimalloc, PCRE2 (8, 16 and 32 bit)" >&2
  echo "for the tests also: cmocka, a Python 3.11 to 3.13 library directory, clang with libFuzzer (left out if missing)." >&2
  exit 0
fi
sudo=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "Not root and no sudo; please install:$missing" >&2; exit 1; }
  sudo=sudo
fi
install() { # packages...: quietly, with fresh lists when the first try finds that ours are old
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "installing:$missing"
# shellcheck disable=SC2086 -- one word a package
install $missing >"$log" 2>&1 || { $sudo apt-get update -q >>"$log" 2>&1 && install $missing >>"$log" 2>&1; } || {
  tail -n 20 "$log" >&2
  exit 1
}
