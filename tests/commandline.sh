#!/bin/bash
# The command line as users meet it: options, standard input, exit status, one-line errors.
#   tests/commandline.sh INTERPRETER
set -u
weft=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export LC_ALL=C.UTF-8
unset "${!PYTHON@}"
passed=0
failed=0

check() { # what, wanted status, wanted stdout, wanted last line of stderr ('*': any), command...
  local what=$1 status=$2 out=$3 err=$4 got_out got_err code
  shift 4
  got_out=$(timeout 30 "$@" 2>"$work/.err" </dev/stdin)
  code=$?
  got_err=$(tail -n 1 "$work/.err")
  if [ "$code" = "$status" ] && [ "$got_out" = "$out" ] && { [ "$err" = '*' ] || [ "$got_err" = "$err" ]; }; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $what: status $code (wanted $status)"
    printf '    stdout: %s\n    wanted: %s\n    stderr: %s\n' "$got_out" "$out" "$got_err"
    [ "$err" = '*' ] || printf '    wanted: %s\n' "$err"
  fi
}

cat >hello.py <<'PY'
import sys
print(__name__, sys.argv[1:])
PY
mkdir -p directory package/inner folder
echo 'print("directory", __name__)' >directory/__main__.py
echo 'print("package")' >package/__init__.py
echo 'print("main of", __package__)' >package/__main__.py
echo 'from . import near; print(__name__, near.where)' >package/tool.py
echo 'where = __name__' >package/near.py
echo 'raise SystemExit(7)' >seven.py
echo 'raise SystemExit("bye")' >bye.py
printf 'import warnings\nwarnings.warn("careful")\n' >warning.py
echo 'def f(:' >broken.py
printf '\xff\xfe = 1\n' >bytes.py
echo 'import nowhere_to_be_found' >missing.py
echo 'assert False, "checked"; print("on")' >assertion.py

check 'a file with arguments'    0 "__main__ ['a', '-b']" '' "$weft" hello.py a -b </dev/null
check '-c'                       0 "3 ['-c', 'x']" '' "$weft" -c 'import sys; print(1 + 2, sys.argv)' x </dev/null
check 'a program on stdin'       0 'from stdin' '' "$weft" <<<'print("from stdin")'
check 'a script that is a pipe'  0 'through a pipe' '' "$weft" <(echo 'print("through a pipe")') </dev/null
check '- reads stdin'            0 "['-', 'x']" '' "$weft" - x <<<'import sys; print(sys.argv)'
check 'a directory'              0 'directory __main__' '' "$weft" directory </dev/null
check '-m package'               0 $'package\nmain of package' '' "$weft" -m package </dev/null
check '-m package.module'        0 $'package\n__main__ package.near' '' "$weft" -m package.tool </dev/null
check '-m of a relative name'      1 '' "$weft: Relative module names not supported" "$weft" -m .hello </dev/null
check '-m of a name with a slash'  1 '' "$weft: No module named package/near" "$weft" -m package/near </dev/null
check '-m of a name that ends'     1 'package' "$weft: No module named package." "$weft" -m package. </dev/null
check 'a KeyboardInterrupt of its own' 1 '' 'Own' "$weft" -c $'class Own(KeyboardInterrupt): __module__ = "builtins"\nraise Own' </dev/null
check 'await at the prompt without asyncio' 0 '3' '*' env WEFT_STDLIB=/nonexistent "$weft" -qi -X await <<<$'async def f(): return 3\n\nawait f()'
check 'a line at the prompt that is no UTF-8' 0 '5' '*' "$weft" -qi <<<$'\xff\n2 + 3'
check '-V'                       0 "$("$weft" --version)" '' "$weft" -V </dev/null
check 'exit status'              7 '' '' "$weft" seven.py </dev/null
check 'exit message'             1 '' 'bye' "$weft" bye.py </dev/null
check 'exit status modulo 256'   1 '' '' "$weft" -c 'raise SystemExit(257)' </dev/null
check 'an exception'             1 '' 'ZeroDivisionError: division by zero' "$weft" -c '1/0' </dev/null
check 'a syntax error'           1 '' 'SyntaxError: invalid syntax' "$weft" broken.py </dev/null
check 'broken UTF-8'             1 '' '*' "$weft" bytes.py </dev/null
check 'a missing module'         1 '' "ModuleNotFoundError: No module named 'nowhere_to_be_found'" "$weft" missing.py </dev/null
check 'a missing file'           2 '' "$weft: can't open file '$work/absent.py': [Errno 2] No such file or directory" "$weft" absent.py </dev/null
check 'a folder without main'    1 '' "$weft: can't find '__main__' module in '$work/folder'" "$weft" folder </dev/null
check 'a missing -m module'      1 '' "$weft: No module named absent" "$weft" -m absent </dev/null
check 'an unknown option'        2 '' '*' "$weft" --no-such-option </dev/null
check '-c without a program'     2 '' '*' "$weft" -c </dev/null
check '-bb and bytes taken for text' 1 '' 'BytesWarning: Comparison between bytes and string' "$weft" -bb -c 'b"a" == "a"' </dev/null
check '-b warns'                 0 "b'a'" '*' "$weft" -b -c 'print(str(b"a"))' </dev/null
check '-O drops assertions'      0 'on' '' "$weft" -O assertion.py </dev/null
check 'assertions'               1 '' 'AssertionError: checked' "$weft" assertion.py </dev/null
check '-O and __debug__'         0 'False 2' '' "$weft" -OO -c 'import sys; print(__debug__, sys.flags.optimize)' </dev/null
check '-W error'                 1 '' 'UserWarning: careful' "$weft" -W error -c 'import warnings; warnings.warn("careful")' </dev/null
check '-W ignore'                0 '' '' "$weft" -W ignore -c 'import warnings; warnings.warn("careful")' </dev/null
check 'warnings by default'      0 '' '  warnings.warn("careful")' "$weft" warning.py </dev/null
check '-X options'               0 "{'one': True, 'two': 'b'}" '' "$weft" -X one -X two=b -c 'import sys; print({k: v for k, v in sys._xoptions.items()})' </dev/null
check '-S -E -I -u -q -B'        0 '1 1 1 1 1' '' "$weft" -S -E -I -u -q -B -c \
  'import sys; f = sys.flags; print(f.no_site, f.ignore_environment, f.isolated, f.quiet, f.dont_write_bytecode)' </dev/null
