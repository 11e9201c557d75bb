/* vm/ops_build.c -- displays, unpacking, formatting, slices, functions. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/ops.h"

static void drop_all(Value *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        value_drop(items[i]);
}

Value op_build_map(Value *items, size_t n_pairs)
{
    Value dict = dict_new_sized((int64_t)n_pairs);
    for (size_t i = 0; i < n_pairs && !value_is_error(dict); i++)
        if (dict_set(dict, items[2 * i], items[2 * i + 1])) {
            value_drop(dict);
            dict = VALUE_ERROR;
        }
    drop_all(items, 2 * n_pairs);
    return dict;
}

Value op_build_set(Value *items, size_t n)
{
    Value set = set_new(VALUE_ABSENT);
    for (size_t i = 0; i < n && !value_is_error(set); i++)
        if (set_add(set, items[i]) < 0) {
            value_drop(set);
            set = VALUE_ERROR;
        }
    drop_all(items, n);
    return set;
}

/* ---- ** and * ---- */

static bool is_mapping(Ref v)
{
    return value_is_dict(v) || (value_is_obj(v) && value_as_obj(v)->type->subscript != NULL);
}

int op_dict_update(Ref dict, Ref other)
{
    Value keys = value_is_dict(other) ? VALUE_NONE : object_getattr_or_absent(other, NAME(keys));
    if (value_is_error(keys))
        return -1;
    if (value_is_absent(keys))
        return exc_raise_int(&type_TypeError, "'%T' object is not a mapping", other);
    value_drop(keys);
    return dict_merge(dict, other, 1);
}

/* "f()" as error texts of calls name the callable: qualified with its module unless that is builtins. */
static Value callable_text(Ref callable)
{
    Value qualname = object_getattr_or_absent(callable, NAME(__qualname__));
    if (value_is_error(qualname))
        exc_clear();
    if (!value_is_str(qualname)) {
        value_drop(value_is_error(qualname) ? VALUE_ABSENT : qualname);
        return object_str(callable);
    }
    Value module = object_getattr_or_absent(callable, NAME(__module__));
    if (value_is_error(module)) {
        exc_clear();
        module = VALUE_ABSENT;
    }
    Value text = value_is_str(module) && !str_equals_cstr(module, "builtins")
        ? str_format("%U.%U()", module, qualname) : str_format("%U()", qualname);
    value_drop(module);
    value_drop(qualname);
    return text;
}

/* takes nothing; leaves the formatted exception pending */
static int raise_for_call(Ref callable, const char *fmt, Ref about)
{
    Value text = callable_text(callable);
    if (value_is_error(text))
        return -1;
    exc_raise(&type_TypeError, fmt, text, about);
    value_drop(text);
    return -1;
}

int op_dict_merge(Ref dict, Ref other, Ref callable)
{
    if (!value_is_dict(other)) {
        Value keys = is_mapping(other) ? object_getattr_or_absent(other, NAME(keys)) : VALUE_ABSENT;
        if (value_is_error(keys))
            return -1;
        if (value_is_absent(keys))
            return raise_for_call(callable, "%U argument after ** must be a mapping, not %T", other);
        value_drop(keys);
    }
    if (dict_merge(dict, other, 2) == 0)
        return 0;
    if (!exc_pending_is(&type_KeyError))
        return -1;
    Value exc = exc_take();
    Value args = object_getattr(exc, NAME(args));
    int result;
    if (value_is_exact_tuple(args) && tuple_len(args) == 1 && value_is_str(tuple_at(args, 0)))
        result = raise_for_call(callable, "%U got multiple values for keyword argument '%U'", tuple_at(args, 0));
    else if (value_is_exact_tuple(args) && tuple_len(args) == 1)
        result = raise_for_call(callable, "%U keywords must be strings", VALUE_NONE);
    else {
        exc_restore(value_dup(exc));
        result = -1;
    }
    value_drop(value_is_error(args) ? VALUE_ABSENT : args);
    value_drop(exc);
    return result;
}

