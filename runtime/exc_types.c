/* runtime/exc_types.c -- BaseException and the exceptions that need few words: their fields, str and repr.
 *
 * OSError, SyntaxError, the Unicode errors and groups have files of their own. */
#include "runtime/exc_types.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/suggest.h"
#include "runtime/tuple.h"

/* ---- life ---- */

/* The static type whose layout the instances of `type` have. */
static const Type *layout_type(const Type *type)
{
    while (type->flags & TYPE_HEAP)
        type = type->super_type;
    return type;
}

/* The fields behind Exc. */
static Value *own_fields(Obj *o, size_t *n)
{
    *n = (layout_type(o->type)->basic_size - sizeof(Exc)) / sizeof(Value);
    return (Value *)(void *)((char *)o + sizeof(Exc));
}

Value exc_alloc(Type *type, Value args)
{
    Exc *e = value_is_error(args) ? NULL : object_alloc(type);
    if (e == NULL) {
        value_drop(args);
        return VALUE_ERROR;
    }
    e->args = args;
    e->entries = e->context = e->cause = e->dict = VALUE_ABSENT;
    e->raised_in = NULL;
    e->suppress_context = false;
    size_t n;
    Value *fields = own_fields(&e->base, &n);
    for (size_t i = 0; i < n; i++)
        fields[i] = VALUE_ABSENT;
    gc_track(e);
    return value_from_obj(e);
}

Value exc_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)kwnames; /* for __init__ to judge */
    return exc_alloc(type, tuple_from_refs(args, (int64_t)n_args));
}

int exc_set_args(Exc *e, const Ref *args, size_t n_args)
{
    Value tuple = tuple_from_refs(args, (int64_t)n_args);
    if (value_is_error(tuple))
        return -1;
    value_replace(&e->args, tuple);
    return 0;
}

/* new has stored the very same arguments: nothing to do but in a direct call of __init__. */
static bool has_args(const Exc *e, const Ref *args, size_t n_args)
{
    if (value_is_absent(e->args) || (size_t)tuple_len(e->args) != n_args)
        return false;
    for (size_t i = 0; i < n_args; i++)
        if (!value_is(tuple_at(e->args, (int64_t)i), args[i]))
            return false;
    return true;
}

int exc_init_args(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (!value_is_absent(kwnames) && tuple_len(kwnames) != 0) {
        exc_raise(&type_TypeError, "%T() takes no keyword arguments", self);
        return -1;
    }
    Exc *e = VALUE_AS(Exc, self);
    return has_args(e, args, n_args) ? 0 : exc_set_args(e, args, n_args);
}

void exc_clear_fields(Obj *o)
{
    Exc *e = (Exc *)o;
    exc_drop_traceback(e);
    value_clear(&e->dict);
    value_clear(&e->cause);
    value_clear(&e->context);
    if (!value_is_absent(e->args)) /* others count on a tuple there */
        value_replace(&e->args, tuple_empty());
    size_t n;
    Value *fields = own_fields(o, &n);
    for (size_t i = 0; i < n; i++)
        value_clear(&fields[i]);
}

void exc_dealloc(Obj *o)
{
    gc_untrack(o);
    Exc *e = (Exc *)o;
    exc_drop_traceback(e);
    value_drop(e->dict);
    value_drop(e->cause);
    value_drop(e->context);
    value_drop(e->args);
    size_t n;
    Value *fields = own_fields(o, &n);
    for (size_t i = 0; i < n; i++)
        value_drop(fields[i]);
    object_free(o);
}

int exc_traverse(Obj *o, GcVisit visit, void *arg)
{
    Exc *e = (Exc *)o;
    GC_VISIT(e->dict);
    GC_VISIT(e->args);
    GC_VISIT(e->entries);
    GC_VISIT(e->context);
    GC_VISIT(e->cause);
    size_t n;
    Value *fields = own_fields(o, &n);
    for (size_t i = 0; i < n; i++)
        GC_VISIT(fields[i]);
    return 0;
}

/* ---- BaseException ---- */

static Value exc_str(Ref self)
{
    Ref args = VALUE_AS(Exc, self)->args;
    switch (tuple_len(args)) {
    case 0: return str_empty();
    case 1: return object_str(tuple_at(args, 0));
    default: return object_str(args);
    }
}

