/* vm/call.c -- binding arguments to the parameters of Python functions, and calling them from C. */
#include "vm/call.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static int n_positional_params(const Code *code) { return code->n_args; }
static int varargs_register(const Code *code) { return code->n_args + code->n_kwonly; }
static int varkeywords_register(const Code *code)
{
    return varargs_register(code) + ((code->flags & CODE_VARARGS) != 0);
}

/* ---- error texts ---- */

static int64_t n_defaults(const Function *function)
{
    return value_is_absent(function->defaults) ? 0 : tuple_len(function->defaults);
}

static int raise_too_many(Frame *f, size_t given)
{
    const Function *function = f->function;
    const Code *code = f->code;
    int64_t defaults = n_defaults(function);
    int n_kwonly_given = 0;
    for (int i = code->n_args; i < code->n_args + code->n_kwonly; i++)
        n_kwonly_given += !value_is_absent(f->registers[i]);
    bool plural = code->n_args != 1;
    Value wanted = defaults > 0
        ? str_format("from %lld to %d", (long long)(code->n_args - defaults), code->n_args)
        : str_format("%d", code->n_args);
    if (value_is_error(wanted))
        return -1;
    if (defaults > 0)
        plural = true;
    if (n_kwonly_given > 0)
        exc_raise(&type_TypeError, "%U() takes %U positional argument%s but %zu positional argument%s "
                  "(and %d keyword-only argument%s) were given", function->qualname, wanted,
                  plural ? "s" : "", given, given != 1 ? "s" : "", n_kwonly_given,
                  n_kwonly_given != 1 ? "s" : "");
    else
        exc_raise(&type_TypeError, "%U() takes %U positional argument%s but %zu %s given", function->qualname,
                  wanted, plural ? "s" : "", given, given == 1 ? "was" : "were");
    value_drop(wanted);
    return -1;
}

/* "'a', 'b', and 'c'" */
static Value join_names(Ref list)
{
    StrBuilder b;
    str_builder_init(&b);
    int64_t n = list_len(list);
    for (int64_t i = 0; i < n; i++) {
        if (i > 0)
            str_builder_cstr(&b, n == 2 ? " and " : i == n - 1 ? ", and " : ", ");
        Value quoted = object_repr(list_at(list, i));
        if (!value_is_error(quoted)) {
            str_builder_str(&b, quoted);
            value_drop(quoted);
        }
    }
    return str_builder_finish(&b);
}

static int raise_missing(Frame *f, int from, int to, const char *kind)
{
    Value missing = list_new(0);
    if (value_is_error(missing))
        return -1;
    for (int i = from; i < to; i++)
        if (value_is_absent(f->registers[i]))
            list_append(missing, tuple_at(f->code->local_names, i));
    int64_t n = list_len(missing);
    Value names = join_names(missing);
    value_drop(missing);
    if (value_is_error(names))
        return -1;
    exc_raise(&type_TypeError, "%U() missing %lld required %s argument%s: %U", f->function->qualname,
              (long long)n, kind, n == 1 ? "" : "s", names);
    value_drop(names);
    return -1;
}

static int raise_unexpected_keyword(Frame *f, Ref name)
{
    return exc_raise_int(&type_TypeError, "%U() got an unexpected keyword argument '%S'",
                         f->function->qualname, name);
}

/* A keyword that names a positional-only parameter: list all such. */
static int raise_if_positional_only(Frame *f, Ref kwnames)
{
    const Code *code = f->code;
    Value found = list_new(0);
    if (value_is_error(found))
        return -1;
    for (int i = 0; i < code->n_posonly; i++)
        for (int64_t k = 0; k < tuple_len(kwnames); k++)
            if (str_equal(tuple_at(code->local_names, i), tuple_at(kwnames, k)))
                list_append(found, tuple_at(kwnames, k));
    int result = 0;
    if (list_len(found) > 0) {
        Value comma = str_from_cstr(", ");
        Value names = str_join(comma, VALUE_AS(List, found)->items, (size_t)list_len(found));
        value_drop(comma);
        result = exc_raise_int(&type_TypeError, "%U() got some positional-only arguments passed as keyword "
                               "arguments: '%U'", f->function->qualname, names);
        value_drop(names);
    }
    value_drop(found);
    return result;
}

/* ---- binding ---- */

static int find_parameter(const Code *code, Ref name)
{
    Value *names = VALUE_AS(Tuple, code->local_names)->items;
    int n = code->n_args + code->n_kwonly;
    for (int i = code->n_posonly; i < n; i++)
        if (value_is(names[i], name))
            return i;
    for (int i = code->n_posonly; i < n; i++)
        if (str_equal(names[i], name))
            return i;
    return -1;
}

static int bind_keyword(Frame *f, Ref name, Ref v, Ref kwnames)
{
    const Code *code = f->code;
    if (!value_is_str(name))
        return exc_raise_int(&type_TypeError, "%U() keywords must be strings", f->function->qualname);
    int i = find_parameter(code, name);
    if (i >= 0) {
        if (!value_is_absent(f->registers[i]))
            return exc_raise_int(&type_TypeError, "%U() got multiple values for argument '%S'",
                                 f->function->qualname, name);
        f->registers[i] = value_dup(v);
        return 0;
    }
    if (code->flags & CODE_VARKEYWORDS)
        return dict_set(f->registers[varkeywords_register(code)], name, v);
    if (code->n_posonly > 0 && raise_if_positional_only(f, kwnames))
        return -1;
    return raise_unexpected_keyword(f, name);
}

