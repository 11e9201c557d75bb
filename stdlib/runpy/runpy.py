"""Find and run Python modules without importing them (PEP 338, 366, 451): what -m does, for programs.

    run_module -> _get_module_details (spec and code) -> _run_module_code -> _run_code
    run_path   -> a script's code, or __main__ of what sys.path can hold (a directory, an archive)
"""
import importlib.machinery
import importlib.util
import io
import os
import sys

ModuleType = type(sys)

__all__ = ['run_module', 'run_path']


class _TempModule:
    """While the with statement lasts a new module stands in sys.modules."""

    def __init__(self, mod_name):
        self.mod_name = mod_name
        self.module = ModuleType(mod_name)
        self._saved_module = []

    def __enter__(self):
        if self.mod_name in sys.modules:
            self._saved_module.append(sys.modules[self.mod_name])
        sys.modules[self.mod_name] = self.module
        return self

    def __exit__(self, *args):
        if self._saved_module:
            sys.modules[self.mod_name] = self._saved_module.pop()
        else:
            del sys.modules[self.mod_name]


class _ModifiedArgv0:
    """While the with statement lasts sys.argv[0] is another."""

    def __init__(self, value):
        self.value = value
        self._saved_value = self._sentinel = object()

    def __enter__(self):
        if self._saved_value is not self._sentinel:
            raise RuntimeError('Already preserving saved value')
        self._saved_value = sys.argv[0]
        sys.argv[0] = self.value

    def __exit__(self, *args):
        self.value = self._sentinel
        sys.argv[0] = self._saved_value


# ---- running code in a namespace ----

def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run code in run_globals, filled with what a module of this name and spec has; returns run_globals."""
    if init_globals is not None:
        run_globals.update(init_globals)
    if mod_spec is None:
        loader, filename, cached = None, script_name, None
    else:
        loader, filename, cached = mod_spec.loader, mod_spec.origin, mod_spec.cached
        if pkg_name is None:
            pkg_name = mod_spec.parent
    run_globals.update(__name__=mod_name, __file__=filename, __cached__=cached, __doc__=None, __loader__=loader,
                       __package__=pkg_name, __spec__=mod_spec)
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run code in the namespace of a new module, which is in sys.modules meanwhile; returns a copy of it."""
    filename = script_name if mod_spec is None else mod_spec.origin
    with _TempModule(mod_name) as temporary, _ModifiedArgv0(filename):
        namespace = temporary.module.__dict__
        _run_code(code, namespace, init_globals, mod_name, mod_spec, pkg_name, script_name)
    # The module's own dict may be emptied when the module goes.
    return namespace.copy()


# ---- finding ----

class _Error(Exception):
    """What _run_module_as_main() reports without a traceback."""


def _import_parent(mod_name, pkg_name, error):
    """Import the package that a module is in, and warn when that imports the module itself."""
    try:
        __import__(pkg_name)
    except ImportError as exc:
        # It may be missing, or in its body an import may have failed: that is no business of ours.
        if exc.name is None or exc.name != pkg_name and not pkg_name.startswith(exc.name + '.'):
            raise
    existing = sys.modules.get(mod_name)
    if existing is not None and not hasattr(existing, '__path__'):
        from warnings import warn
        warn(f'{mod_name!r} found in sys.modules after import of package {pkg_name!r}, but prior to execution of '
             f'{mod_name!r}; this may result in unpredictable behaviour', RuntimeWarning)


def _find_spec(mod_name, error):
    try:
        return importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as exc:
        # Whatever a parent or a finder has done wrong: the module cannot be found.
        hint = ''
        if mod_name.endswith('.py'):
            hint = f". Try using '{mod_name[:-3]}' instead of '{mod_name}' as the module name."
        raise error(f'Error while finding module specification for {mod_name!r} ({type(exc).__name__}: {exc}){hint}'
                    ) from exc