int op_check_star_argument(Ref iterable, Ref callable)
{
    const Type *type = value_type(iterable);
    if (type->iter != NULL || type->item != NULL || type->subscript != NULL)
        return 0;
    if (value_is_absent(callable))
        return exc_raise_int(&type_TypeError, "Value after * must be an iterable, not %T", iterable);
    return raise_for_call(callable, "%U argument after * must be an iterable, not %T", iterable);
}

int op_list_extend(Ref list, Ref iterable, Ref callable)
{
    (void)callable; /* only a lone star is reported with the function, by op_call_ex() */
    return op_check_star_argument(iterable, VALUE_ABSENT) ? -1 : list_extend(list, iterable);
}

/* ---- f-strings ---- */

Value op_format(Ref v, int conversion, Ref spec)
{
    Value converted;
    switch (conversion) {
    case 1: converted = object_str(v); break;
    case 2: converted = object_repr(v); break;
    case 3: converted = object_ascii(v); break;
    default: converted = value_dup(v);
    }
    if (value_is_error(converted))
        return converted;
    if (value_is_absent(spec)) {
        if (value_is_exact_str(converted))
            return converted;
        if (value_is_int(converted)) { /* the common case needs no spec parsing */
            return int_to_str(converted, 10, false);
        }
    }
    Value empty = value_is_absent(spec) ? str_empty() : value_dup(spec);
    Value text = object_format(converted, empty);
    value_drop(empty);
    value_drop(converted);
    return text;
}

/* ---- unpacking ---- */

static int raise_count(size_t wanted, int64_t got)
{
    if ((size_t)got < wanted)
        return exc_raise_int(&type_ValueError, "not enough values to unpack (expected %zu, got %lld)", wanted,
                             (long long)got);
    return exc_raise_int(&type_ValueError, "too many values to unpack (expected %zu)", wanted);
}

static Value iterator_for_unpacking(Ref v)
{
    Type *type = value_type(v);
    if (type->iter == NULL && type->item == NULL && type->subscript == NULL)
        return exc_raise(&type_TypeError, "cannot unpack non-iterable %T object", v);
    return object_iter(v);
}

static int unpack_sequence(const Value *items, int64_t len, Value *out, size_t n)
{
    if ((size_t)len != n)
        return raise_count(n, len);
    for (size_t i = 0; i < n; i++)
        out[i] = value_dup(items[i]);
    return 0;
}

bool op_unpack_feeds_locals(const Code *code, const Instr *in)
{
    uint32_t word = (uint32_t)(in - code->words), n = in->c;
    if (n == 0 || n > 16 || word + 1 + n >= code->n_words)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const Instr *move = in + 1 + n - i;
        if (move->op != OP_MOVE || (move->flags >> 4 & 3) != OPERAND_LOCAL || (move->flags & 3) != OPERAND_TEMP
            || move->b != in->a + i || code_line(code, word + 1 + n - i) != code_line(code, word))
            return false;
    }
    return true;
}

int op_unpack(Ref v, Value *out, size_t n)
{
    if (value_has_type(v, &type_tuple))
        return unpack_sequence(VALUE_AS(Tuple, v)->items, tuple_len(v), out, n);
    if (value_has_type(v, &type_list))
        return unpack_sequence(VALUE_AS(List, v)->items, list_len(v), out, n);
    if (value_is_tuple(v) && value_type(v)->iter == type_tuple.iter) /* a named tuple */
        return unpack_sequence(VALUE_AS(Tuple, v)->items, tuple_len(v), out, n);
    Value it = iterator_for_unpacking(v);
    if (value_is_error(it))
        return -1;
    size_t i = 0;
    Value item = VALUE_ABSENT;
    for (; i < n; i++) {
        item = iter_next(it);
        if (!value_is_ok(item))
            break;
        out[i] = item;
    }
    if (i == n) {
        item = iter_next(it);
        if (value_is_absent(item)) {
            value_drop(it);
            return 0;
        }
        if (!value_is_error(item)) {
            value_drop(item);
            exc_raise(&type_ValueError, "too many values to unpack (expected %zu)", n);
        }
    } else if (value_is_absent(item))
        raise_count(n, (int64_t)i);
    value_drop(it);
    drop_all(out, i);
    return -1;
}