static Value exc_repr(Ref self)
{
    Ref args = VALUE_AS(Exc, self)->args;
    if (tuple_len(args) == 1)
        return str_format("%T(%R)", self, tuple_at(args, 0));
    return str_format("%T%R", self, args);
}

static Value get_args(Ref self) { return value_dup(VALUE_AS(Exc, self)->args); }
static int set_args(Ref self, Ref v)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "args may not be deleted");
    Value tuple = tuple_from_iterable(v);
    if (value_is_error(tuple))
        return -1;
    value_replace(&VALUE_AS(Exc, self)->args, tuple);
    return 0;
}

static Value get_traceback(Ref self) { return dup_or_none(exc_traceback(self)); }
static int set_traceback(Ref self, Ref v)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "__traceback__ may not be deleted");
    return exc_set_traceback(self, v);
}

static int check_chained(Ref v, const char *name, const char *what)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "%s may not be deleted", name);
    if (!value_is_none(v) && !value_is_instance(v, &type_BaseException))
        return exc_raise_int(&type_TypeError, "exception %s must be None or derive from BaseException", what);
    return 0;
}
static Value get_context(Ref self) { return dup_or_none(VALUE_AS(Exc, self)->context); }
static int set_context(Ref self, Ref v)
{
    return check_chained(v, "__context__", "context") ? -1 : exc_set_context(self, value_dup(v));
}
static Value get_cause(Ref self) { return dup_or_none(VALUE_AS(Exc, self)->cause); }
static int set_cause(Ref self, Ref v)
{
    return check_chained(v, "__cause__", "cause") ? -1 : exc_set_cause(self, value_dup(v));
}

Value exc_reduce(Ref self, Value args, Value state)
{
    Value result = VALUE_ERROR;
    if (value_is_ok(args) && !value_is_error(state)) {
        Ref items[3] = {value_from_obj(value_type(self)), args, state};
        result = tuple_from_refs(items, value_is_absent(state) ? 2 : 3);
    }
    value_drop(args);
    value_drop(state);
    return result;
}

static Value dict_or_absent(Ref self)
{
    Ref dict = VALUE_AS(Exc, self)->dict;
    return value_is_absent(dict) ? VALUE_ABSENT : value_dup(dict);
}

NATIVE(exc_reduce_m) { return exc_reduce(self, get_args(self), dict_or_absent(self)); }

NATIVE(exc_setstate_m)
{
    if (value_is_none(a[0]))
        return VALUE_NONE;
    if (!value_is_dict(a[0]))
        return exc_raise(&type_TypeError, "state is not a dictionary");
    Value items = dict_items_list(a[0]); /* a setter may change the dict */
    if (value_is_error(items))
        return VALUE_ERROR;
    Value result = VALUE_NONE;
    for (int64_t i = 0; i < list_len(items); i++) {
        Ref pair = list_at(items, i);
        if (object_setattr(self, tuple_at(pair, 0), tuple_at(pair, 1))) {
            result = VALUE_ERROR;
            break;
        }
    }
    value_drop(items);
    return result;
}

NATIVE(exc_with_traceback_m)
{
    return exc_set_traceback(self, a[0]) ? VALUE_ERROR : value_dup(self);
}

NATIVE(exc_add_note_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "note must be a str, not '%T'", a[0]);
    Value notes = object_getattr_or_absent(self, NAME(__notes__));
    if (value_is_error(notes))
        return VALUE_ERROR;
    if (value_is_absent(notes)) {
        notes = list_new(1);
        if (value_is_error(notes) || object_setattr(self, NAME(__notes__), notes)) {
            value_drop(notes);
            return VALUE_ERROR;
        }
    }
    Value result = VALUE_NONE;
    if (!value_is_list(notes))
        result = exc_raise(&type_TypeError, "Cannot add note: __notes__ is not a list");
    else if (list_append(notes, a[0]))
        result = VALUE_ERROR;
    value_drop(notes);
    return result;
}

