/* stdlib/contextlib/_contextlib.c -- one call of a generator function, kept so that it can be made again.
 *
 * This is the storage of what @contextmanager and @asynccontextmanager functions return; entering and leaving are
 * methods of the subclasses in contextlib.py, for there the interpreter resumes the generator in place.
 *
 *     made      gen, func, args and kwds are there: func(*args, **kwds) gave gen
 *     begun     gen alone: a block may run for long and need not keep the arguments alive */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/tuple.h"

Value module__contextlib_init(void);

typedef struct GeneratorCall {
    Obj base;
    Value generator;              /* ABSENT until __init__ */
    Value function, args, kwds;   /* ABSENT before __init__ and once begun */
    Value described;              /* the function still: instances show its docstring; ABSENT until __init__ */
} GeneratorCall;

static Value call_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    GeneratorCall *c = object_alloc_instance(type, 0);
    if (c == NULL)
        return VALUE_ERROR;
    c->generator = c->function = c->args = c->kwds = c->described = VALUE_ABSENT;
    if (!gc_is_tracked(&c->base))
        gc_track(c);
    return value_from_obj(c);
}

static int call_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3]; /* borrowed */
    if (args_bind(&spec, "__init__(func, args, kwds)", args, n_args, kwnames, a))
        return -1;
    if (!value_is_tuple(a[1]) || !value_is_dict(a[2]))
        return exc_raise_int(&type_TypeError, "args must be a tuple and kwds a dict");
    Value generator = object_call_tuple(a[0], a[1], a[2]);
    if (value_is_error(generator))
        return -1;
    GeneratorCall *c = VALUE_AS(GeneratorCall, self);
    value_replace(&c->generator, generator);
    value_replace(&c->function, value_dup(a[0]));
    value_replace(&c->args, value_dup(a[1]));
    value_replace(&c->kwds, value_dup(a[2]));
    value_replace(&c->described, value_dup(a[0]));
    return 0;
}

static int call_traverse(Obj *o, GcVisit visit, void *arg)
{
    GeneratorCall *c = (GeneratorCall *)o;
    GC_VISIT(c->generator);
    GC_VISIT(c->function);
    GC_VISIT(c->args);
    GC_VISIT(c->kwds);
    GC_VISIT(c->described);
    return 0;
}

static void call_clear(Obj *o)
{
    GeneratorCall *c = (GeneratorCall *)o;
    value_clear(&c->generator);
    value_clear(&c->function);
    value_clear(&c->args);
    value_clear(&c->kwds);
    value_clear(&c->described);
}

static void call_dealloc(Obj *o)
{
    gc_untrack(o);
    call_clear(o);
    object_free(o);
}

NATIVE(call_begin_m)
{
    GeneratorCall *c = VALUE_AS(GeneratorCall, self);
    if (value_is_absent(c->args) || value_is_absent(c->generator))
        return exc_raise(&type_AttributeError, "'%T' object has no attribute 'args'", self);
    Value generator = value_dup(c->generator); /* what is dropped now may run code that looks at us */
    value_clear(&c->function);
    value_clear(&c->args);
    value_clear(&c->kwds);
    return generator;
}

static const Method call_methods[] = {
    {"_begin()", call_begin_m, "Forget func, args and kwds; give the generator."},
    {0},
};

static const Member call_members[] = {
    {"gen", MEMBER_VALUE, offsetof(GeneratorCall, generator), false, "what func(*args, **kwds) gave"},
    {"func", MEMBER_VALUE, offsetof(GeneratorCall, function), false, "the generator function, until it is begun"},
    {"args", MEMBER_VALUE, offsetof(GeneratorCall, args), false, "positional arguments, until it is begun"},
    {"kwds", MEMBER_VALUE, offsetof(GeneratorCall, kwds), false, "keyword arguments, until it is begun"},
    {"_described", MEMBER_VALUE, offsetof(GeneratorCall, described), true, "the generator function"},
    {0},
};

static Type type_generator_call = {
    .base = STATIC_OBJ(&type_type), .name = "GeneratorCall", .module = "_contextlib",
    .basic_size = sizeof(GeneratorCall), .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "GeneratorCall(func, args, kwds)\n--\n\nOne call of a generator function, and what it takes to repeat it.",
    .methods = call_methods, .members = call_members, .new = call_new, .init = call_init,
    .dealloc = call_dealloc, .traverse = call_traverse, .clear = call_clear,
};

Value module__contextlib_init(void)
{
    Value module = module_new("_contextlib", "The part of contextlib that is in C.", NULL);
    if (!value_is_error(module) && module_add_type(module, &type_generator_call)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
