/* stdlib/abc/_abc.c -- what abc.ABCMeta asks of C: abstract methods, registration, cached instance checks.
 *
 * Each abstract class carries an AbcData in its attribute _abc_impl: weak sets of registered classes, of classes
 * known to be subclasses and of classes known not to be.  "Known not to be" holds only until the next
 * register() of any class, so the negative set remembers the count of registrations it was filled under.
 *
 * In front of the weak sets stand two direct-mapped tables of type versions: a version names one state of one
 * type and is never given out again, so a match needs neither weak reference nor hash. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/set.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"

Value module__abc_init(void);

enum { N_QUICK = 8 }; /* a power of two */
typedef struct AbcData {
    Obj base;
    Value registry, cache, negative_cache; /* sets of weakref.ref; ABSENT until something is in them */
    int64_t negative_version;              /* n_registrations when negative_cache was begun */
    uint32_t quick_yes[N_QUICK], quick_no[N_QUICK]; /* type versions */
} AbcData;

static int64_t n_registrations;
static Value impl_name; /* "_abc_impl" */

/* ---- the data object ---- */
static int data_traverse(Obj *o, GcVisit visit, void *arg)
{
    AbcData *d = (AbcData *)o;
    GC_VISIT(d->registry);
    GC_VISIT(d->cache);
    GC_VISIT(d->negative_cache);
    return 0;
}

static void data_clear(Obj *o)
{
    AbcData *d = (AbcData *)o;
    value_clear(&d->registry);
    value_clear(&d->cache);
    value_clear(&d->negative_cache);
}

static void data_dealloc(Obj *o)
{
    gc_untrack(o);
    data_clear(o);
    object_free(o);
}

static Type type_abc_data = {
    .base = STATIC_OBJ(&type_type), .name = "_abc_data", .module = "_abc", .basic_size = sizeof(AbcData),
    .doc = "Internal state held by ABC machinery.", .flags = TYPE_GC | TYPE_NO_NEW,
    .dealloc = data_dealloc, .traverse = data_traverse, .clear = data_clear,
};

static Value data_new(void)
{
    AbcData *d = object_alloc(&type_abc_data);
    if (d == NULL)
        return VALUE_ERROR;
    d->registry = d->cache = d->negative_cache = VALUE_ABSENT;
    d->negative_version = n_registrations;
    memset(d->quick_yes, 0, sizeof d->quick_yes);
    memset(d->quick_no, 0, sizeof d->quick_no);
    gc_track(d);
    return value_from_obj(d);
}

/* The data of an abstract class: a new reference. */
static Value data_of(Ref class)
{
    Ref found = value_is_type(class) ? type_lookup(value_as_type(class), impl_name) : VALUE_ABSENT;
    Value data = value_is_absent(found) ? object_getattr(class, impl_name) : value_dup(found);
    if (value_is_error(data) || value_has_type(data, &type_abc_data))
        return data;
    value_drop(data);
    return exc_raise(&type_TypeError, "_abc_impl is set to a wrong type");
}

/* ---- weak sets ---- */
/* The callback of a member that died; self is a weak reference to its set. */
NATIVE(forget_member)
{
    Value set = weakref_get(self);
    int r = value_is_absent(set) ? 0 : set_discard(set, a[0]);
    value_drop(set);
    return r < 0 ? VALUE_ERROR : VALUE_NONE;
}
static const Method forget_member_method = {"_destroy(objweakref, /)", forget_member, NULL};

static int weak_set_add(Value *set, Ref class)
{
    if (value_is_absent(*set)) {
        Value made = set_new(VALUE_ABSENT);
        if (value_is_error(made))
            return -1;
        *set = made;
    }
    Value to_set = weakref_new(*set, VALUE_NONE);
    if (value_is_error(to_set))
        return -1;
    Value callback = native_new(&forget_member_method, to_set, VALUE_ABSENT);
    value_drop(to_set);
    if (value_is_error(callback))
        return -1;
    Value member = weakref_new(class, callback);
    value_drop(callback);
    int r = value_is_error(member) ? -1 : set_add(*set, member);
    value_drop(member);
    return r < 0 ? -1 : 0;
}

