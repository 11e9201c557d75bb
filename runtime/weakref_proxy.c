/* runtime/weakref_proxy.c -- weakref.proxy: every operation goes to the referent, ReferenceError when it is dead.
 *
 * A slot unwraps whichever operands are proxies and repeats the operation on what they stand for. */
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"

static bool is_proxy(Ref v)
{
    return value_has_type(v, &type_weakproxy) || value_has_type(v, &type_weakcallableproxy);
}

/* An owned reference to what v stands for (v itself when it is no proxy). */
static Value unwrap(Ref v)
{
    if (!is_proxy(v))
        return value_dup(v);
    Value object = weakref_get(v);
    return value_is_absent(object) ? exc_raise(&type_ReferenceError, "weakly-referenced object no longer exists")
                                   : object;
}

static Value apply_unary(Ref v, Value (*f)(Ref))
{
    Value object = unwrap(v);
    Value result = value_is_error(object) ? VALUE_ERROR : f(object);
    value_drop(object);
    return result;
}

typedef Value (*OperatorFn)(BinaryOp op, Ref a, Ref b);
static Value apply_binary(Ref a, Ref b, BinaryOp op, OperatorFn f)
{
    Value x = unwrap(a);
    if (value_is_error(x))
        return VALUE_ERROR;
    Value y = unwrap(b);
    Value result = value_is_error(y) ? VALUE_ERROR : f(op, x, y);
    value_drop(x);
    value_drop(y);
    return result;
}

#define BINARY(name, op)                                                                                        \
    static Value proxy_##name(Ref a, Ref b) { return apply_binary(a, b, op, object_binary); }                   \
    static Value proxy_inplace_##name(Ref a, Ref b) { return apply_binary(a, b, op, object_inplace); }
BINARY(add, BINARY_ADD)
BINARY(sub, BINARY_SUB)
BINARY(mul, BINARY_MUL)
BINARY(matmul, BINARY_MATMUL)
BINARY(div, BINARY_DIV)
BINARY(floordiv, BINARY_FLOORDIV)
BINARY(mod, BINARY_MOD)
BINARY(lshift, BINARY_LSHIFT)
BINARY(rshift, BINARY_RSHIFT)
BINARY(and, BINARY_AND)
BINARY(or, BINARY_OR)
BINARY(xor, BINARY_XOR)
static Value proxy_divmod(Ref a, Ref b) { return apply_binary(a, b, BINARY_DIVMOD, object_binary); }

static Value proxy_pow(Ref a, Ref b, Ref c)
{
    Value x = unwrap(a), y = value_is_error(x) ? VALUE_ERROR : unwrap(b);
    Value z = value_is_error(y) ? VALUE_ERROR : unwrap(c);
    Value result = value_is_error(z) ? VALUE_ERROR : object_pow(x, y, z);
    value_drop(x);
    value_drop(y);
    value_drop(z);
    return result;
}
static Value proxy_inplace_pow(Ref a, Ref b, Ref c)
{
    return value_is_none(c) || value_is_absent(c) ? apply_binary(a, b, BINARY_POW, object_inplace) : proxy_pow(a, b, c);
}

static Value proxy_negative(Ref v) { return apply_unary(v, object_negative); }
static Value proxy_positive(Ref v) { return apply_unary(v, object_positive); }
static Value proxy_absolute(Ref v) { return apply_unary(v, object_absolute); }
static Value proxy_invert(Ref v) { return apply_unary(v, object_invert); }
static Value proxy_to_int(Ref v) { return apply_unary(v, object_to_int); }
static Value proxy_to_float(Ref v) { return apply_unary(v, object_to_float); }
static Value proxy_index(Ref v) { return apply_unary(v, object_index); }
static Value proxy_str(Ref v) { return apply_unary(v, object_str); }
static Value proxy_iter(Ref v) { return apply_unary(v, object_iter); }

static Value proxy_next(Ref v)
{
    Value object = unwrap(v);
    if (value_is_error(object))
        return VALUE_ERROR;
    Value result;
    if (object_is_iterator(object))
        result = iter_next(object);
    else
        result = exc_raise(&type_TypeError, "Weakref proxy referenced a non-iterator '%T' object", object);
    value_drop(object);
    return result;
}

static int proxy_truth(Ref v)
{
    Value object = unwrap(v);
    int result = value_is_error(object) ? -1 : object_truth(object);
    value_drop(object);
    return result;
}

static int64_t proxy_length(Ref v)
{
    Value object = unwrap(v);
    int64_t result = value_is_error(object) ? -1 : object_length(object);
    value_drop(object);
    return result;
}

static int proxy_contains(Ref v, Ref item)
{
    Value object = unwrap(v);
    int result = value_is_error(object) ? -1 : object_contains(object, item);
    value_drop(object);
    return result;
}

static Value proxy_subscript(Ref v, Ref key)
{
    Value object = unwrap(v);
    Value result = value_is_error(object) ? VALUE_ERROR : object_subscript(object, key);
    value_drop(object);
    return result;
}