static int fill_defaults(Frame *f, size_t n_given)
{
    const Code *code = f->code;
    const Function *function = f->function;
    int64_t defaults = n_defaults(function);
    int first_default = code->n_args - (int)defaults;
    for (int i = (int)n_given; i < first_default; i++)
        if (value_is_absent(f->registers[i]))
            return raise_missing(f, 0, first_default, "positional");
    for (int i = first_default > (int)n_given ? first_default : (int)n_given; i < code->n_args; i++)
        if (value_is_absent(f->registers[i]))
            f->registers[i] = value_dup(tuple_at(function->defaults, i - first_default));
    for (int i = code->n_args; i < code->n_args + code->n_kwonly; i++) {
        if (!value_is_absent(f->registers[i]))
            continue;
        Ref v = value_is_absent(function->kwdefaults)
            ? VALUE_ABSENT : dict_get(function->kwdefaults, tuple_at(code->local_names, i));
        if (value_is_error(v))
            return -1;
        if (!value_is_absent(v))
            f->registers[i] = value_dup(v);
    }
    for (int i = code->n_args; i < code->n_args + code->n_kwonly; i++)
        if (value_is_absent(f->registers[i]))
            return raise_missing(f, code->n_args, code->n_args + code->n_kwonly, "keyword-only");
    return 0;
}

/* args: positionals from two places, so that a bound method's self needs no copying together. */
static int bind(Frame *f, Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    const Code *code = f->code;
    Value *registers = f->registers;
    size_t n_self = !value_is_absent(self), given = n_args + n_self;
    if (LIKELY(code->plain_args == (int32_t)given) && value_is_absent(kwnames)) {
        if (n_self)
            registers[0] = value_dup(self);
        for (size_t i = 0; i < n_args; i++)
            registers[n_self + i] = value_dup(args[i]);
        return 0;
    }
    size_t n_params = (size_t)n_positional_params(code);
    size_t n_bound = given < n_params ? given : n_params;
    size_t i = 0;
    if (UNLIKELY(code->flags & CODE_NAMESPACE)) /* a function made from the code of a module */
        registers[0] = value_dup(f->function->globals);
    if (n_self && n_bound > 0)
        registers[i++] = value_dup(self);
    for (; i < n_bound; i++)
        registers[i] = value_dup(args[i - n_self]);
    if (code->flags & CODE_VARARGS) {
        size_t n_rest = given - n_bound;
        Value rest;
        if (n_rest == 0)
            rest = tuple_empty();
        else {
            rest = tuple_new((int64_t)n_rest);
            if (!value_is_error(rest))
                for (size_t k = 0; k < n_rest; k++) {
                    size_t position = n_bound + k;
                    VALUE_AS(Tuple, rest)->items[k] =
                        value_dup(n_self && position == 0 ? self : args[position - n_self]);
                }
        }
        if (value_is_error(rest))
            return -1;
        registers[varargs_register(code)] = rest;
    }
    if (code->flags & CODE_VARKEYWORDS) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return -1;
        registers[varkeywords_register(code)] = dict;
    }
    if (!value_is_absent(kwnames))
        for (int64_t k = 0; k < tuple_len(kwnames); k++)
            if (bind_keyword(f, tuple_at(kwnames, k), args[n_args + (size_t)k], kwnames))
                return -1;
    if (given > n_params && !(code->flags & CODE_VARARGS))
        return raise_too_many(f, given);
    return given < n_params || code->n_kwonly > 0 ? fill_defaults(f, n_bound) : 0;
}

static Frame *frame_for(Function *function, Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    obj_hold(function);
    Frame *f = frame_push(function);
    if (f == NULL)
        return NULL;
    if (UNLIKELY(bind(f, self, args, n_args, kwnames))) {
        Value exc = exc_take();
        frame_leave(f, 0);
        exc_restore(exc);
        return NULL;
    }
    return f;
}

Frame *call_frame(Function *function, const Ref *args, size_t n_args, Ref kwnames)
{
    return frame_for(function, VALUE_ABSENT, args, n_args, kwnames);
}

Frame *call_frame_with_self(Function *function, Ref self, const Ref *args, size_t n_args)
{
    return frame_for(function, self, args, n_args, VALUE_ABSENT);
}

/* ---- calling from C ---- */

Value function_call(Ref f, const Ref *args, size_t n_args, Ref kwnames)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Frame *frame = call_frame(VALUE_AS(Function, f), args, n_args, kwnames);
    if (frame == NULL)
        return VALUE_ERROR;
    if (frame->code->flags & CODE_ANY_GENERATOR)
        return gen_from_frame(frame);
    frame->back = running->frame;
    frame->give = GIVE_C;
    Value v;
    return vm_run(frame, &v) == STEP_RETURN ? v : VALUE_ERROR;
}

/* ---- instances ---- */

bool call_find_python_init(Type *class)
{
    if (class->new != type_object.new || class->flags & TYPE_ABSTRACT || !(class->flags & TYPE_HEAP))
        return false;
    if (type_assign_version(class) == 0)
        return false;
    Ref init = type_lookup(class, NAME(__init__));
    if (!value_has_type(init, &type_function)
        || VALUE_AS(Function, init)->code->flags & CODE_ANY_GENERATOR)
        return false;
    class->init_cache = init; /* borrowed: a class that loses it is modified */
    return true;
}

Value call_instance(Type *class)
{
    void *o = object_alloc_instance(class, 0);
    if (o == NULL)
        return VALUE_ERROR;
    if (class->flags & TYPE_GC)
        gc_track(o);
    return value_from_obj(o);
}