check 'who we are'               0 'weft (3, 13)' '' "$weft" -c 'import sys; print(sys.implementation.name, sys.version_info[:2])' </dev/null
check '-u writes at once'        0 'x' '*' "$weft" -u -c 'import os; print("x"); os._exit(0)' </dev/null
check 'buffered output is lost by _exit' 0 '' '*' "$weft" -c 'import os; print("x"); os._exit(0)' </dev/null
check 'PYTHONIOENCODING'         0 'iso8859-1 strict' '' env PYTHONIOENCODING=latin1 "$weft" -c 'import sys; print(sys.stdout.encoding, sys.stdin.errors)' </dev/null
check 'PYTHONIOENCODING, unknown' 1 '' 'LookupError: unknown encoding: nope' env PYTHONIOENCODING=nope "$weft" -c 'pass' </dev/null
check 'UTF-8 mode of a C locale'  0 '1 utf-8' '' env LC_ALL=C "$weft" -c 'import sys; print(sys.flags.utf8_mode, open("hello.py").encoding)' </dev/null
check 'PYTHONUTF8=0'             0 '0 UTF-8' '' env LC_ALL=C PYTHONUTF8=0 "$weft" -c 'import sys; print(sys.flags.utf8_mode, open("hello.py").encoding)' </dev/null
check 'PYTHONHASHSEED'           0 "$(PYTHONHASHSEED=7 "$weft" -c 'print(hash("weft"))')" '' env PYTHONHASHSEED=7 "$weft" -c 'print(hash("weft"))' </dev/null
check 'a closed stdout'          0 '' '*' bash -c "'$weft' -c 'print(1)' >&-" </dev/null
check 'a reader that leaves'     0 '1' '*' bash -c "'$weft' -c 'print(1); import sys; sys.stdout.flush()' | head -n 1" </dev/null
check 'a full device'            120 '' '*' bash -c "'$weft' -c 'print(1)' >/dev/full" </dev/null
check 'an interrupt'             130 '' 'KeyboardInterrupt' "$weft" -c \
  'import os; os.kill(os.getpid(), 2)
for _ in range(10 ** 9): pass' </dev/null
check 'deep brackets'            1 '' 'SyntaxError: too many nested parentheses' "$weft" -c "$(printf '(%.0s' {1..100000})" </dev/null
check 'a null byte in a program' 1 '' '*' "$weft" - < <(printf 'x = 1\0\n')

# GMP ends the process when it gets no memory, so it must not be asked.  (A sanitizer's build does not start in so little.)
no_room() { # what, program
  check "no room for $1" 1 '' 'MemoryError' bash -c 'ulimit -v 1000000; exec "$0" -c "$1"' "$weft" "$2" </dev/null
}
if (ulimit -v 1000000; "$weft" -c '') 2>/dev/null; then
  no_room 'a power'     '3 ** 10 ** 9'
  no_room 'a product'   $'x = 1 << 10 ** 9\nwhile True: x *= x'
  no_room 'a quotient'  'x = 1 << 14 * 10 ** 8; x // (x >> 4 * 10 ** 8)'
  no_room 'digits'      'import sys; sys.set_int_max_str_digits(0); str(1 << 2 * 10 ** 9)'
  no_room 'a factorial' 'import math; math.factorial(10 ** 9)'
  no_room 'choices'     'import math; math.comb(10 ** 10, 10 ** 9)'
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
