#!/bin/sh
# Run scripts with expected output and print "N passed, N failed".
#
#   tests/run.sh INTERPRETER [PATTERN...]     e.g.  tests/run.sh build/weft 'lang/gen_*'
#
# A case is tests/DIR/NAME.py with NAME.out beside it (standard output, byte for byte after addresses have been
# replaced by 0x), and where they matter NAME.err (the last line of standard error) and NAME.rc (exit status, 0 when
# missing).  Adding a case is adding these files.  JOBS=n runs n at once (default 2).
set -u
here=$(cd "$(dirname "$0")" && pwd)
interpreter=$1
shift
[ $# -gt 0 ] || set -- 'lang/*' 'lib/*'
case $interpreter in */*) interpreter=$(cd "$(dirname "$interpreter")" && pwd)/$(basename "$interpreter") ;; esac

run_case() { # script: prints "ok" or the differences
  script=$1
  base=${script%.py}
  work=$(mktemp -d)
  (cd "$work" && PYTHONHASHSEED=0 LC_ALL=C.UTF-8 timeout "${CASE_SECONDS:-60}" $interpreter "$script" \
    >"$work/.out" 2>"$work/.err" </dev/null)
  code=$?
  wanted=0
  [ ! -f "$base.rc" ] || wanted=$(cat "$base.rc")
  verdict=
  sed 's/0x[0-9a-fA-F]\{1,\}/0x/g' "$work/.out" >"$work/.normal"
  sed 's/0x[0-9a-fA-F]\{1,\}/0x/g' "$base.out" | diff - "$work/.normal" >"$work/.diff" || verdict="output differs"
  if [ -f "$base.err" ] && [ "$(tail -n 1 "$work/.err")" != "$(tail -n 1 "$base.err")" ]; then
    verdict="${verdict:+$verdict, }last line of stderr differs"
  fi
  [ "$code" = "$wanted" ] || verdict="${verdict:+$verdict, }exit status $code, not $wanted"
  if [ -z "$verdict" ]; then
    echo ok
  else
    echo "FAILED ${script#"$here"/}: $verdict"
    head -n 12 "$work/.diff" | sed 's/^/    /'
    tail -n 4 "$work/.err" | sed 's/^/    stderr: /'
    echo "    again: $interpreter $script"
  fi
  rm -rf "$work"
}

if [ "$1" = --case ]; then
  run_case "$2"
  exit 0
fi

export CASE_SECONDS
cases=$(for pattern in "$@"; do
  for file in "$here"/$pattern.py; do
    [ -f "${file%.py}.out" ] && echo "$file"
  done
done | sort -u)
[ -n "$cases" ] || { echo "no such cases: $*" >&2; exit 2; }
report=$(echo "$cases" | xargs -P "${JOBS:-2}" -n 1 "$here/run.sh" "$interpreter" --case)
passed=$(echo "$report" | grep -c '^ok$')
failed=$(echo "$report" | grep -c '^FAILED')
echo "$report" | grep -v '^ok$'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