static const Method exc_methods[] = {
    {"__reduce__()", exc_reduce_m, NULL},
    {"__setstate__(state, /)", exc_setstate_m, NULL},
    {"with_traceback(object, /)", exc_with_traceback_m, "Set self.__traceback__ to tb and return self."},
    {"add_note(object, /)", exc_add_note_m, "Add a note to the exception."},
    {0},
};
static const Getter exc_getters[] = {
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, "exception context"},
    {"__cause__", get_cause, set_cause, "exception cause"},
    {0},
};
static const Member exc_members[] = {
    {"__suppress_context__", MEMBER_BOOL, offsetof(Exc, suppress_context), false, NULL},
    {0},
};
EXC_TYPE(BaseException, object, Exc, "Common base class for all exceptions",
         .methods = exc_methods, .getters = exc_getters, .members = exc_members,
         .init = exc_init_args, .str = exc_str, .repr = exc_repr)

/* ---- one field, set by the constructor ---- */

static int system_exit_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (exc_init_args(self, args, n_args, kwnames))
        return -1;
    if (n_args)
        value_replace(&VALUE_AS(ExcSystemExit, self)->code,
                      value_dup(n_args == 1 ? args[0] : VALUE_AS(Exc, self)->args));
    return 0;
}
static const Member system_exit_members[] = {
    {"code", MEMBER_VALUE_OR_NONE, offsetof(ExcSystemExit, code), false, "exception code"}, {0}};
EXC_TYPE(SystemExit, BaseException, ExcSystemExit, "Request to exit from the interpreter.",
         .members = system_exit_members, .init = system_exit_init)

static int stop_iteration_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (exc_init_args(self, args, n_args, kwnames))
        return -1;
    value_replace(&VALUE_AS(ExcStopIteration, self)->value, n_args ? value_dup(args[0]) : VALUE_NONE);
    return 0;
}
static const Member stop_iteration_members[] = {
    {"value", MEMBER_VALUE_OR_NONE, offsetof(ExcStopIteration, value), false, "generator return value"}, {0}};
EXC_TYPE(StopIteration, Exception, ExcStopIteration, "Signal the end from iterator.__next__().",
         .members = stop_iteration_members, .init = stop_iteration_init)

COLD static int raise_unexpected(const char *type_text, const char *const *names, Ref name)
{
    Value candidates = list_new(4);
    for (int i = 0; names[i] && value_is_ok(candidates); i++) {
        Value candidate = str_intern_cstr(names[i]);
        if (value_is_error(candidate) || list_append_owned(candidates, candidate))
            break;
    }
    Value close = value_is_ok(candidates) && !exc_pending() ? suggest_closest(candidates, name) : VALUE_NONE;
    if (!exc_pending()) {
        if (value_is_str(close))
            exc_raise(&type_TypeError, "%s() got an unexpected keyword argument '%S'. Did you mean '%U'?", type_text,
                      name, close);
        else
            exc_raise(&type_TypeError, "%s() got an unexpected keyword argument '%S'", type_text, name);
    }
    value_drop(close);
    value_drop(candidates);
    return -1;
}

/* Positionals to args, the named fields from keywords.  names end with NULL; texts name `type_text`. */
static int init_with_keywords(Ref self, const Ref *args, size_t n_args, Ref kwnames, const char *type_text,
                              const char *const *names, Value *fields)
{
    if (exc_init_args(self, args, n_args, VALUE_ABSENT))
        return -1;
    for (int i = 0; names[i]; i++)
        value_clear(&fields[i]);
    int64_t n_kw = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    for (int64_t k = 0; k < n_kw; k++) {
        Ref name = tuple_at(kwnames, k);
        int i = 0;
        while (names[i] && !(value_is_str(name) && str_equals_cstr(name, names[i])))
            i++;
        if (names[i] == NULL)
            return raise_unexpected(type_text, names, name);
        value_replace(&fields[i], value_dup(args[n_args + (size_t)k]));
    }
    return 0;
}

static int name_error_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static const char *const names[] = {"name", NULL};
    return init_with_keywords(self, args, n_args, kwnames, "NameError", names, &VALUE_AS(ExcName, self)->name);
}
static const Member name_error_members[] = {
    {"name", MEMBER_VALUE_OR_NONE, offsetof(ExcName, name), false, "name"}, {0}};
