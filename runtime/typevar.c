/* runtime/typevar.c -- type parameters: TypeVar, ParamSpec, TypeVarTuple (PEP 695, 696), and NoDefault.
 *
 * One struct serves the three kinds.  Substitution and checking are done by functions of the `typing` module
 * (stdlib/typing/_parameter.py).  What has parameters: generic.c, typealias.c, generic_alias.c. */
#include "runtime/typevar.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/lazy_value.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"

typedef struct TypeParam {
    Obj base;
    Value name, module;
    LazyValue bound, constraints, fallback;
    bool covariant, contravariant, infer_variance;
    Value dict; /* attributes; ABSENT */
} TypeParam;

/* `P.args` and `P.kwargs` */
typedef struct ParamSpecPart { Obj base; Value origin; } ParamSpecPart;

static TypeParam *as_param(Ref self) { return VALUE_AS(TypeParam, self); }

/* Call typing.<name>(args...). */
static Value call_typing(const char *name, const Ref *args, size_t n)
{
    Value f = import_attr("typing", name);
    if (value_is_error(f))
        return f;
    Value v = object_call(f, args, n, VALUE_ABSENT);
    value_drop(f);
    return v;
}

/* __name__ of the running globals; None if there is none. */
Value typeparam_caller_module(void)
{
    Ref globals = vm_globals();
    Value name = object_subscript(globals, NAME(__name__));
    if (value_is_error(name)) {
        exc_clear();
        return VALUE_NONE;
    }
    return name;
}

/* ---- making ---- */

static TypeParam *param_alloc(Type *type, Ref name, Ref module)
{
    TypeParam *p = object_alloc_instance(type, 0);
    if (p == NULL)
        return NULL;
    p->name = value_dup(name);
    p->module = value_dup(module);
    p->bound = p->constraints = p->fallback = lazy_value_none();
    p->covariant = p->contravariant = p->infer_variance = false;
    p->dict = VALUE_ABSENT;
    gc_track(p);
    return p;
}

Value typevar_new(TypeVarKind kind, Ref name, Ref evaluate)
{
    TypeParam *p = param_alloc(&type_typevar, name, NAME(typing));
    if (p == NULL)
        return VALUE_ERROR;
    p->infer_variance = true;
    if (kind == TYPEVAR_BOUND)
        p->bound.evaluate = value_dup(evaluate);
    else if (kind == TYPEVAR_CONSTRAINTS)
        p->constraints.evaluate = value_dup(evaluate);
    return value_from_obj(p);
}

Value typevartuple_new(Ref name)
{
    TypeParam *p = param_alloc(&type_typevartuple, name, NAME(typing));
    return p == NULL ? VALUE_ERROR : value_from_obj(p);
}

Value paramspec_new(Ref name)
{
    TypeParam *p = param_alloc(&type_paramspec, name, NAME(typing));
    if (p == NULL)
        return VALUE_ERROR;
    p->infer_variance = true;
    return value_from_obj(p);
}

Value typeparam_set_default(Ref param, Ref evaluate)
{
    value_replace(&as_param(param)->fallback.evaluate, value_dup(evaluate));
    return value_dup(param);
}

/* ---- *Ts ---- */

static Value unpack_typevartuple(Ref param)
{
    Value unpack = import_attr("typing", "Unpack");
    if (value_is_error(unpack))
        return unpack;
    Value v = object_subscript(unpack, param);
    value_drop(unpack);
    return v;
}

Value typeparams_unpack(Ref params)
{
    int64_t n = tuple_len(params);
    Value unpacked = tuple_new(n);
    for (int64_t i = 0; i < n && !value_is_error(unpacked); i++) {
        Ref param = tuple_at(params, i);
        Value item = value_has_type(param, &type_typevartuple) ? unpack_typevartuple(param) : value_dup(param);
        if (value_is_error(item))
            value_replace(&unpacked, VALUE_ERROR);
        else
            VALUE_AS(Tuple, unpacked)->items[i] = item;
    }
    return unpacked;
}

/* ---- life of parameters ---- */

