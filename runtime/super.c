/* runtime/super.c -- super: attributes looked up in the MRO behind a given class. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"

typedef struct Super {
    Obj base;
    Value start_after;  /* the class whose successors are searched */
    Value object;       /* ABSENT: unbound */
    Value object_type;  /* whose MRO is walked */
} Super;

static Value super_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);

/* ---- lookup ---- */

/* Attribute `name` behind start_after in the MRO of object_type, bound; ABSENT. */
static Value lookup_behind(Type *start_after, Ref object, Type *object_type, Ref name)
{
    if (!value_is_obj(object_type->mro))
        return VALUE_ABSENT;
    Value mro = value_dup(object_type->mro); /* a lookup may run code that replaces it */
    Value result = VALUE_ABSENT;
    int64_t i = 0, n = tuple_len(mro);
    while (i < n && tuple_at(mro, i).bits != value_from_obj(start_after).bits)
        i++;
    for (i++; i < n; i++) {
        Ref dict = type_namespace(value_as_type(tuple_at(mro, i)));
        Ref found = value_is_obj(dict) ? dict_get_str(dict, name) : VALUE_ABSENT;
        if (value_is_absent(found))
            continue;
        result = value_dup(found);
        if (value_is_obj(found) && value_as_obj(found)->type->descr_get) {
            /* A class as object is no instance: super(C, cls).f must not bind cls. */
            Ref instance = value_is(object, value_from_obj(object_type)) ? VALUE_ABSENT : object;
            Value bound = value_as_obj(found)->type->descr_get(result, instance, value_from_obj(object_type));
            value_drop(result);
            result = bound;
        }
        break;
    }
    value_drop(mro);
    return result;
}

/* The type whose MRO super(type, object) walks; NULL with TypeError. Borrowed from object, usually. */
static Value check_object(Type *type, Ref object)
{
    if (value_is_type(object) && type_is_subtype(value_as_type(object), type))
        return value_dup(object);
    if (value_is_instance(object, type))
        return value_dup_obj(value_type(object));
    /* A proxy may say that it is one. */
    Value claimed = object_getattr_or_absent(object, NAME(__class__));
    if (value_is_error(claimed))
        return VALUE_ERROR;
    if (value_is_type(claimed) && value_as_type(claimed) != value_type(object)
        && type_is_subtype(value_as_type(claimed), type))
        return claimed;
    value_drop(claimed);
    if (value_is_type(object))
        return exc_raise(&type_TypeError,
                         "super(type, obj): obj (type %N) is not an instance or subtype of type (%N).",
                         value_as_type(object), type);
    return exc_raise(&type_TypeError,
                     "super(type, obj): obj (instance of %T) is not an instance or subtype of type (%N).", object, type);
}

/* What the MRO does not have may be an attribute of the super object itself. */
static COLD Value attribute_of_super(Type *start_after, Ref object, Type *object_type, Ref name)
{
    Value made = super_new(&type_super, NULL, 0, VALUE_ABSENT);
    if (value_is_error(made))
        return VALUE_ERROR;
    Super *s = VALUE_AS(Super, made);
    s->start_after = value_dup_obj(start_after);
    s->object = value_dup(object);
    s->object_type = value_dup_obj(object_type);
    Value result = object_generic_getattr(made, name);
    value_drop(made);
    return result;
}

Value super_getattr(Type *start_after, Ref object, Type *object_type, Ref name)
{
    Value checked = VALUE_ABSENT;
    if (object_type == NULL) {
        checked = check_object(start_after, object);
        if (value_is_error(checked))
            return VALUE_ERROR;
        object_type = value_as_type(checked);
    }
    Value result = value_is(name, NAME(__class__)) ? VALUE_ABSENT
                                                   : lookup_behind(start_after, object, object_type, name);
    if (value_is_absent(result)) {
        result = attribute_of_super(start_after, object, object_type, name);
    }
    value_drop(checked);
    return result;
}

static Value super_getattribute(Ref self, Ref name)
{
    Super *s = VALUE_AS(Super, self);
    if (!value_is_absent(s->object_type) && value_is_str(name) && !str_equal(name, NAME(__class__))) {
        Value held = value_dup(self);
        Value found = lookup_behind(value_as_type(s->start_after), s->object, value_as_type(s->object_type), name);
        value_drop(held);
        if (!value_is_absent(found))
            return found;
    }
    return object_generic_getattr(self, name);
}

/* ---- making ---- */

static Value super_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Super *s = object_alloc(type);
    if (s == NULL)
        return VALUE_ERROR;
    s->start_after = s->object = s->object_type = VALUE_ABSENT;
    gc_track(s);
    return value_from_obj(s);
}