EXC_TYPE(NameError, Exception, ExcName, "Name not found globally.",
         .members = name_error_members, .init = name_error_init, .str = exc_str)
EXC_TYPE(UnboundLocalError, NameError, ExcName, "Local name referenced but not bound to a value.",
         .init = name_error_init)

/* ---- AttributeError ---- */

static int attribute_error_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static const char *const names[] = {"obj", "name", NULL};
    return init_with_keywords(self, args, n_args, kwnames, "AttributeError", names,
                              &VALUE_AS(ExcAttribute, self)->object);
}

/* The object itself is not pickled: it may be anything. */
static Value attribute_error_state(Ref self)
{
    ExcAttribute *e = VALUE_AS(ExcAttribute, self);
    if (value_is_absent(e->name) && value_is_absent(e->e.dict) )
        return VALUE_ABSENT;
    Value state = value_is_absent(e->e.dict) ? dict_new() : dict_copy(e->e.dict);
    if (value_is_error(state))
        return VALUE_ERROR;
    if (!value_is_absent(e->name) &&
        (dict_set(state, NAME(name), e->name) || dict_set(state, NAME(args), e->e.args))) {
        value_drop(state);
        return VALUE_ERROR;
    }
    return state;
}
NATIVE(attribute_error_reduce_m) { return exc_reduce(self, get_args(self), attribute_error_state(self)); }
NATIVE(attribute_error_getstate_m)
{
    Value state = attribute_error_state(self);
    return value_is_absent(state) ? VALUE_NONE : state;
}
static const Method attribute_error_methods[] = {
    {"__reduce__()", attribute_error_reduce_m, NULL},
    {"__getstate__()", attribute_error_getstate_m, NULL},
    {0},
};
static const Member attribute_error_members[] = {
    {"name", MEMBER_VALUE_OR_NONE, offsetof(ExcAttribute, name), false, "attribute name"},
    {"obj", MEMBER_VALUE_OR_NONE, offsetof(ExcAttribute, object), false, "object"},
    {0},
};
EXC_TYPE(AttributeError, Exception, ExcAttribute, "Attribute not found.",
         .methods = attribute_error_methods, .members = attribute_error_members,
         .init = attribute_error_init, .str = exc_str)

/* ---- ImportError ---- */

static int import_error_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static const char *const names[] = {"name", "path", "name_from", NULL};
    ExcImport *e = VALUE_AS(ExcImport, self);
    if (init_with_keywords(self, args, n_args, kwnames, "ImportError", names, &e->name))
        return -1;
    value_replace(&e->message, n_args == 1 ? value_dup(args[0]) : VALUE_ABSENT);
    return 0;
}

static Value import_error_str(Ref self)
{
    Ref message = VALUE_AS(ExcImport, self)->message;
    return value_is_exact_str(message) ? value_dup(message) : exc_str(self);
}

static Value import_error_state(Ref self)
{
    ExcImport *e = VALUE_AS(ExcImport, self);
    if (value_is_absent(e->name) && value_is_absent(e->path) && value_is_absent(e->name_from))
        return dict_or_absent(self);
    Value state = value_is_absent(e->e.dict) ? dict_new() : dict_copy(e->e.dict);
    if (value_is_error(state))
        return VALUE_ERROR;
    int failed = 0;
    if (!value_is_absent(e->name))
        failed |= dict_set(state, NAME(name), e->name);
    if (!failed && !value_is_absent(e->path))
        failed |= dict_set(state, NAME(path), e->path);
    if (!failed && !value_is_absent(e->name_from))
        failed |= dict_set(state, NAME(name_from), e->name_from);
    if (failed) {
        value_drop(state);
        return VALUE_ERROR;
    }
    return state;
}
NATIVE(import_error_reduce_m) { return exc_reduce(self, get_args(self), import_error_state(self)); }
static const Method import_error_methods[] = {{"__reduce__()", import_error_reduce_m, NULL}, {0}};
static const Member import_error_members[] = {
    {"msg", MEMBER_VALUE_OR_NONE, offsetof(ExcImport, message), false, "exception message"},
    {"name", MEMBER_VALUE_OR_NONE, offsetof(ExcImport, name), false, "module name"},
    {"path", MEMBER_VALUE_OR_NONE, offsetof(ExcImport, path), false, "module path"},
    {"name_from", MEMBER_VALUE_OR_NONE, offsetof(ExcImport, name_from), false, "name imported from module"},
    {0},
};
EXC_TYPE(ImportError, Exception, ExcImport, "Import can't find module, or can't find name in module.",
         .methods = import_error_methods, .members = import_error_members,
         .init = import_error_init, .str = import_error_str)