static void param_clear(Obj *o)
{
    TypeParam *p = (TypeParam *)o;
    lazy_value_clear(&p->bound);
    lazy_value_clear(&p->constraints);
    lazy_value_clear(&p->fallback);
    value_clear(&p->dict);
}
static void param_dealloc(Obj *o)
{
    TypeParam *p = (TypeParam *)o;
    gc_untrack(o);
    param_clear(o);
    value_drop(p->name);
    value_drop(p->module);
    object_free(o);
}
static int param_traverse(Obj *o, GcVisit visit, void *arg)
{
    TypeParam *p = (TypeParam *)o;
    GC_VISIT(p->dict);
    int result = lazy_value_traverse(&p->bound, visit, arg);
    if (!result)
        result = lazy_value_traverse(&p->constraints, visit, arg);
    return result ? result : lazy_value_traverse(&p->fallback, visit, arg);
}

static Value param_repr(Ref self)
{
    TypeParam *p = as_param(self);
    if (p->infer_variance || value_has_type(self, &type_typevartuple))
        return value_dup(p->name);
    return str_format("%c%U", p->covariant ? '+' : p->contravariant ? '-' : '~', p->name);
}

/* ---- attributes of parameters ---- */

static Value get_bound(Ref self) { return lazy_value_get(&as_param(self)->bound, VALUE_NONE); }
static Value get_constraints(Ref self)
{
    Value v = lazy_value_get(&as_param(self)->constraints, VALUE_ABSENT);
    return value_is_absent(v) ? tuple_empty() : v;
}
static Value get_default(Ref self)
{
    return lazy_value_get(&as_param(self)->fallback, value_from_obj(&no_default_object));
}
NATIVE(has_default_m)
{
    const LazyValue *fallback = &as_param(self)->fallback;
    return value_from_bool(!lazy_value_is_none(fallback)
                           && !value_is(fallback->known, value_from_obj(&no_default_object)));
}
NATIVE(param_reduce_m) { return value_dup(as_param(self)->name); }
NATIVE(raise_mro_entries_m)
{
    return exc_raise(&type_TypeError, "Cannot subclass an instance of %s", value_type(self)->name);
}
NATIVE(typevar_subst_m)
{
    Value args[2] = {self, a[0]};
    return call_typing("_typevar_subst", args, 2);
}
NATIVE(paramspec_subst_m)
{
    Value args[2] = {self, a[0]};
    return call_typing("_paramspec_subst", args, 2);
}
NATIVE(paramspec_prepare_m)
{
    Value args[3] = {self, a[0], a[1]};
    return call_typing("_paramspec_prepare_subst", args, 3);
}
NATIVE(typevartuple_subst_m)
{
    return exc_raise(&type_TypeError, "Substitution of bare TypeVarTuple is not supported");
}
NATIVE(typevartuple_prepare_m)
{
    Value args[3] = {self, a[0], a[1]};
    return call_typing("_typevartuple_prepare_subst", args, 3);
}
/* Where self stands among the parameters of an alias; -1 with ValueError pending. */
static int64_t index_in_parameters(Ref self, Ref alias)
{
    Value params = object_getattr(alias, NAME(__parameters__));
    value_replace(&params, value_is_error(params) ? VALUE_ERROR : tuple_from_iterable(params));
    if (value_is_error(params))
        return -1;
    int64_t index = -1;
    for (int64_t i = 0; index < 0 && i < tuple_len(params); i++)
        if (value_is(tuple_at(params, i), self))
            index = i;
    value_drop(params);
    return index >= 0 ? index : exc_raise_int(&type_ValueError, "sequence.index(x): x not in sequence");
}

