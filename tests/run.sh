#!/bin/sh
# Run scripts with expected output and print "N passed, N failed".
#
#   tests/run.sh INTERPRETER [PATTERN...]     e.g.  tests/run.sh build/weft 'lang/gen_*'
#
# A case is DIR/NAME.py under tests/ (or under examples/) with NAME.out beside it (standard output, byte for byte after
# addresses have been replaced by 0x), and where they matter NAME.err (the last line of standard error) and NAME.rc
# (exit status, 0 when missing).  Adding a case is adding these files.  JOBS=n runs n at once (default 2).
#
# A "# weft only" line among the first five says that another interpreter is not asked; tests/known_failures.list names cases that are
# known to fail, each with its reason: they are reported apart, and one that passes has to leave the list.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
interpreter=$1
shift
[ $# -gt 0 ] || set -- 'lang/*' 'lib/*'
case ${interpreter%% *} in */*)
  first=${interpreter%% *}
  rest=${interpreter#"$first"}
  interpreter=$(cd "$(dirname "$first")" && pwd)/$(basename "$first")$rest ;;
esac

is_known() { grep -q "^$1[[:space:]]" "$here/known_failures.list" 2>/dev/null; }

judge() { # base, directory of the run, status: prints what differs
  wanted=0
  [ ! -f "$1.rc" ] || wanted=$(cat "$1.rc")
  sed 's/0x[0-9a-fA-F]\{1,\}/0x/g' "$2/.out" >"$2/.normal"
  sed 's/0x[0-9a-fA-F]\{1,\}/0x/g' "$1.out" | diff - "$2/.normal" >"$2/.diff" || printf 'output differs; '
  if [ -f "$1.err" ] && [ "$(tail -n 1 "$2/.err")" != "$(tail -n 1 "$1.err")" ]; then
    printf 'last line of stderr differs; '
  fi
  [ "$3" = "$wanted" ] || printf 'exit status %s, not %s; ' "$3" "$wanted"
}

run_case() { # script: prints one line that says how it went, and what differs
  script=$1
  name=${script#"$root"/}
  if [ "${REFERENCE:-}" ] && head -n 5 "$script" | grep -q '^# weft only'; then
    echo "skipped $name"
    return
  fi
  work=$(mktemp -d)
  # shellcheck disable=SC2086 -- the interpreter may have arguments
  (cd "$work" && PYTHONHASHSEED=0 LC_ALL=C.UTF-8 timeout -k 5 "${CASE_SECONDS:-60}" $interpreter "$script" \
    >"$work/.out" 2>"$work/.err" </dev/null)
  verdict=$(judge "${script%.py}" "$work" $?)
  known=
  [ "${REFERENCE:-}" ] || ! is_known "$name" || known=yes
  case $known:$verdict in
    :) echo ok ;;
    yes:) echo "FAILED $name: passes, but stands in tests/known_failures.list" ;;
    yes:*) echo "known $name" ;;
    *)
      echo "FAILED $name: ${verdict%; }"
      head -n 12 "$work/.diff" | sed 's/^/    /'
      tail -n 4 "$work/.err" | sed 's/^/    stderr: /'
      echo "    again: $interpreter $script" ;;
  esac
  rm -rf "$work"
}

if [ "$1" = --case ]; then
  run_case "$2"
  exit 0
fi

cases=$(for pattern in "$@"; do
  for file in "$here"/$pattern.py "$root"/$pattern.py; do
    [ -f "${file%.py}.out" ] && echo "$file"
  done
done | sort -u)
[ -n "$cases" ] || { echo "no such cases: $*" >&2; exit 2; }
report=$(echo "$cases" | xargs -P "${JOBS:-2}" -n 1 "$here/run.sh" "$interpreter" --case)
count() { echo "$report" | grep -c "^$1"; }
echo "$report" | grep -v -e '^ok$' -e '^skipped '
note=
[ "$(count 'known ')" = 0 ] || note=", $(count 'known ') known to fail"
[ "$(count 'skipped ')" = 0 ] || note="$note, $(count 'skipped ') skipped"
echo "$(count 'ok$') passed, $(count FAILED) failed$note"
[ "$(count FAILED)" = 0 ]
