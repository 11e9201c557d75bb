/* stdlib/functools/_functools.c -- reduce, cmp_to_key, what cached_property stands on, and the module. */
#include "runtime/module.h"
#include "runtime/shape.h"
#include "stdlib/functools/functools.h"

Value module__functools_init(void);

/* ---- cmp_to_key: keys that compare by a function ---- */

typedef struct KeyWrapper {
    Obj base;
    Value compare;     /* the function */
    Value object;      /* what is compared; ABSENT in the factory that cmp_to_key returns */
} KeyWrapper;

static Value wrapper_new(Ref compare, Ref object)
{
    KeyWrapper *k = object_alloc(&type_key_wrapper);
    if (k == NULL)
        return VALUE_ERROR;
    k->compare = value_dup(compare);
    k->object = value_dup(object);
    gc_track(k);
    return value_from_obj(k);
}

static Value wrapper_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "K(obj)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    return wrapper_new(VALUE_AS(KeyWrapper, self)->compare, a[0]);
}

static void wrapper_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((KeyWrapper *)o)->compare);
    value_drop(((KeyWrapper *)o)->object);
    object_free(o);
}

static int wrapper_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((KeyWrapper *)o)->compare);
    GC_VISIT(((KeyWrapper *)o)->object);
    return 0;
}

static Value wrapper_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_has_type(b, &type_key_wrapper))
        return exc_raise(&type_TypeError, "other argument must be K instance");
    KeyWrapper *x = VALUE_AS(KeyWrapper, a), *y = VALUE_AS(KeyWrapper, b);
    if (value_is_absent(x->object) || value_is_absent(y->object))
        return exc_raise(&type_AttributeError, "object");
    Ref pair[2] = {x->object, y->object};
    Value order = object_call(x->compare, pair, 2, VALUE_ABSENT);
    if (value_is_error(order))
        return VALUE_ERROR;
    Value result = object_compare(order, value_from_int(0), op);
    value_drop(order);
    return result;
}

static const Member wrapper_members[] = {
    {"obj", MEMBER_VALUE_OR_NONE, offsetof(KeyWrapper, object), false, "Value wrapped by a key function."},
    {0},
};

static Value get_text_signature(Ref self) { return str_from_cstr("(obj)"); }

static const Getter wrapper_getters[] = {
    {"__text_signature__", get_text_signature, NULL, NULL},
    {0},
};

Type type_key_wrapper = {
    .base = STATIC_OBJ(&type_type), .name = "KeyWrapper", .module = "functools", .basic_size = sizeof(KeyWrapper),
    .flags = TYPE_GC | TYPE_NO_NEW, .members = wrapper_members, .getters = wrapper_getters, .call = wrapper_call,
    .dealloc = wrapper_dealloc, .traverse = wrapper_traverse,
    .hash = hash_not_implemented, .compare = wrapper_compare,
};

NATIVE(functools_cmp_to_key) { return wrapper_new(a[0], VALUE_ABSENT); }

/* ---- reduce ---- */

NATIVE(functools_reduce)
{
    Value it = object_iter(a[1]);
    if (value_is_error(it)) {
        if (exc_pending_is(&type_TypeError)) {
            exc_clear();
            exc_raise(&type_TypeError, "reduce() arg 2 must support iteration");
        }
        return VALUE_ERROR;
    }
    Value total = value_is_absent(a[2]) ? iter_next(it) : value_dup(a[2]);
    if (value_is_absent(total))
        total = exc_raise(&type_TypeError, "reduce() of empty iterable with no initial value");
    while (!value_is_error(total)) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        Ref pair[2] = {total, item};
        Value next = value_is_error(item) ? VALUE_ERROR : object_call(a[0], pair, 2, VALUE_ABSENT);
        value_drop(item);
        value_drop(total);
        total = next;
    }
    value_drop(it);
    return total;
}

/* ---- cached_property ---- */

/* instance.__dict__[name], computed and stored if it is missing, without making a __dict__: that would make all
 * access to the instance's attributes slower from then on. */
NATIVE(functools_cached_attribute)
{
    Ref instance = a[0], name = a[1];
    Attrs *attrs = value_is_exact_str(name) ? attrs_find_plain(instance) : NULL;
    if (attrs == NULL)
        return VALUE_NOT_IMPLEMENTED;
    Ref found = attrs_get(attrs, name);
    if (!value_is_absent(found))
        return value_dup(found);
    Value value = object_call1(a[2], instance);
    if (value_is_error(value))
        return VALUE_ERROR;
    /* The call may have changed the instance's class. */
    attrs = attrs_find(instance);
    if (attrs == NULL || attrs_set(instance, attrs, name, value)) {
        value_drop(value);
        return attrs == NULL ? VALUE_NOT_IMPLEMENTED : VALUE_ERROR;
    }
    return value;
}

static const Method functools_functions[] = {
    {"_cached_attribute(instance, name, function, /)", functools_cached_attribute,
     "The instance's attribute, made by function(instance) when there is none; NotImplemented for unusual\n"
     "instances."},
    {"cmp_to_key(mycmp)", functools_cmp_to_key,
     "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects."},
    {"reduce(function, iterable, initial=<absent>, /)", functools_reduce,
     "reduce(function, iterable[, initial], /) -> value\n\n"
     "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\n"
     "This effectively reduces the iterable to a single value.  If initial is present,\n"
     "it is placed before the items of the iterable in the calculation, and serves as\n"
     "a default when the iterable is empty.\n\n"
     "For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5)."},
    {0},
};

Value module__functools_init(void)
{
    Value module = module_new("_functools", "Tools that operate on functions.", functools_functions);
    static Type *const types[] = {&type_partial, &type_lru_cache};
    int failed = value_is_error(module) ? -1 : 0;
    for (size_t i = 0; !failed && i < N_ELEMENTS(types); i++)
        failed = module_add_type(module, types[i]);
    if (!failed && !type_ready(&type_key_wrapper) && !type_ready(&type_lru_link))
        return module;
    value_drop(module);
    return VALUE_ERROR;
}