/* first, *rest = a tuple or list: straight from its items, which nothing can change meanwhile. */
static int unpack_star_sequence(const Value *items, size_t len, Value *out, size_t before, size_t after)
{
    if (len < before + after)
        return exc_raise_int(&type_ValueError, "not enough values to unpack (expected at least %zu, got %zu)",
                             before + after, len);
    Value middle = list_from_refs(items + before, (int64_t)(len - before - after));
    if (value_is_error(middle))
        return -1;
    for (size_t i = 0; i < before; i++)
        out[i] = value_dup(items[i]);
    out[before] = middle;
    for (size_t i = 0; i < after; i++)
        out[before + 1 + i] = value_dup(items[len - after + i]);
    return 0;
}

int op_unpack_star(Ref v, Value *out, size_t before, size_t after)
{
    if (value_has_type(v, &type_tuple))
        return unpack_star_sequence(VALUE_AS(Tuple, v)->items, (size_t)tuple_len(v), out, before, after);
    if (value_has_type(v, &type_list))
        return unpack_star_sequence(VALUE_AS(List, v)->items, (size_t)list_len(v), out, before, after);
    Value it = iterator_for_unpacking(v);
    if (value_is_error(it))
        return -1;
    Value list = list_new(0);
    if (value_is_error(list) || list_extend(list, it)) {
        value_drop(it);
        value_drop(value_is_error(list) ? VALUE_ABSENT : list);
        return -1;
    }
    value_drop(it);
    int result = unpack_star_sequence(VALUE_AS(List, list)->items, (size_t)list_len(list), out, before, after);
    value_drop(list);
    return result;
}

/* ---- slices ---- */

static bool plain_bound(Ref v, int64_t len, int64_t fallback, int64_t *out)
{
    if (value_is_none(v))
        *out = fallback;
    else if (value_is_int(v)) {
        int64_t i = value_as_int(v);
        if (i < 0)
            i += len;
        *out = i < 0 ? 0 : i > len ? len : i;
    } else
        return false;
    return true;
}

Value op_load_slice(Ref o, Ref start, Ref stop)
{
    int64_t from, to;
    if (value_is_exact_str(o) && plain_bound(start, str_len(o), 0, &from)
        && plain_bound(stop, str_len(o), str_len(o), &to))
        return str_slice(o, from, to < from ? from : to);
    Value slice = slice_new(start, stop, VALUE_NONE);
    if (value_is_error(slice))
        return slice;
    Value v = object_subscript(o, slice);
    value_drop(slice);
    return v;
}

int op_store_slice(Ref o, Ref start, Ref stop, Ref v)
{
    Value slice = slice_new(start, stop, VALUE_NONE);
    if (value_is_error(slice))
        return -1;
    int result = object_set_subscript(o, slice, v);
    value_drop(slice);
    return result;
}

/* ---- functions ---- */

Value op_make_function(Frame *f, Ref code, Value *parts, int which)
{
    Value made = function_new(VALUE_AS(Code, code), f->function->globals);
    size_t n = 0;
    Value *slots[4] = {0};
    if (!value_is_error(made)) {
        Function *function = VALUE_AS(Function, made);
        slots[0] = &function->defaults;
        slots[1] = &function->kwdefaults;
        slots[2] = &function->annotations;
        slots[3] = &function->closure;
    }
    for (int bit = 0; bit < 4; bit++) {
        if (!(which & 1 << bit))
            continue;
        if (slots[bit] == NULL)
            value_drop(parts[n++]);
        else
            *slots[bit] = parts[n++];
    }
    return made;
}
