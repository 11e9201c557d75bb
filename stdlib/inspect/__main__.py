"""python -m inspect: the source of a module, or of something in it, or where it is from."""
import argparse
import functools
import importlib
import sys

from inspect import findsource, getsource, getsourcefile


def _fail(message, status):
    print(message, file=sys.stderr)
    sys.exit(status)


def _find(target):
    """(module, object) for 'module' or 'module:qualified.name'."""
    module_name, has_name, path = target.partition(":")
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        _fail(f"Failed to import {module_name} ({type(error).__name__}: {error})", 2)
    return module, functools.reduce(getattr, path.split("."), module) if has_name else module


def _print_details(target, module, obj):
    print(f"Target: {target}")
    print(f"Origin: {getsourcefile(module)}")
    print(f"Cached: {module.__cached__}")
    if obj is module:
        print(f"Loader: {module.__loader__!r}")
        if hasattr(module, "__path__"):
            print(f"Submodule search path: {module.__path__}")
    else:
        try:
            _, line = findsource(obj)
        except Exception:
            pass
        else:
            print(f"Line: {line}")
    print("\n")


def _main():
    parser = argparse.ArgumentParser(prog="inspect.py")
    parser.add_argument("object", help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument("-d", "--details", action="store_true",
                        help="Display info about the module rather than its source code")
    args = parser.parse_args()
    module, obj = _find(args.object)
    if module.__name__ in sys.builtin_module_names:
        _fail("Can't get info for builtin modules.", 1)
    if args.details:
        _print_details(args.object, module, obj)
    else:
        print(getsource(obj))


_main()
