"""Warnings: filters that decide what becomes of them, and how they are shown.

    warn -> warn_explicit -> the first of `filters` that matches -> _showwarnmsg -> showwarning, or stderr

The way up to _showwarnmsg is in C (_warnings); the interpreter's own warnings take it without this module. Where
_warnings is missing, or a program blocks it, the same is done here in Python.
"""
import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter',
           'resetwarnings', 'catch_warnings', 'deprecated']


# ---- showing ----

class WarningMessage:
    """One warning, with all that showing it may need; what catch_warnings(record=True) collects."""

    _WARNING_DETAILS = ('message', 'category', 'filename', 'lineno', 'file', 'line', 'source')

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                f'lineno : {self.lineno}, line : {self.line!r}}}')


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Show a warning on a file, stderr without one; programs may put a function of their own here."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text that shows a warning, its source line included."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


# What tells whether a program has put hooks of its own there.
_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(msg):
    """Show a WarningMessage, through showwarning() when a program has replaced that."""
    hook = globals().get('showwarning', _showwarning_orig)
    if hook is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return
    if not callable(hook):
        raise TypeError('warnings.showwarning() must be set to a function or method')
    hook(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _showwarnmsg_impl(msg):
    """Write a WarningMessage to its file, else to stderr; catch_warnings puts list.append here."""
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return  # pythonw and daemons have no stderr
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _formatwarnmsg(msg):
    """The text of a WarningMessage, from formatwarning() when a program has replaced that."""
    hook = globals().get('formatwarning', _formatwarning_orig)
    if hook is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return hook(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f'{msg.filename}:{msg.lineno}: {category}: {msg.message}\n'
    line = _source_line(msg.filename, msg.lineno) if msg.line is None else msg.line
    if line:
        text += f'  {line.strip()}\n'
    if msg.source is not None:
        text += _allocation(msg.source, category)
    return text


def _source_line(filename, lineno):
    """The line of a file; '' when there is none, or when the interpreter shuts down and imports fail."""
    try:
        import linecache
        return linecache.getline(filename, lineno)
    except Exception:
        return ''


def _allocation(source, category):
    """Where the object that a warning is about was allocated, or how to find that out."""
    try:
        import tracemalloc
        tracing = tracemalloc.is_tracing()
        traceback = tracemalloc.get_object_traceback(source)
    except Exception:
        return ''
    if traceback is None:
        return '' if tracing else f'{category}: Enable tracemalloc to get the object allocation traceback\n'
    lines = ['Object allocated at (most recent call last):\n']
    for frame in traceback:
        lines.append(f'  File "{frame.filename}", lineno {frame.lineno}\n')
        line = _source_line(frame.filename, frame.lineno).strip()
        if line:
            lines.append(f'    {line}\n')
    return ''.join(lines)


# ---- filters: (action, message, category, module, lineno), the first that matches counts ----

_ACTIONS = ('default', 'always', 'ignore', 'module', 'once', 'error')


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Put a filter in front of all others, or with append behind them.

    It says what becomes of warnings (action: "default", "error", "ignore", "always" or "all", "module", "once") whose
    text matches the regular expression message (case does not matter), whose class is category or below, and that are
    given in a module whose name matches the regular expression module, at this line (0: at any).
    """
    _check_action(action)
    if not isinstance(message, str):
        raise TypeError('message must be a string')
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError('category must be a Warning subclass')
    if not isinstance(module, str):
        raise TypeError('module must be a string')
    _check_lineno(lineno)
    if message or module:  # most filters need no regular expressions
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Put a filter for all texts and modules in front of all others, or with append behind them.

    action, category and lineno are filterwarnings()'s.
    """
    _check_action(action)
    _check_lineno(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _check_action(action):
    if action not in _ACTIONS and action != 'all':
        raise ValueError(f'invalid action: {action!r}')


def _check_lineno(lineno):
    if not isinstance(lineno, int):
        raise TypeError('lineno must be an int')
    if lineno < 0:
        raise ValueError('lineno must be an int >= 0')


def _add_filter(*item, append):
    # A filter that is there already moves to the front, but is not appended again.
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    """Drop all filters."""
    filters[:] = []
    _filters_mutated()


# ---- -W and PYTHONWARNINGS ----

class _OptionError(Exception):
    """What is wrong with a -W option."""


def _processoptions(args):
    """Turn -W options into filters; those that cannot be are reported."""
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as error:
            print('Invalid -W option ignored:', error, file=sys.stderr)


def _setoption(arg):
    """Add the filter of action[:message[:category[:module[:lineno]]]]; message and module are taken literally."""
    parts = arg.split(':')
    if len(parts) > 5:
        raise _OptionError(f'too many fields (max 5): {arg!r}')
    parts += [''] * (5 - len(parts))
    action, message, category, module, lineno = (part.strip() for part in parts)
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re
        message = re.escape(message)
        module = re.escape(module) + r'\Z' if module else ''
    try:
        lineno = int(lineno or 0)
        if lineno < 0:
            raise ValueError
    except ValueError:
        raise _OptionError(f'invalid lineno {lineno!r}') from None
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    """The action that a word or its beginning means."""
    if not action:
        return 'default'
    if action == 'all':
        return 'always'
    for candidate in _ACTIONS:
        if candidate.startswith(action):
            return candidate
    raise _OptionError(f'invalid action: {action!r}')


def _getcategory(category):
    """The class that a name means: a built-in one, or one in a module."""
    if not category:
        return Warning
    module_name, dot, class_name = category.rpartition('.')
    if not dot:
        module_name = 'builtins'
    try:
        module = __import__(module_name, None, None, [class_name])
    except ImportError:
        raise _OptionError(f'invalid module name: {module_name!r}') from None
    try:
        found = getattr(module, class_name)
    except AttributeError:
        raise _OptionError(f'unknown warning category: {category!r}') from None
    if not issubclass(found, Warning):
        raise _OptionError(f'invalid warning category: {category!r}')
    return found


# ---- for a while: other filters, warnings collected ----

class catch_warnings:
    """A context manager after which filters and hooks are what they were before.

    With record the with statement binds a list that collects the warnings instead of showing them. action and the
    arguments after it make a simplefilter() for the block. module is whose filters they are: tests of warnings itself
    need another than the one in sys.modules.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append('record=True')
        if self._module is not sys.modules['warnings']:
            args.append(f'module={self._module!r}')
        return f'{type(self).__name__}({", ".join(args)})'

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            # A hook of the program would be called instead, and nothing collected.
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


# ---- deprecation ----

class deprecated:
    """Mark a function, a class or an overload as deprecated (PEP 702); message says what to use instead.

    Type checkers complain where it is used. At run time a call of the function, an instance or a subclass of the
    class gives a warning of category, which None turns off; stacklevel counts from the caller. The message is kept in
    __deprecated__.
    """

    def __init__(self, message: str, /, *, category: type[Warning] | None = DeprecationWarning,
                 stacklevel: int = 1) -> None:
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        # The attributes may change later; what is deprecated now stays as it is now.
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return _deprecate_class(arg, message, category, stacklevel)
        if callable(arg):
            return _deprecate_function(arg, message, category, stacklevel)
        raise TypeError('@deprecated decorator with non-None category must be applied to a class or callable, '
                        f'not {arg!r}')


def _deprecate_function(function, message, category, stacklevel):
    import functools
    import inspect

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        warn(message, category=category, stacklevel=stacklevel + 1)
        return function(*args, **kwargs)

    if inspect.iscoroutinefunction(function):
        wrapper = inspect.markcoroutinefunction(wrapper)
    function.__deprecated__ = wrapper.__deprecated__ = message
    return wrapper


def _deprecate_class(cls, message, category, stacklevel):
    import functools
    original_new = cls.__new__

    @functools.wraps(original_new)
    def __new__(actual, /, *args, **kwargs):
        if actual is cls:
            warn(message, category=category, stacklevel=stacklevel + 1)
        if original_new is not object.__new__:
            return original_new(actual, *args, **kwargs)
        # object.__new__ refuses arguments when somebody defines __new__, and now somebody does.
        if actual.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f'{actual.__name__}() takes no arguments')
        return original_new(actual)

    # A bound method is Python's, of this class or a base: bind it anew.  Otherwise it is object's, bound already.
    original_init_subclass = cls.__init_subclass__
    is_method = hasattr(original_init_subclass, '__func__')
    if is_method:
        original_init_subclass = original_init_subclass.__func__

    @functools.wraps(original_init_subclass)
    def __init_subclass__(*args, **kwargs):
        warn(message, category=category, stacklevel=stacklevel + 1)
        return original_init_subclass(*args, **kwargs)

    cls.__new__ = staticmethod(__new__)
    cls.__init_subclass__ = classmethod(__init_subclass__) if is_method else __init_subclass__
    cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message
    return cls


_DEPRECATED_MSG = '{name!r} is deprecated and slated for removal in Python {remove}'


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn that the standard library's `name` will go in version `remove`; RuntimeError when it should be gone."""
    version = f'{remove[0]}.{remove[1]}'
    if _version[:2] > remove or _version[:2] == remove and _version[3] != 'alpha':
        raise RuntimeError(f'{name!r} was slated for removal after Python {version} alpha')
    warn(message.format(name=name, remove=version), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    """Warn of a coroutine that dies before anybody awaited it; the interpreter calls this."""
    message = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        import linecache
        import traceback
        calls = [(filename, lineno, function, linecache.getline(filename, lineno))
                 for filename, lineno, function in reversed(coro.cr_origin)]
        message += '\nCoroutine created at (most recent call last)\n' + ''.join(traceback.format_list(calls))
    # The source keeps the coroutine alive while the warning is shown, for tracemalloc.
    warn(message.rstrip('\n'), category=RuntimeWarning, stacklevel=2, source=coro)


# ---- issuing: what _warnings does, for when it is not there ----

def _is_internal_filename(filename):
    return 'importlib' in filename and '_bootstrap' in filename


def _is_filename_to_skip(filename, skip_file_prefixes):
    return any(filename.startswith(prefix) for prefix in skip_file_prefixes)


def _is_internal_frame(frame):
    """Is this a frame of the import system, which nobody wants to hear of?"""
    return _is_internal_filename(frame.f_code.co_filename)


def _next_external_frame(frame, skip_file_prefixes):
    """The caller's frame, frames of import and of the files to skip left out."""
    frame = frame.f_back
    while frame is not None and (_is_internal_frame(frame)
                                 or _is_filename_to_skip(frame.f_code.co_filename, skip_file_prefixes)):
        frame = frame.f_back
    return frame


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Give a warning that points to the caller, or to who is stacklevel - 1 calls above.

    message is its text, and category its class; or message is the warning itself.  source is the object that
    a ResourceWarning is about.  Files whose names begin with one of skip_file_prefixes are not counted as callers.
    """
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError('skip_file_prefixes must be a tuple of strs.')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    try:
        if stacklevel <= 1 or _is_internal_frame(sys._getframe(1)):
            frame = sys._getframe(stacklevel)  # who is in import itself counts every frame
        else:
            frame = sys._getframe(1)
            for _ in range(stacklevel - 1):
                frame = _next_external_frame(frame, skip_file_prefixes)
                if frame is None:
                    raise ValueError
    except ValueError:
        namespace, filename, lineno = sys.__dict__, '<sys>', 0
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = namespace.setdefault('__warningregistry__', {})
    warn_explicit(message, category, filename, lineno, namespace.get('__name__', '<string>'), registry, namespace,
                  source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Give a warning that points to a line of a file.

    registry, a module's __warningregistry__, knows what has been shown already; through module_globals, the module's
    namespace, the source line is found when it is in no file.
    """
    lineno = int(lineno)
    if module is None:
        module = filename or '<unknown>'
        if module[-3:].lower() == '.py':
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    action, item = _find_action(text, category, module, lineno)
    if action == 'ignore':
        return
    import linecache
    linecache.getlines(filename, module_globals)  # now, while the loader is known
    if action == 'error':
        raise message
    if _note_action(action, item, registry, key):
        _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _find_action(text, category, module, lineno):
    """The action of the first filter that matches, and that filter."""
    for item in filters:
        action, message, wanted, wanted_module, line = item
        if ((message is None or message.match(text)) and issubclass(category, wanted)
                and (wanted_module is None or wanted_module.match(module)) and line in (0, lineno)):
            return action, item
    return defaultaction, None


def _note_action(action, item, registry, key):
    """Remember what has been shown, as the action asks; False when it is not to be shown again."""
    if action in ('always', 'all'):
        return True
    if action not in ('default', 'module', 'once'):
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {item}')
    registry[key] = 1
    if action == 'default':
        return True
    seen, key = (onceregistry, key[:2]) if action == 'once' else (registry, (*key[:2], 0))
    if seen.get(key):
        return False
    seen[key] = 1
    return True


def _set_default_filters():
    """What is shown without any -W: deprecations only where they can be mended, in the script itself."""
    filterwarnings('default', category=DeprecationWarning, module='__main__', append=True)
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        simplefilter('ignore', category=category, append=True)


try:
    from _warnings import (_defaultaction, _filters_mutated, _onceregistry, filters, warn, warn_explicit)
except ImportError:
    filters = []
    defaultaction = 'default'
    onceregistry = {}
    _filters_version = 1

    def _filters_mutated():
        """Make what registries remember of the old filters invalid."""
        global _filters_version
        _filters_version += 1

    _processoptions(sys.warnoptions)
    _set_default_filters()
else:
    defaultaction = _defaultaction
    onceregistry = _onceregistry
    _processoptions(sys.warnoptions)