static int proxy_set_subscript(Ref v, Ref key, Ref item)
{
    Value object = unwrap(v);
    int result = value_is_error(object) ? -1 : object_set_subscript(object, key, item);
    value_drop(object);
    return result;
}

static Value proxy_getattr(Ref v, Ref name)
{
    Value object = unwrap(v);
    Value result = value_is_error(object) ? VALUE_ERROR : object_getattr(object, name);
    value_drop(object);
    return result;
}

static int proxy_setattr(Ref v, Ref name, Ref value)
{
    Value object = unwrap(v);
    int result = value_is_error(object) ? -1 : object_setattr(object, name, value);
    value_drop(object);
    return result;
}

static Value proxy_compare(Ref a, Ref b, CompareOp op)
{
    Value x = unwrap(a), y = value_is_error(x) ? VALUE_ERROR : unwrap(b);
    Value result = value_is_error(y) ? VALUE_ERROR : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

static Value proxy_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    Value object = unwrap(callable);
    Value result = value_is_error(object) ? VALUE_ERROR : object_call(object, args, n_args, kwnames);
    value_drop(object);
    return result;
}

static Value proxy_repr(Ref self)
{
    Value object = weakref_get(self);
    if (value_is_absent(object))
        return str_format("<weakproxy at %p; dead>", VALUE_AS(void, self));
    Value text = str_format("<weakproxy at %p to %T at %p>", VALUE_AS(void, self), object, VALUE_AS(void, object));
    value_drop(object);
    return text;
}

/* Methods that no slot stands for: found on the proxy's type before its __getattribute__ is asked.  Callable
 * proxies lack them, as they do in CPython. */
NATIVE(proxy_bytes_m)
{
    Value object = unwrap(self);
    Value result = value_is_error(object) ? VALUE_ERROR : object_call_method0(object, NAME(__bytes__));
    value_drop(object);
    return result;
}
NATIVE(proxy_reversed_m)
{
    Value object = unwrap(self);
    Value result = value_is_error(object) ? VALUE_ERROR : object_call_method0(object, NAME(__reversed__));
    value_drop(object);
    return result;
}
static const Method proxy_methods[] = {
    {"__bytes__()", proxy_bytes_m, NULL},
    {"__reversed__()", proxy_reversed_m, NULL},
    {0},
};

#define PROXY_SLOTS                                                                                              \
    .module = "weakref", .basic_size = sizeof(WeakRef), .flags = TYPE_GC | TYPE_NO_NEW,                           \
    .dealloc = weakref_dealloc, .traverse = weakref_traverse, .clear = weakref_clear,   \
    .repr = proxy_repr, .str = proxy_str, .hash = hash_not_implemented, .compare = proxy_compare,                 \
    .getattr = proxy_getattr, .setattr = proxy_setattr, .truth = proxy_truth,                                     \
    .binary = {[BINARY_ADD] = proxy_add, [BINARY_SUB] = proxy_sub, [BINARY_MUL] = proxy_mul,                      \
               [BINARY_MATMUL] = proxy_matmul, [BINARY_DIV] = proxy_div, [BINARY_FLOORDIV] = proxy_floordiv,      \
               [BINARY_MOD] = proxy_mod, [BINARY_LSHIFT] = proxy_lshift, [BINARY_RSHIFT] = proxy_rshift,          \
               [BINARY_AND] = proxy_and, [BINARY_OR] = proxy_or, [BINARY_XOR] = proxy_xor,                        \
               [BINARY_DIVMOD] = proxy_divmod},                                                                   \
    .inplace = {[BINARY_ADD] = proxy_inplace_add, [BINARY_SUB] = proxy_inplace_sub,                               \
                [BINARY_MUL] = proxy_inplace_mul, [BINARY_MATMUL] = proxy_inplace_matmul,                         \
                [BINARY_DIV] = proxy_inplace_div, [BINARY_FLOORDIV] = proxy_inplace_floordiv,                     \
                [BINARY_MOD] = proxy_inplace_mod, [BINARY_LSHIFT] = proxy_inplace_lshift,                         \
                [BINARY_RSHIFT] = proxy_inplace_rshift, [BINARY_AND] = proxy_inplace_and,                         \
                [BINARY_OR] = proxy_inplace_or, [BINARY_XOR] = proxy_inplace_xor},                                \
    .pow = proxy_pow, .inplace_pow = proxy_inplace_pow, .negative = proxy_negative, .positive = proxy_positive,   \
    .absolute = proxy_absolute, .invert = proxy_invert, .to_int = proxy_to_int, .to_float = proxy_to_float,       \
    .index = proxy_index, .length = proxy_length, .contains = proxy_contains, .subscript = proxy_subscript,       \
    .set_subscript = proxy_set_subscript, .iter = proxy_iter, .next = proxy_next

Type type_weakproxy = {.base = STATIC_OBJ(&type_type), .name = "ProxyType", PROXY_SLOTS, .methods = proxy_methods};
Type type_weakcallableproxy = {
    .base = STATIC_OBJ(&type_type), .name = "CallableProxyType", PROXY_SLOTS, .call = proxy_call};
