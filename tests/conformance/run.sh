#!/bin/sh
# CPython's own test files as a yardstick, where ../shared/conformance and a python3.13 with its tests are at hand.
#   tests/conformance/run.sh [AREA,AREA... | test_name...]
# Needs no build of its own: BUILD names the directory with weft (default build), PYTHON313 the reference.
set -eu
cd "$(dirname "$0")/../.."
tool=../shared/conformance
reference=${PYTHON313:-python3.13}
[ -f $tool/conform.py ] || { echo "no $tool here" >&2; exit 2; }
"$reference" -c 'import test.support' 2>/dev/null || { echo "no python3.13 with CPython's tests (PYTHON313=...)" >&2; exit 2; }
WEFT_STDLIB=$("$reference" -c 'import os; print(os.path.dirname(os.__file__))')
export WEFT_STDLIB
case ${1:-generators,core_syntax,core_objects,core_types} in
  test_*) ;;
  *) areas=${1:-generators,core_syntax,core_objects,core_types}; set -- --areas "$areas" ;;
esac
exec python3 $tool/conform.py --weft "${BUILD:-build}/weft" --ref "$reference" --baseline $tool/base_3.13.json "$@"