/* 1, 0, -1 */
static int weak_set_contains(Ref set, Ref class)
{
    if (value_is_absent(set) || set_len(set) == 0)
        return 0;
    Value member = weakref_new(class, VALUE_NONE);
    if (value_is_error(member)) { /* what cannot be referred to weakly is in no weak set */
        if (!exc_pending_is(&type_TypeError))
            return -1;
        exc_clear();
        return 0;
    }
    Value held = value_dup(set); /* __hash__ and __eq__ of a metaclass are Python */
    int r = set_contains(held, member);
    value_drop(held);
    value_drop(member);
    return r;
}

/* ---- the quick tables ---- */
static bool quick_has(const uint32_t *table, Ref class)
{
    uint32_t version = value_is_type(class) ? value_as_type(class)->version : 0;
    return version != 0 && table[version % N_QUICK] == version;
}

static void quick_note(uint32_t *table, Ref class)
{
    uint32_t version = value_is_type(class) ? type_assign_version(value_as_type(class)) : 0;
    if (version != 0)
        table[version % N_QUICK] = version;
}

static bool negative_is_current(const AbcData *d) { return d->negative_version == n_registrations; }

/* Is class known to be a subclass?  1, 0, -1 */
static int known_yes(AbcData *d, Ref class)
{
    if (quick_has(d->quick_yes, class))
        return 1;
    int r = weak_set_contains(d->cache, class);
    if (r > 0)
        quick_note(d->quick_yes, class);
    return r;
}

/* Is class known not to be one? */
static int known_no(AbcData *d, Ref class)
{
    if (!negative_is_current(d))
        return 0;
    if (quick_has(d->quick_no, class))
        return 1;
    int r = weak_set_contains(d->negative_cache, class);
    if (r > 0 && negative_is_current(d))
        quick_note(d->quick_no, class);
    return r;
}

static void forget_negative(AbcData *d)
{
    memset(d->quick_no, 0, sizeof d->quick_no);
    value_clear(&d->negative_cache);
}

/* ---- abstract methods ---- */
/* 1, 0, -1; takes v, which may be ABSENT or ERROR */
static int is_abstract(Value v)
{
    if (!value_is_ok(v))
        return value_is_error(v) ? -1 : 0;
    Value flag = object_getattr_or_absent(v, NAME(__isabstractmethod__));
    value_drop(v);
    if (!value_is_ok(flag))
        return value_is_error(flag) ? -1 : 0;
    int r = value_truth(flag);
    value_drop(flag);
    return r;
}

static int add_own_abstracts(Ref class, Ref names)
{
    Value namespace = object_getattr(class, NAME(__dict__));
    Value items = value_is_error(namespace) ? VALUE_ERROR : object_call_method0(namespace, NAME(items));
    value_drop(namespace);
    Value list = value_is_error(items) ? VALUE_ERROR : list_from_iterable(items);
    value_drop(items);
    if (value_is_error(list))
        return -1;
    int r = 0;
    for (int64_t i = 0; r >= 0 && i < list_len(list); i++) {
        Ref pair = list_at(list, i);
        if (!value_is_tuple(pair) || tuple_len(pair) != 2) {
            r = exc_raise_int(&type_TypeError, "Iterator returned unexpected item");
            break;
        }
        r = is_abstract(value_dup(tuple_at(pair, 1)));
        if (r > 0)
            r = set_add(names, tuple_at(pair, 0));
    }
    value_drop(list);
    return r < 0 ? -1 : 0;
}

