#!/bin/bash
# Every test, leg by leg; each leg ends in "N passed, N failed", the last line adds them up.
#   tests/all.sh [PATTERN...]     with patterns: only those scripts
#   LEGS='units scripts' tests/all.sh     only those legs
# BUILD names the directory with the interpreter (default build).
set -u
cd "$(dirname "$0")/.."
build=${BUILD:-build}
export BUILD=$build
[ $# = 0 ] || exec tests/run.sh "$build/weft" "$@"

reference() { # a python3.13 to compare with, if there is one
  for candidate in ${PYTHON313:-} python3.13 /usr/local/bin/python3.13; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13) or sys.implementation.name != "cpython")' 2>/dev/null; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
}

leg_units() { # C parts; every program prints cmocka's own report
  make --no-print-directory -j2 BUILD="$1" ${2:+OPT=-O1 "EXTRA=$2"} units >"$log.make" 2>&1 || { tail -n 20 "$log.make"; echo "0 passed, 1 failed"; return 1; }
  local passed=0 failed=0 n
  for program in "$1"/tests/test_*; do
    case $program in *.d | *.o) continue ;; esac
    "$program" >"$log.unit" 2>&1 || { failed=$((failed + 1)); grep -v '^\[ *\(RUN\|OK\)' "$log.unit" | tail -n 30; }
    n=$(grep -c '^\[ *OK *\]' "$log.unit")
    passed=$((passed + n))
  done
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
leg_scripts() { tests/run.sh "$build/weft"; }
leg_examples() { tests/run.sh "$build/weft" 'examples/*'; }
leg_commandline() { tests/commandline.sh "$build/weft"; }
leg_differential() {
  local python
  python=$(reference)
  [ -n "$python" ] || { echo "(no python3.13 here to compare with)"; return 0; }
  REFERENCE=yes tests/run.sh "$python" 'lang/*' 'lib/*' 'examples/*'
}
leg_sanitizers() {
  make --no-print-directory asan >"$log.make" 2>&1 || { tail -n 20 "$log.make"; echo "0 passed, 1 failed"; return 1; }
  local options=allocator_may_return_null=1:detect_stack_use_after_return=0
  export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0" UBSAN_OPTIONS=print_stacktrace=1
  # Unit tests build objects by hand and leave them; scripts must not leak.
  ASAN_OPTIONS=detect_leaks=0:$options leg_units build-asan "$(make -s --no-print-directory print-sanitize)"
  local units=$?
  ASAN_OPTIONS=detect_leaks=1:$options CASE_SECONDS=240 tests/run.sh build-asan/weft && [ $units = 0 ]
}
leg_clang() {
  command -v clang >/dev/null || { echo "(no clang here)"; return 0; }
  if make --no-print-directory clang >"$log.make" 2>&1; then
    echo "1 passed, 0 failed"
  else
    grep -E -A 4 'error|warning' "$log.make" | head -n 40
    echo "0 passed, 1 failed"
    return 1
  fi
}
leg_fuzz() { tests/fuzz/run.sh; }

log=$(mktemp)
trap 'rm -f "$log" "$log".*' EXIT
status=0
passed=0
failed=0
for leg in ${LEGS:-units scripts examples commandline differential clang fuzz sanitizers}; do
  echo "== $leg"
  started=$(date +%s)
  "leg_$leg" "$build" 2>&1 | tee "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || status=1
  while read -r p f; do
    passed=$((passed + p))
    failed=$((failed + f))
  done < <(sed -n 's/^\([0-9]\{1,\}\) passed, \([0-9]\{1,\}\) failed.*/\1 \2/p' "$log")
  echo "   ($(($(date +%s) - started)) s)"
done
echo "== all legs"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] || status=1
exit $status