/* The arguments, with the default if they end just before this parameter's. */
NATIVE(typevar_prepare_m)
{
    int64_t index = index_in_parameters(self, a[0]);
    int64_t n_args = index < 0 ? -1 : object_length(a[1]);
    if (n_args < 0)
        return VALUE_ERROR;
    if (index < n_args)
        return value_dup(a[1]);
    Value fallback = get_default(self), args = VALUE_ERROR, one = VALUE_ERROR, extended = VALUE_ERROR;
    if (value_is_error(fallback))
        return fallback;
    if (index > n_args || value_is(fallback, value_from_obj(&no_default_object))) {
        exc_raise(&type_TypeError, "Too few arguments for %S; actual %lld, expected at least %lld", a[0],
                  (long long)n_args, (long long)index + 1);
    } else {
        args = tuple_from_iterable(a[1]);
        one = value_is_error(args) ? VALUE_ERROR : tuple_of1(fallback);
        extended = value_is_error(one) ? VALUE_ERROR : object_concat(args, one);
    }
    value_drop(one);
    value_drop(args);
    value_drop(fallback);
    return extended;
}

static Value get_param_dict(Ref self)
{
    Value *slot = &as_param(self)->dict;
    if (value_is_absent(*slot)) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return dict;
        *slot = dict;
    }
    return value_dup(*slot);
}

static Value param_or(Ref left, Ref right)
{
    Value args[2] = {left, right};
    return call_typing("_make_union", args, 2);
}

static Value param_getattr(Ref self, Ref name);
static int param_setattr(Ref self, Ref name, Ref v);

#define PARAM_MEMBERS                                                                  \
    {"__name__", MEMBER_VALUE, offsetof(TypeParam, name), true, NULL},                 \
    {"__module__", MEMBER_VALUE, offsetof(TypeParam, module), false, NULL}
#define VARIANCE_MEMBERS                                                               \
    {"__covariant__", MEMBER_BOOL, offsetof(TypeParam, covariant), true, NULL},        \
    {"__contravariant__", MEMBER_BOOL, offsetof(TypeParam, contravariant), true, NULL}, \
    {"__infer_variance__", MEMBER_BOOL, offsetof(TypeParam, infer_variance), true, NULL}
#define PARAM_SLOTS                                                                    \
    .basic_size = sizeof(TypeParam), .flags = TYPE_GC | TYPE_WEAKREF | TYPE_IMMUTABLE,  \
    .dealloc = param_dealloc, .traverse = param_traverse, .clear = param_clear, .module = "typing", \
    .repr = param_repr, .getattr = param_getattr, .setattr = param_setattr

/* Instances take attributes of their own. */
static Value param_getattr(Ref self, Ref name)
{
    TypeParam *p = as_param(self);
    if (!value_is_absent(p->dict) && value_is_absent(type_lookup(value_type(self), name))) {
        Value v = object_subscript(p->dict, name);
        if (!value_is_error(v) || !exc_pending_is(&type_KeyError))
            return v;
        exc_clear();
    }
    return object_generic_getattr(self, name);
}
static int param_setattr(Ref self, Ref name, Ref v)
{
    Ref on_type = type_lookup(value_type(self), name);
    if (!value_is_absent(on_type))
        return object_generic_setattr(self, name, v);
    Value dict = get_param_dict(self);
    if (value_is_error(dict))
        return -1;
    int result = object_set_subscript(dict, name, v);
    value_drop(dict);
    if (result && exc_pending_is(&type_KeyError)) {
        exc_clear();
        exc_raise_attribute(self, name, "'%T' object has no attribute '%S'", self, name);
    }
    return result;
}

static const Getter typevar_getters[] = {
    {"__bound__", get_bound, NULL, NULL},
    {"__constraints__", get_constraints, NULL, NULL},
    {"__default__", get_default, NULL, NULL},
    {0},
};
static const Member typevar_members[] = {PARAM_MEMBERS, VARIANCE_MEMBERS, {0}};
static const Method typevar_methods[] = {
    {"__typing_subst__(arg, /)", typevar_subst_m, NULL},
    {"__typing_prepare_subst__(alias, args, /)", typevar_prepare_m, NULL},
    {"__reduce__()", param_reduce_m, NULL},
    {"has_default()", has_default_m, NULL},
    {"__mro_entries__(bases, /)", raise_mro_entries_m, NULL},
    {0},
};

