/* vm/ops_super.c -- super().name and super().method(...) without making the super object. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/tuple.h"
#include "vm/ops.h"
#include "vm/specialise.h"

/* The first `name` behind `start` on the MRO of object_type; borrowed, ABSENT when there is none. */
static Ref lookup_after(const Type *start, const Type *object_type, Ref name)
{
    int64_t n = tuple_len(object_type->mro), i = 0;
    while (i < n && value_as_type(tuple_at(object_type->mro, i)) != start)
        i++;
    for (i++; i < n; i++) {
        Ref dict = type_namespace(value_as_type(tuple_at(object_type->mro, i)));
        Ref found = value_is_absent(dict) ? VALUE_ABSENT : dict_get_str(dict, name);
        if (!value_is_absent(found))
            return found;
    }
    return VALUE_ABSENT;
}

/* The same through the table of what places have found out, whose `shape` is here the class to start behind. */
static Ref remembered_lookup(Type *start, Type *object_type, Ref name)
{
    const Shape *key = (const Shape *)start;
    uint32_t version = type_assign_version(object_type);
    Remembered *r = remembered_at(OP_LOAD_SUPER_METHOD, version, key, name);
    if (version != 0 && r->version == version && r->shape == key && r->generic_op == OP_LOAD_SUPER_METHOD
        && value_is(r->name, name))
        return VALUE_OF_BITS(r->what);
    Ref found = lookup_after(start, object_type, name);
    if (version != 0 && !value_is_absent(found))
        remember((Remembered){.version = version, .generic_op = OP_LOAD_SUPER_METHOD, .name = name, .shape = key,
                              .what = found.bits});
    return found;
}

/* parts: the global `super`, class, object; all taken. self_out: leave a function unbound where possible. */
Value op_super(Frame *f, Value *parts, Ref name, bool zero_argument, Value *self_out)
{
    Value v;
    bool real = value_is(parts[0], value_from_obj(&type_super)) && value_is_type(parts[1]);
    Type *start = real ? value_as_type(parts[1]) : NULL;
    Type *object_type = NULL;
    if (real) {
        if (value_is_instance(parts[2], start))
            object_type = value_type(parts[2]);
        else if (value_is_type(parts[2]) && type_is_subtype(value_as_type(parts[2]), start))
            object_type = value_as_type(parts[2]);
    }
    if (object_type != NULL && self_out != NULL && object_type == value_type(parts[2])) {
        Ref found = remembered_lookup(start, object_type, name);
        if (!value_is_absent(found) && value_type(found)->flags & TYPE_METHOD_DESCR) {
            v = value_dup(found);
            *self_out = value_dup(parts[2]);
            goto done;
        }
    }
    if (self_out != NULL)
        *self_out = VALUE_ABSENT;
    if (object_type != NULL)
        v = super_getattr(start, parts[2], object_type, name);
    else {
        Value made = zero_argument && !real ? object_call0(parts[0])
                                            : object_call2(parts[0], parts[1], parts[2]);
        v = value_is_error(made) ? made : object_getattr(made, name);
        value_drop(value_is_error(made) ? VALUE_ABSENT : made);
    }
done:
    for (int i = 0; i < 3; i++)
        value_drop(parts[i]);
    return v;
}