/* Abstract names of one base that are still abstract in class. */
static int add_inherited_abstracts(Ref class, Ref base, Ref names)
{
    Value inherited = object_getattr_or_absent(base, NAME(__abstractmethods__));
    if (!value_is_ok(inherited))
        return value_is_error(inherited) ? -1 : 0;
    Value list = list_from_iterable(inherited);
    value_drop(inherited);
    if (value_is_error(list))
        return -1;
    int r = 0;
    for (int64_t i = 0; r >= 0 && i < list_len(list); i++) {
        Ref name = list_at(list, i);
        if (!value_is_str(name)) {
            r = exc_raise_int(&type_TypeError, "attribute name must be string, not '%T'", name);
            break;
        }
        r = is_abstract(object_getattr_or_absent(class, name));
        if (r > 0)
            r = set_add(names, name);
    }
    value_drop(list);
    return r < 0 ? -1 : 0;
}

static int compute_abstract_methods(Ref class)
{
    Value collected = set_new(VALUE_ABSENT), bases = VALUE_ERROR;
    int r = -1;
    if (value_is_error(collected) || add_own_abstracts(class, collected))
        goto done;
    bases = object_getattr(class, NAME(__bases__));
    if (value_is_error(bases))
        goto done;
    if (!value_is_tuple(bases)) {
        exc_raise(&type_TypeError, "__bases__ is not tuple");
        goto done;
    }
    for (int64_t i = 0; i < tuple_len(bases); i++)
        if (add_inherited_abstracts(class, tuple_at(bases, i), collected))
            goto done;
    Value names = frozenset_new(collected);
    r = value_is_error(names) ? -1 : object_setattr(class, NAME(__abstractmethods__), names);
    value_drop(names);
done:
    value_drop(bases);
    value_drop(collected);
    return r;
}

/* ---- which patterns match: __abc_tpflags__ and registration ---- */
enum { PYTHON_SEQUENCE_BIT = 1 << 5, PYTHON_MAPPING_BIT = 1 << 6 };