/* typing checks what may stand where a type is wanted. */
static Value check_type(Ref v, const char *message)
{
    if (value_is_none(v))
        return value_dup(value_from_obj(&type_none));
    if (value_is_type(v))
        return value_dup(v);
    Value text = str_from_cstr(message);
    Value args[2] = {v, text};
    Value checked = value_is_error(text) ? text : call_typing("_type_check", args, 2);
    value_drop(value_is_error(text) ? VALUE_ABSENT : text);
    return checked;
}

static int set_variance(TypeParam *p, Ref covariant, Ref contravariant, Ref infer)
{
    int co = object_truth(covariant), contra = object_truth(contravariant), inferred = object_truth(infer);
    if (co < 0 || contra < 0 || inferred < 0)
        return -1;
    if (co && contra)
        return exc_raise_int(&type_ValueError, "Bivariant types are not supported.");
    if (inferred && (co || contra))
        return exc_raise_int(&type_ValueError, "Variance cannot be specified with infer_variance.");
    p->covariant = co;
    p->contravariant = contra;
    p->infer_variance = inferred;
    return 0;
}

static int set_default(TypeParam *p, Ref fallback)
{
    if (!value_is(fallback, value_from_obj(&no_default_object)) && !value_is_absent(fallback))
        p->fallback.known = value_dup(fallback);
    return 0;
}

/* `spelling`: the constructor as error texts have it. */
static TypeParam *param_from_python(Type *type, const char *spelling, Ref name)
{
    if (!value_is_str(name)) {
        exc_raise(&type_TypeError, "%s() argument 'name' must be str, not %T", spelling, name);
        return NULL;
    }
    Value module = typeparam_caller_module();
    TypeParam *p = param_alloc(type, name, module);
    value_drop(module);
    return p;
}