static int fill(Ref self, Ref type, Ref object)
{
    Value object_type = VALUE_ABSENT;
    if (value_is_none(object))
        object = VALUE_ABSENT;
    if (!value_is_absent(object)) {
        object_type = check_object(value_as_type(type), object);
        if (value_is_error(object_type))
            return -1;
    }
    Super *s = VALUE_AS(Super, self);
    value_replace(&s->start_after, value_dup(type));
    value_replace(&s->object, value_dup(object));
    value_replace(&s->object_type, object_type);
    return 0;
}

static int fill_from_frame(Ref self)
{
    Frame *frame = vm_frame_caller(0);
    if (frame == NULL)
        return exc_raise_int(&type_RuntimeError, "super(): no current frame");
    Value class, object;
    if (vm_frame_super(frame, &class, &object))
        return -1;
    int result = -1;
    if (!value_is_type(class))
        exc_raise(&type_RuntimeError, "super(): __class__ is not a type (%T)", class);
    else
        result = fill(self, class, object);
    value_drop(class);
    value_drop(object);
    return result;
}

static int super_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("super", kwnames))
        return -1;
    if (n_args > 2)
        return exc_raise_int(&type_TypeError, "super() expected at most 2 arguments, got %zu", n_args);
    if (n_args == 0)
        return fill_from_frame(self);
    if (!value_is_type(args[0]))
        return exc_raise_int(&type_TypeError, "super() argument 1 must be a type, not %T", args[0]);
    return fill(self, args[0], n_args == 2 ? args[1] : VALUE_ABSENT);
}

/* An unbound super in a class binds like a method would. */
static Value super_descr_get(Ref self, Ref object, Ref type)
{
    Super *s = VALUE_AS(Super, self);
    if (value_is_absent(object) || value_is_none(object) || !value_is_absent(s->object)
        || value_is_absent(s->start_after))
        return value_dup(self);
    if (!value_has_type(self, &type_super))
        return object_call2(value_from_obj(value_type(self)), s->start_after, object);
    Value bound = super_new(&type_super, NULL, 0, VALUE_ABSENT);
    if (value_is_error(bound))
        return VALUE_ERROR;
    if (fill(bound, s->start_after, object)) {
        value_drop(bound);
        return VALUE_ERROR;
    }
    return bound;
}

static Value super_repr(Ref self)
{
    Super *s = VALUE_AS(Super, self);
    if (value_is_absent(s->start_after))
        return str_format("<super: NULL, NULL>");
    if (value_is_absent(s->object_type))
        return str_format("<super: <class '%N'>, NULL>", value_as_type(s->start_after));
    return str_format("<super: <class '%N'>, <%N object>>", value_as_type(s->start_after),
                      value_as_type(s->object_type));
}

/* ---- life ---- */

static void super_dealloc(Obj *o)
{
    Super *s = (Super *)o;
    gc_untrack(o);
    value_clear(&s->start_after);
    value_clear(&s->object);
    value_clear(&s->object_type);
    object_free(o);
}

static int super_traverse(Obj *o, GcVisit visit, void *arg)
{
    Super *s = (Super *)o;
    GC_VISIT(s->start_after);
    GC_VISIT(s->object);
    GC_VISIT(s->object_type);
    return 0;
}

static void super_clear(Obj *o)
{
    value_clear(&((Super *)o)->object_type);
    value_clear(&((Super *)o)->object);
}

static const Member super_members[] = {
    {"__thisclass__", MEMBER_VALUE_OR_NONE, offsetof(Super, start_after), true, "the class invoking super()"},
    {"__self__", MEMBER_VALUE_OR_NONE, offsetof(Super, object), true,
     "the instance invoking super(); may be None"},
    {"__self_class__", MEMBER_VALUE_OR_NONE, offsetof(Super, object_type), true,
     "the type of the instance invoking super(); may be None"},
    {0},
};

Type type_super = {
    .base = STATIC_OBJ(&type_type),
    .name = "super",
    .doc = "super() -> same as super(__class__, <first argument>)\n"
           "super(type) -> unbound super object\n"
           "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
           "super(type, type2) -> bound super object; requires issubclass(type2, type)",
    .basic_size = sizeof(Super),
    .flags = TYPE_BASETYPE | TYPE_GC,
    .members = super_members,
    .dealloc = super_dealloc,
    .traverse = super_traverse,
    .clear = super_clear,
    .new = super_new,
    .init = super_init,
    .repr = super_repr,
    .getattr = super_getattribute,
    .descr_get = super_descr_get,
};