/* The class body of collections.abc.Sequence and Mapping says by __abc_tpflags__ which patterns match. */
static int take_pattern_flags(Ref class)
{
    Ref own = type_namespace(value_as_type(class));
    Ref flags = value_is_absent(own) ? VALUE_ABSENT : dict_get_cstr(own, "__abc_tpflags__");
    if (!value_is_ok(flags) || !value_is_int(flags))
        return 0;
    int64_t bits = value_as_int(flags);
    if ((bits & PYTHON_SEQUENCE_BIT) && (bits & PYTHON_MAPPING_BIT))
        return exc_raise_int(&type_TypeError,
                             "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    value_as_type(class)->flags |= (bits & PYTHON_SEQUENCE_BIT ? TYPE_SEQUENCE : 0) |
                                   (bits & PYTHON_MAPPING_BIT ? TYPE_MAPPING : 0);
    Value name = str_from_cstr("__abc_tpflags__");
    int r = value_is_error(name) ? -1 : object_setattr(class, name, VALUE_ABSENT);
    value_drop(name);
    return r;
}

static void set_pattern_flags(Type *type, uint32_t flags)
{
    if ((type->flags & TYPE_IMMUTABLE) || !(type->flags & TYPE_HEAP))
        return;
    type->flags = (type->flags & ~(uint32_t)(TYPE_SEQUENCE | TYPE_MAPPING)) | flags;
    type_modified(type);
    for (uint32_t i = 0; i < type->n_subclasses; i++)
        if (type->subclasses[i] != NULL)
            set_pattern_flags(type->subclasses[i], flags);
}

/* ---- the functions ---- */
NATIVE(abc_init_m)
{
    if (compute_abstract_methods(a[0]))
        return VALUE_ERROR;
    Value data = data_new();
    if (value_is_error(data))
        return VALUE_ERROR;
    int r = object_setattr(a[0], impl_name, data);
    value_drop(data);
    if (r || (value_is_type(a[0]) && take_pattern_flags(a[0])))
        return VALUE_ERROR;
    return VALUE_NONE;
}

NATIVE(abc_register_m)
{
    Ref class = a[0], subclass = a[1];
    if (!value_is_type(subclass))
        return exc_raise(&type_TypeError, "Can only register classes");
    int r = object_is_subclass(subclass, class);
    if (r)
        return r < 0 ? VALUE_ERROR : value_dup(subclass);
    r = object_is_subclass(class, subclass);
    if (r > 0)
        return exc_raise(&type_RuntimeError, "Refusing to create an inheritance cycle");
    Value data = r < 0 ? VALUE_ERROR : data_of(class);
    if (value_is_error(data))
        return VALUE_ERROR;
    r = weak_set_add(&VALUE_AS(AbcData, data)->registry, subclass);
    value_drop(data);
    if (r)
        return VALUE_ERROR;
    n_registrations++;
    uint32_t flags = value_is_type(class) ? value_as_type(class)->flags & (TYPE_SEQUENCE | TYPE_MAPPING) : 0;
    if (flags)
        set_pattern_flags(value_as_type(subclass), flags);
    return value_dup(subclass);
}

static int note_yes(AbcData *d, Ref class)
{
    quick_note(d->quick_yes, class);
    return weak_set_add(&d->cache, class) ? -1 : 1;
}

static int note_no(AbcData *d, Ref class)
{
    if (negative_is_current(d)) /* a hook may have registered something meanwhile */
        quick_note(d->quick_no, class);
    return weak_set_add(&d->negative_cache, class) ? -1 : 0;
}

/* Ask each class of a list, members being classes or weak references to them: 1, 0, -1. */
static int is_subclass_of_any(Ref class, Ref list)
{
    int r = 0;
    for (int64_t i = 0; r == 0 && i < list_len(list); i++) {
        Ref item = list_at(list, i);
        Value other = value_is_instance(item, &type_weakref) ? weakref_get(item) : value_dup(item);
        if (value_is_absent(other))
            continue;
        r = object_is_subclass(class, other);
        value_drop(other);
    }
    return r;
}

static int ask_registry(AbcData *d, Ref subclass)
{
    int r = weak_set_contains(d->registry, subclass);
    if (r || value_is_absent(d->registry))
        return r;
    Value list = list_from_iterable(d->registry); /* a copy: asking may register more */
    if (value_is_error(list))
        return -1;
    r = is_subclass_of_any(subclass, list);
    value_drop(list);
    return r;
}

static int ask_subclasses(Ref class, Ref subclass)
{
    Value method = object_getattr_cstr(class, "__subclasses__");
    Value list = value_is_error(method) ? VALUE_ERROR : object_call0(method);
    value_drop(method);
    if (value_is_error(list))
        return -1;
    int r = -1;
    if (value_is_list(list))
        r = is_subclass_of_any(subclass, list);
    else
        exc_raise(&type_TypeError, "__subclasses__() must return a list");
    value_drop(list);
    return r;
}

/* What __subclasshook__ says: 1, 0, -1 error, 2 for NotImplemented. */
static int ask_hook(Ref class, Ref subclass)
{
    Value answer = object_call_method1(class, NAME(__subclasshook__), subclass);
    if (value_is_error(answer))
        return -1;
    if (value_is_bool(answer))
        return value_is_true(answer);
    if (value_is_not_implemented(answer))
        return 2;
    value_drop(answer);
    return exc_raise_int(&type_AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
}

/* issubclass(subclass, class) for an abstract class: 1, 0, -1. */
static int subclass_check(AbcData *d, Ref class, Ref subclass)
{
    int r = known_yes(d, subclass);
    if (r)
        return r;
    if (!negative_is_current(d)) {
        forget_negative(d);
        d->negative_version = n_registrations;
    } else if ((r = known_no(d, subclass)) != 0) {
        return r < 0 ? -1 : 0;
    }
    r = ask_hook(class, subclass);
    if (r == 2 && value_is_type(class) && type_is_subtype(value_as_type(subclass), value_as_type(class)))
        r = 1;
    if (r == 2 && (r = ask_registry(d, subclass)) == 0)
        r = ask_subclasses(class, subclass);
    return r < 0 ? -1 : r ? note_yes(d, subclass) : note_no(d, subclass);
}

NATIVE(abc_subclasscheck_m)
{
    if (!value_is_type(a[1]))
        return exc_raise(&type_TypeError, "issubclass() arg 1 must be a class");
    Value data = data_of(a[0]);
    if (value_is_error(data))
        return VALUE_ERROR;
    int r = subclass_check(VALUE_AS(AbcData, data), a[0], a[1]);
    value_drop(data);
    return r < 0 ? VALUE_ERROR : value_from_bool(r);
}

static Value ask_method(Ref class, Ref subclass)
{
    return object_call_method1(class, NAME(__subclasscheck__), subclass);
}

static Value instance_check(AbcData *d, Ref class, Ref claimed, Ref real)
{
    int r = known_yes(d, claimed);
    if (r)
        return r < 0 ? VALUE_ERROR : VALUE_TRUE;
    if (value_is(claimed, real)) {
        r = known_no(d, claimed);
        return r < 0 ? VALUE_ERROR : r ? VALUE_FALSE : ask_method(class, claimed);
    }
    Value answer = ask_method(class, claimed);
    r = value_is_error(answer) ? -1 : value_truth(answer);
    if (r > 0)
        return answer;
    value_drop(answer);
    return r < 0 ? VALUE_ERROR : ask_method(class, real);
}

NATIVE(abc_instancecheck_m)
{
    Value data = data_of(a[0]);
    Value claimed = value_is_error(data) ? VALUE_ERROR : object_getattr(a[1], NAME(__class__));
    Value result = VALUE_ERROR;
    if (value_is_ok(claimed))
        result = instance_check(VALUE_AS(AbcData, data), a[0], claimed, value_from_obj(value_type(a[1])));
    value_drop(claimed);
    value_drop(data);
    return result;
}

NATIVE(get_cache_token_m) { return int_new(n_registrations); }

NATIVE(get_dump_m)
{
    Value data = data_of(a[0]);
    if (value_is_error(data))
        return VALUE_ERROR;
    AbcData *d = VALUE_AS(AbcData, data);
    Value items[] = {set_new(d->registry), set_new(d->cache),
                     set_new(d->negative_cache), int_new(d->negative_version)};
    value_drop(data);
    return tuple_from_values(items, 4);
}

NATIVE(reset_registry_m)
{
    Value data = data_of(a[0]);
    if (value_is_error(data))
        return VALUE_ERROR;
    value_clear(&VALUE_AS(AbcData, data)->registry);
    value_drop(data);
    return VALUE_NONE;
}

NATIVE(reset_caches_m)
{
    Value data = data_of(a[0]);
    if (value_is_error(data))
        return VALUE_ERROR;
    AbcData *d = VALUE_AS(AbcData, data);
    memset(d->quick_yes, 0, sizeof d->quick_yes);
    value_clear(&d->cache);
    forget_negative(d);
    value_drop(data);
    return VALUE_NONE;
}

static const Method functions[] = {
    {"get_cache_token()", get_cache_token_m,
     "Return a token that changes whenever a class is registered with any abstract base class."},
    {"_abc_init(self, /)", abc_init_m, "Prepare an abstract class. For ABCMeta.__new__."},
    {"_abc_register(self, subclass, /)", abc_register_m, "Register a virtual subclass. For ABCMeta.register."},
    {"_abc_instancecheck(self, instance, /)", abc_instancecheck_m,
     "isinstance() with an abstract class. For ABCMeta.__instancecheck__."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclasscheck_m,
     "issubclass() with an abstract class. For ABCMeta.__subclasscheck__."},
    {"_get_dump(self, /)", get_dump_m, "Return registry, caches and version, for debugging."},
    {"_reset_registry(self, /)", reset_registry_m, "Empty the registry, for tests."},
    {"_reset_caches(self, /)", reset_caches_m, "Empty both caches, for tests."},
    {0},
};

Value module__abc_init(void)
{
    impl_name = str_intern_cstr("_abc_impl");
    if (value_is_error(impl_name) || type_ready(&type_abc_data))
        return VALUE_ERROR;
    return module_new("_abc", "Module contains faster C implementation of abc.ABCMeta", functions);
}
