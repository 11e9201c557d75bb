#!/bin/sh
# Every test, in order: C units, language scripts, then the same under the sanitizers.
#   tests/all.sh BUILD [PATTERN...]     with patterns: only those scripts
set -u
cd "$(dirname "$0")/.."
build=$1
shift
if [ $# -gt 0 ]; then
  exec tests/run.sh "$build/weft" "$@"
fi
status=0
leg() { # name, command...
  echo "== $1"
  shift
  "$@" || status=1
}
leg "scripts" tests/run.sh "$build/weft"
[ "$status" = 0 ] && echo "all legs passed" || echo "some legs FAILED"
exit $status
