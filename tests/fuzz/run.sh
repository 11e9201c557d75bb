#!/bin/bash
# The fuzzers, each for SECONDS_EACH seconds (default 60): odd arguments, mutated programs, libFuzzer over the compiler.
set -u
cd "$(dirname "$0")/../.."
weft=${BUILD:-build}/weft
seconds=${SECONDS_EACH:-60}
seed=${SEED:-$(date +%j)}
status=0
echo "builtin_calls (seed $seed)"
"$weft" tests/fuzz/builtin_calls.py "$seed" 20 "$seconds" || status=1
echo "mutate (seed $seed)"
"$weft" tests/fuzz/mutate.py tests/lang "$seed" "$seconds" || status=1
if [ -x build-clang/weft ] && make --no-print-directory build-clang/fuzz_compile >build-clang/fuzz.log 2>&1; then
  echo "fuzz_compile (libFuzzer)"
  mkdir -p build-clang/corpus
  export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=0
  if build-clang/fuzz_compile -max_total_time="$seconds" -max_len=2000 -rss_limit_mb=2500 -timeout=20 -dict=tests/fuzz/python.dict \
    -artifact_prefix=build-clang/ build-clang/corpus tests/fuzz/corpus tests/lang >build-clang/fuzz.log 2>&1; then
    grep -E '^Done|^stat::' build-clang/fuzz.log
    echo "$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' build-clang/fuzz.log | tail -n 1) passed, 0 failed"
  else
    grep -v '^#[0-9]*[[:space:]]*\(NEW\|REDUCE\|pulse\|INITED\)' build-clang/fuzz.log | tail -n 40
    echo "0 passed, 1 failed"
    status=1
  fi
else
  echo "(no libFuzzer here)"
fi
exit $status