static Value typevar_from_python(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[7];
    if (args_bind(&spec, "typevar(name, *constraints, bound=None, default=<absent>, covariant=False, "
                  "contravariant=False, infer_variance=False)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Ref constraints = a[1];
    TypeParam *p = NULL;
    bool ok = false;
    if (tuple_len(constraints) == 1)
        exc_raise(&type_TypeError, "A single constraint is not allowed");
    else if (tuple_len(constraints) > 0 && !value_is_none(a[2]))
        exc_raise(&type_TypeError, "Constraints cannot be combined with bound=...");
    else if ((p = param_from_python(type, "typevar", a[0])) != NULL && set_variance(p, a[4], a[5], a[6]) == 0) {
        ok = true;
        if (!value_is_none(a[2])) {
            Value bound = check_type(a[2], "Bound must be a type.");
            ok = !value_is_error(bound);
            p->bound.known = ok ? bound : VALUE_ABSENT;
        }
        if (tuple_len(constraints) > 0)
            p->constraints.known = value_dup(constraints);
        set_default(p, a[3]);
    }
    args_unbind(spec, a);
    if (!ok && p != NULL)
        value_drop(value_from_obj(p));
    return ok ? value_from_obj(p) : VALUE_ERROR;
}

Type type_typevar = {
    .base = STATIC_OBJ(&type_type), .name = "TypeVar", PARAM_SLOTS, .getters = typevar_getters,
    .members = typevar_members, .methods = typevar_methods, .new = typevar_from_python,
    .binary[BINARY_OR] = param_or, .doc = "Type variable: stands for one type in a generic class, function or alias.\n\n"
           "    class Stack[T]: ...\n"
           "    def longest[S: (str, bytes)](x: S, y: S) -> S: ...\n\n"
           "The older way makes it first: T = TypeVar('T').",
};

/* ---- ParamSpec ---- */

static Value part_new(Type *type, Ref origin)
{
    ParamSpecPart *part = object_alloc(type);
    if (part == NULL)
        return VALUE_ERROR;
    part->origin = value_dup(origin);
    gc_track(part);
    return value_from_obj(part);
}
static Value get_args(Ref self) { return part_new(&type_paramspec_args, self); }
static Value get_kwargs(Ref self) { return part_new(&type_paramspec_kwargs, self); }

static const Getter paramspec_getters[] = {
    {"args", get_args, NULL, NULL},
    {"kwargs", get_kwargs, NULL, NULL},
    {"__bound__", get_bound, NULL, NULL},
    {"__default__", get_default, NULL, NULL},
    {0},
};
static const Method paramspec_methods[] = {
    {"__typing_subst__(arg, /)", paramspec_subst_m, NULL},
    {"__typing_prepare_subst__(alias, args, /)", paramspec_prepare_m, NULL},
    {"__reduce__()", param_reduce_m, NULL},
    {"has_default()", has_default_m, NULL},
    {"__mro_entries__(bases, /)", raise_mro_entries_m, NULL},
    {0},
};

static Value paramspec_from_python(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[6];
    if (args_bind(&spec, "paramspec(name, *, bound=None, default=<absent>, covariant=False, contravariant=False, "
                  "infer_variance=False)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    TypeParam *p = param_from_python(type, "paramspec", a[0]);
    if (p == NULL)
        return VALUE_ERROR;
    Value bound = value_is_none(a[1]) ? VALUE_ABSENT : check_type(a[1], "Bound must be a type.");
    if (value_is_error(bound) || set_variance(p, a[3], a[4], a[5])) {
        value_drop(value_is_error(bound) ? VALUE_ABSENT : bound);
        value_drop(value_from_obj(p));
        return VALUE_ERROR;
    }
    p->bound.known = bound;
    set_default(p, a[2]);
    return value_from_obj(p);
}

Type type_paramspec = {
    .base = STATIC_OBJ(&type_type), .name = "ParamSpec", PARAM_SLOTS, .getters = paramspec_getters,
    .members = typevar_members, .methods = paramspec_methods, .new = paramspec_from_python,
    .binary[BINARY_OR] = param_or, .doc = "Parameter specification variable: stands for the parameters of a function, in Callable and Concatenate.\n\n"
           "    def logged[**P, R](f: Callable[P, R]) -> Callable[P, R]: ...\n\n"
           ">>> P = ParamSpec('P')\n"
           ">>> P.__name__\n"
           "'P'\n\n"
           "P.args and P.kwargs are the types of its *args and **kwargs.",
};

static void part_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((ParamSpecPart *)o)->origin);
    object_free(o);
}
static int part_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((ParamSpecPart *)o)->origin);
    return 0;
}
static Value part_repr(Ref self)
{
    Ref origin = VALUE_AS(ParamSpecPart, self)->origin;
    const char *suffix = value_has_type(self, &type_paramspec_args) ? "args" : "kwargs";
    if (value_has_type(origin, &type_paramspec))
        return str_format("%U.%s", as_param(origin)->name, suffix);
    return str_format("%R.%s", origin, suffix);
}
static Value part_compare(Ref x, Ref y, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || value_type(x) != value_type(y))
        return VALUE_NOT_IMPLEMENTED;
    return object_compare(VALUE_AS(ParamSpecPart, x)->origin, VALUE_AS(ParamSpecPart, y)->origin, op);
}
static Value part_from_python(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *args_spec, *kwargs_spec;
    Value origin;
    bool is_args = type == &type_paramspec_args;
    if (args_bind(is_args ? &args_spec : &kwargs_spec, is_args ? "paramspecargs(origin)" : "paramspeckwargs(origin)",
                  args, n_args, kwnames, &origin))
        return VALUE_ERROR;
    return part_new(type, origin);
}
/* getattr(P, "args") */
NATIVE(part_reduce_m)
{
    Value getattr = import_attr("builtins", "getattr"), result = VALUE_ERROR;
    if (value_is_error(getattr))
        return getattr;
    Value name = str_from_cstr(value_has_type(self, &type_paramspec_args) ? "args" : "kwargs");
    Value args = value_is_error(name) ? VALUE_ERROR : tuple_of2(VALUE_AS(ParamSpecPart, self)->origin, name);
    if (!value_is_error(args))
        result = tuple_of2(getattr, args);
    value_drop(args);
    value_drop(name);
    value_drop(getattr);
    return result;
}
static const Method part_methods[] = {
    {"__mro_entries__(bases, /)", raise_mro_entries_m, NULL},
    {"__reduce__()", part_reduce_m, NULL},
    {0},
};
static const Member part_members[] = {
    {"__origin__", MEMBER_VALUE, offsetof(ParamSpecPart, origin), true, NULL}, {0}};
