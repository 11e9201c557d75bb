"""Looking at live objects: what they are, what is in them, how they are called, where their source is.

The parts: _predicates.py (isclass() and the like), _members.py (getmembers(), getattr_static()), _source.py (files and
source), _doc.py (docstrings), _callables.py and _signature.py (signature(); _text_signature.py for functions in C),
_arguments.py (getfullargspec() and others of old, get_annotations()), _frames.py (frames and tracebacks), _states.py
(where generators and coroutines stand).  `python -m inspect module:name` prints source.
"""
from ._arguments import (ArgInfo, Arguments, ClosureVars, FullArgSpec, formatannotation, formatannotationrelativeto,
                         formatargvalues, get_annotations, getargs, getargvalues, getcallargs, getclosurevars,
                         getfullargspec)
from ._buffer_flags import BufferFlags
from ._callables import (_NonUserDefinedCallables, _signature_bound_method, _signature_from_builtin,
                         _signature_from_callable, _signature_from_function, _signature_get_partial,
                         _signature_get_user_defined_method, _signature_is_builtin, signature)
from ._doc import _findclass, _finddoc, cleandoc, getdoc
from ._frames import (FrameInfo, Traceback, currentframe, getframeinfo, getinnerframes, getlineno, getouterframes,
                      stack, trace)
from ._members import (Attribute, _shadowed_dict_from_weakref_mro_tuple, classify_class_attrs, getattr_static,
                       getclasstree, getmembers, getmembers_static, getmro, unwrap, walktree)
from ._predicates import (CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_ITERABLE_COROUTINE, CO_NESTED,
                          CO_NEWLOCALS, CO_NOFREE, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, TPFLAGS_IS_ABSTRACT,
                          _has_code_flag, _is_coroutine_mark, _signature_is_functionlike, isabstract, isasyncgen,
                          isasyncgenfunction, isawaitable, isbuiltin, isclass, iscode, iscoroutine,
                          iscoroutinefunction, isdatadescriptor, isframe, isfunction, isgenerator,
                          isgeneratorfunction, isgetsetdescriptor, ismemberdescriptor, ismethod, ismethoddescriptor,
                          ismethodwrapper, ismodule, isroutine, istraceback, markcoroutinefunction)
from ._signature import (BoundArguments, Parameter, Signature, _KEYWORD_ONLY, _POSITIONAL_ONLY,
                         _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD, _VAR_POSITIONAL, _ParameterKind, _empty, _void)
from ._source import (BlockFinder, ClassFoundException, EndOfBlock, _filesbymodname, findsource, getabsfile, getblock,
                      getcomments, getfile, getmodule, getmodulename, getsource, getsourcefile, getsourcelines,
                      indentsize, modulesbyfile)
from ._states import (AGEN_CLOSED, AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, CORO_CLOSED, CORO_CREATED,
                      CORO_RUNNING, CORO_SUSPENDED, GEN_CLOSED, GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED,
                      getasyncgenlocals, getasyncgenstate, getcoroutinelocals, getcoroutinestate, getgeneratorlocals,
                      getgeneratorstate)
from ._text_signature import _signature_fromstr, _signature_strip_non_python_syntax

__all__ = [name for name in globals() if not name.startswith("_") and name not in ("modulesbyfile",)]