def _get_module_details(mod_name, error=ImportError):
    """(name, spec, code) of a module to run, of a package that of its __main__."""
    if mod_name.startswith('.'):
        raise error('Relative module names not supported')
    pkg_name = mod_name.rpartition('.')[0]
    if pkg_name:
        _import_parent(mod_name, pkg_name, error)
    spec = _find_spec(mod_name, error)
    if spec is None:
        raise error(f'No module named {mod_name}')
    if spec.submodule_search_locations is not None:
        if mod_name == '__main__' or mod_name.endswith('.__main__'):
            raise error('Cannot use package as __main__ module')
        try:
            return _get_module_details(mod_name + '.__main__', error)
        except error as exc:
            if mod_name not in sys.modules:
                raise  # the package is broken: no import of it has left anything
            raise error(f'{exc}; {mod_name!r} is a package and cannot be directly executed')
    if spec.loader is None:
        raise error(f'{mod_name!r} is a namespace package and cannot be executed')
    try:
        code = spec.loader.get_code(mod_name)
    except ImportError as exc:
        raise error(format(exc)) from exc
    if code is None:
        raise error(f'No code object available for {mod_name}')
    return mod_name, spec, code


def _get_main_module_details(error=ImportError):
    """The details of the module __main__ along sys.path, for a directory or an archive that is its first entry."""
    main_name = '__main__'
    saved_main = sys.modules.pop(main_name)
    try:
        return _get_module_details(main_name)
    except ImportError as exc:
        if main_name in str(exc):
            raise error(f"can't find {main_name!r} module in {sys.path[0]!r}") from exc
        raise
    finally:
        sys.modules[main_name] = saved_main


# ---- the three ways in ----

def _run_module_as_main(mod_name, alter_argv=True):
    """Run a module in the namespace of __main__, which stays, as -m and running a directory do.

    What goes wrong while finding the module ends the program with a line on stderr.
    """
    try:
        if alter_argv or mod_name != '__main__':
            mod_name, mod_spec, code = _get_module_details(mod_name, _Error)
        else:
            mod_name, mod_spec, code = _get_main_module_details(_Error)
    except _Error as exc:
        sys.exit(f'{sys.executable}: {exc}')
    if alter_argv:
        sys.argv[0] = mod_spec.origin
    return _run_code(code, sys.modules['__main__'].__dict__, None, '__main__', mod_spec)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run the code of a module that is not imported for it, and return its globals.

    mod_name is absolute; of a package its __main__ runs.  init_globals are there before the code begins.  run_name is
    the code's __name__; without it that is the module's own.  With alter_sys a temporary module of that name stands in
    sys.modules, and sys.argv[0] names the file, until the code ends.
    """
    mod_name, mod_spec, code = _get_module_details(mod_name)
    if run_name is None:
        run_name = mod_name
    if alter_sys:
        return _run_module_code(code, init_globals, run_name, mod_spec)
    return _run_code(code, {}, init_globals, run_name, mod_spec)


def _get_code_from_file(fname):
    """The code of a script: bytecode when it is that, else source."""
    with io.open_code(os.path.abspath(fname)) as file:
        code = _read_pyc(file)
        if code is None:
            file.seek(0)
            code = compile(file.read(), fname, 'exec')
    return code


def _read_pyc(file):
    """The code in an open bytecode file; None when it is no bytecode of this interpreter."""
    from pkgutil import read_code
    return read_code(file)


def run_path(path_name, init_globals=None, run_name=None):
    """Run a script, or the __main__ of a directory or an archive, and return its globals.

    init_globals are there before the code begins.  run_name is the code's __name__, '<run_path>' without it.  A script
    may be source or bytecode; a directory or archive stands first in sys.path while its __main__ runs.
    """
    if run_name is None:
        run_name = '<run_path>'
    pkg_name = run_name.rpartition('.')[0]
    from pkgutil import get_importer
    importer = get_importer(path_name)
    path_name = os.fsdecode(path_name)
    if isinstance(importer, type(None)):
        code = _get_code_from_file(path_name)
        return _run_module_code(code, init_globals, run_name, pkg_name=pkg_name, script_name=path_name)
    # It can stand in sys.path: then its __main__ is what runs.
    sys.path.insert(0, path_name)
    try:
        mod_name, mod_spec, code = _get_main_module_details()
        with _TempModule(run_name) as temporary, _ModifiedArgv0(path_name):
            namespace = temporary.module.__dict__
            return _run_code(code, namespace, init_globals, run_name, mod_spec, pkg_name).copy()
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass  # the code has done that


if __name__ == '__main__':
    # python -m runpy MODULE ...
    if len(sys.argv) < 2:
        print('No module specified for execution', file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