#define PART_SLOTS                                                                        \
    .basic_size = sizeof(ParamSpecPart), .flags = TYPE_GC | TYPE_WEAKREF | TYPE_IMMUTABLE, .module = "typing", \
    .dealloc = part_dealloc, .traverse = part_traverse, .repr = part_repr, .compare = part_compare, \
    .hash = hash_not_implemented, .methods = part_methods, .members = part_members, .new = part_from_python
Type type_paramspec_args = {.base = STATIC_OBJ(&type_type), .name = "ParamSpecArgs", PART_SLOTS,
    .doc = "The args for a ParamSpec object, the type of *args: P.args.\n\n"
           ">>> P = ParamSpec('P')\n"
           ">>> P.args.__origin__ is P\n"
           "True\n\n"
           "Only annotations use it."};
Type type_paramspec_kwargs = {.base = STATIC_OBJ(&type_type), .name = "ParamSpecKwargs", PART_SLOTS,
    .doc = "The kwargs for a ParamSpec object, the type of **kwargs: P.kwargs.\n\n"
           ">>> P = ParamSpec('P')\n"
           ">>> P.kwargs.__origin__ is P\n"
           "True\n\n"
           "Only annotations use it."};

/* ---- TypeVarTuple ---- */

static const Getter typevartuple_getters[] = {
    {"__default__", get_default, NULL, NULL},
    {0},
};
static const Member typevartuple_members[] = {PARAM_MEMBERS, {0}};
static const Method typevartuple_methods[] = {
    {"__typing_subst__(arg, /)", typevartuple_subst_m, NULL},
    {"__typing_prepare_subst__(alias, args, /)", typevartuple_prepare_m, NULL},
    {"__reduce__()", param_reduce_m, NULL},
    {"has_default()", has_default_m, NULL},
    {"__mro_entries__(bases, /)", raise_mro_entries_m, NULL},
    {0},
};
static Value typevartuple_iter(Ref self)
{
    Value item = unpack_typevartuple(self);
    if (value_is_error(item))
        return item;
    Value one = tuple_of1(item);
    value_drop(item);
    if (value_is_error(one))
        return one;
    Value it = object_iter(one);
    value_drop(one);
    return it;
}
static Value typevartuple_from_python(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "typevartuple(name, *, default=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    TypeParam *p = param_from_python(type, "typevartuple", a[0]);
    if (p == NULL)
        return VALUE_ERROR;
    set_default(p, a[1]);
    return value_from_obj(p);
}
Type type_typevartuple = {
    .base = STATIC_OBJ(&type_type), .name = "TypeVarTuple", PARAM_SLOTS, .getters = typevartuple_getters,
    .members = typevartuple_members, .methods = typevartuple_methods, .new = typevartuple_from_python,
    .iter = typevartuple_iter, .doc = "Type variable tuple: stands for any number of types, in order.\n\n"
           "    class Array[*Shape]: ...\n"
           "    def first[T, *Ts](items: tuple[T, *Ts]) -> T: ...",
};

/* ---- NoDefault ---- */

static Value no_default_repr(Ref self) { return str_from_cstr("typing.NoDefault"); }
NATIVE(no_default_reduce_m) { return str_from_cstr("NoDefault"); }
static Value no_default_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args > 0 || !value_is_absent(kwnames))
        return exc_raise(&type_TypeError, "NoDefaultType takes no arguments");
    return value_dup_obj(&no_default_object);
}
static const Method no_default_methods[] = {{"__reduce__()", no_default_reduce_m, NULL}, {0}};
Type type_no_default = {
    .base = STATIC_OBJ(&type_type), .name = "NoDefaultType", .module = "typing", .basic_size = sizeof(Obj),
    .methods = no_default_methods, .repr = no_default_repr, .new = no_default_new,
    .doc = "The type of the NoDefault singleton.",
};
Obj no_default_object = STATIC_OBJ(&type_no_default);