EXC_TYPE(ModuleNotFoundError, ImportError, ExcImport, "Module not found.", .init = import_error_init)

/* ---- KeyError ---- */

/* The key as repr: str(KeyError('')) would be invisible. */
static Value key_error_str(Ref self)
{
    Ref args = VALUE_AS(Exc, self)->args;
    return tuple_len(args) == 1 ? object_repr(tuple_at(args, 0)) : exc_str(self);
}
EXC_TYPE(KeyError, LookupError, Exc, "Mapping key not found.", .init = exc_init_args, .str = key_error_str)

/* ---- plain ones ---- */

#define PLAIN(name, base, doc_text) EXC_TYPE(name, base, Exc, doc_text, .init = exc_init_args)
PLAIN(Exception, BaseException, "Common base class for all non-exit exceptions.")
PLAIN(GeneratorExit, BaseException, "Request that a generator exit.")
PLAIN(KeyboardInterrupt, BaseException, "Program interrupted by user.")
PLAIN(ArithmeticError, Exception, "Base class for arithmetic errors.")
PLAIN(FloatingPointError, ArithmeticError, "Floating-point operation failed.")
PLAIN(OverflowError, ArithmeticError, "Result too large to be represented.")
PLAIN(ZeroDivisionError, ArithmeticError, "Second argument to a division or modulo operation was zero.")
PLAIN(AssertionError, Exception, "Assertion failed.")
PLAIN(BufferError, Exception, "Buffer error.")
PLAIN(EOFError, Exception, "Read beyond end of file.")
PLAIN(LookupError, Exception, "Base class for lookup errors.")
PLAIN(IndexError, LookupError, "Sequence index out of range.")
PLAIN(MemoryError, Exception, "Out of memory.")
PLAIN(ReferenceError, Exception, "Weak ref proxy used after referent went away.")
PLAIN(RuntimeError, Exception, "Unspecified run-time error.")
PLAIN(NotImplementedError, RuntimeError, "Method or function hasn't been implemented yet.")
PLAIN(PythonFinalizationError, RuntimeError, "Operation blocked during Python finalization.")
PLAIN(RecursionError, RuntimeError, "Recursion limit exceeded.")
PLAIN(StopAsyncIteration, Exception, "Signal the end from iterator.__anext__().")
PLAIN(SystemError, Exception, "Internal error in the interpreter: please report it with its traceback.")
PLAIN(TypeError, Exception, "Inappropriate argument type.")
PLAIN(ValueError, Exception, "Inappropriate argument value (of correct type).")
PLAIN(UnicodeError, ValueError, "Unicode related error.")
PLAIN(Warning, Exception, "Base class for warning categories.")
PLAIN(BytesWarning, Warning, "Base class for warnings about bytes and buffer related problems, mostly\n"
      "related to conversion from str or comparing to str.")
PLAIN(DeprecationWarning, Warning, "Base class for warnings about deprecated features.")
PLAIN(EncodingWarning, Warning, "Base class for warnings about encodings.")
PLAIN(FutureWarning, Warning, "Base class for warnings about constructs that will change semantically\n"
      "in the future.")
PLAIN(ImportWarning, Warning, "Base class for warnings about probable mistakes in module imports")
PLAIN(PendingDeprecationWarning, Warning, "Base class for warnings about features which will be deprecated\n"
      "in the future.")
PLAIN(ResourceWarning, Warning, "Base class for warnings about resource usage.")
PLAIN(RuntimeWarning, Warning, "Base class for warnings about dubious runtime behavior.")
PLAIN(SyntaxWarning, Warning, "Base class for warnings about dubious syntax.")
PLAIN(UnicodeWarning, Warning, "Base class for warnings about Unicode related problems, mostly\n"
      "related to conversion problems.")
PLAIN(UserWarning, Warning, "Base class for warnings generated by user code.")
