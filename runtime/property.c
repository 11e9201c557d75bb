/* runtime/property.c -- property: an attribute computed by functions.
 *
 * Unset functions, doc and name are ABSENT in the struct and None to Python. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"

#define AS_PROPERTY(v) VALUE_AS(Property, v)

static Value or_absent(Ref v) { return value_is_none(v) ? VALUE_ABSENT : value_dup(v); }
static Ref or_none(Ref v) { return value_is_absent(v) ? VALUE_NONE : v; }

static Value property_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Property *p = object_alloc(type);
    if (p == NULL)
        return VALUE_ERROR;
    p->get = p->set = p->del = p->doc = p->name = VALUE_ABSENT;
    gc_track(p);
    return value_from_obj(p);
}

/* The getter's doc, when none is given. A subclass keeps it in its instance dict, where its class's
 * own __doc__ does not hide it. */
static int set_doc(Ref self, Ref given)
{
    Property *p = AS_PROPERTY(self);
    Value doc = or_absent(given);
    if (value_is_absent(doc) && !value_is_absent(p->get)) {
        doc = object_getattr_or_absent(p->get, NAME(__doc__));
        if (value_is_error(doc))
            return -1;
        if (!value_is_absent(doc) && !value_is_none(doc))
            p->doc_from_getter = true;
        if (value_is_none(doc))
            doc = VALUE_ABSENT;
    }
    if (value_has_type(self, &type_property)) {
        value_replace(&p->doc, doc);
        return 0;
    }
    int result = object_setattr(self, NAME(__doc__), or_none(doc));
    value_drop(doc);
    if (result && !p->doc_from_getter && exc_pending_is(&type_AttributeError)) {
        exc_clear(); /* a subclass with __slots__ has nowhere to keep it; only a getter's doc insists */
        return 0;
    }
    return result;
}

static int property_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[4];
    if (args_bind(&spec, "property(fget=None, fset=None, fdel=None, doc=None)", args, n_args, kwnames, a))
        return -1;
    Property *p = AS_PROPERTY(self);
    value_replace(&p->get, or_absent(a[0]));
    value_replace(&p->set, or_absent(a[1]));
    value_replace(&p->del, or_absent(a[2]));
    value_clear(&p->doc);
    value_clear(&p->name);
    p->doc_from_getter = false;
    return set_doc(self, a[3]);
}

static void property_dealloc(Obj *o)
{
    Property *p = (Property *)o;
    gc_untrack(o);
    value_clear(&p->get);
    value_clear(&p->set);
    value_clear(&p->del);
    value_clear(&p->doc);
    value_clear(&p->name);
    object_free(o);
}

static int property_traverse(Obj *o, GcVisit visit, void *arg)
{
    Property *p = (Property *)o;
    GC_VISIT(p->get);
    GC_VISIT(p->set);
    GC_VISIT(p->del);
    GC_VISIT(p->doc);
    GC_VISIT(p->name);
    return 0;
}

static void property_clear(Obj *o)
{
    Property *p = (Property *)o;
    value_clear(&p->get);
    value_clear(&p->set);
    value_clear(&p->del);
    value_clear(&p->doc);
}

/* ---- names in messages ---- */

/* The name: set by __set_name__ or assignment, else the getter's; ABSENT. */
static Value find_name(Ref self)
{
    Property *p = AS_PROPERTY(self);
    if (!value_is_absent(p->name))
        return value_dup(p->name);
    if (c_stack_check(""))
        return VALUE_ERROR;
    return value_is_absent(p->get) ? VALUE_ABSENT : object_getattr_or_absent(p->get, NAME(__name__));
}

static COLD Value raise_missing(Ref self, Ref object, const char *what)
{
    Value name = find_name(self);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value qualname = type_qualname(value_type(object));
    if (!value_is_error(qualname)) {
        if (value_is_absent(name))
            exc_raise(&type_AttributeError, "property of %R object has no %s", qualname, what);
        else
            exc_raise(&type_AttributeError, "property %R of %R object has no %s", name, qualname, what);
    }
    value_drop(qualname);
    value_drop(name);
    return VALUE_ERROR;
}

/* ---- the descriptor ---- */

static Value property_get(Ref self, Ref object, Ref type)
{
    Property *p = AS_PROPERTY(self);
    if (value_is_absent(object) || value_is_none(object))
        return value_dup(self);
    if (UNLIKELY(value_is_absent(p->get)))
        return raise_missing(self, object, "getter");
    Value function = value_dup(p->get);
    Value result = object_call(function, &object, 1, VALUE_ABSENT);
    value_drop(function);
    return result;
}

static int property_set(Ref self, Ref object, Ref value)
{
    Property *p = AS_PROPERTY(self);
    bool deleting = value_is_absent(value);
    Ref function_ref = deleting ? p->del : p->set;
    if (value_is_absent(function_ref)) {
        raise_missing(self, object, deleting ? "deleter" : "setter");
        return -1;
    }
    Value function = value_dup(function_ref);
    Value result = deleting ? object_call1(function, object) : object_call2(function, object, value);
    value_drop(function);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- methods ---- */

/* A property like self with one function replaced. */
static Value copy_with(Ref self, Ref get, Ref set, Ref del)
{
    Property *p = AS_PROPERTY(self);
    Value type = value_dup_obj(value_type(self));
    Ref new_get = value_is_absent(get) || value_is_none(get) ? or_none(p->get) : get;
    Ref new_set = value_is_absent(set) || value_is_none(set) ? or_none(p->set) : set;
    Ref new_del = value_is_absent(del) || value_is_none(del) ? or_none(p->del) : del;
    Ref doc = p->doc_from_getter && !value_is_none(new_get) ? VALUE_NONE : or_none(p->doc);
    Value result = object_call(type, (Ref[]){new_get, new_set, new_del, doc}, 4, VALUE_ABSENT);
    value_drop(type);
    if (value_is_ok(result) && value_is_instance(result, &type_property))
        value_replace(&AS_PROPERTY(result)->name, value_dup(p->name));
    return result;
}

NATIVE(property_getter_m) { return copy_with(self, a[0], VALUE_ABSENT, VALUE_ABSENT); }
NATIVE(property_setter_m) { return copy_with(self, VALUE_ABSENT, a[0], VALUE_ABSENT); }
NATIVE(property_deleter_m) { return copy_with(self, VALUE_ABSENT, VALUE_ABSENT, a[0]); }

NATIVE(property_set_name_m)
{
    if (n != 2)
        return exc_raise(&type_TypeError, "__set_name__() takes 2 positional arguments but %zu were given", n);
    value_replace(&AS_PROPERTY(self)->name, value_dup(a[1]));
    return VALUE_NONE;
}

static const Method property_methods[] = {
    {"getter(object, /)", property_getter_m, "A copy of the property with a different getter."},
    {"setter(object, /)", property_setter_m, "A copy of the property with a different setter."},
    {"deleter(object, /)", property_deleter_m, "A copy of the property with a different deleter."},
    {"__set_name__(owner, name, /)", property_set_name_m, "Remember the name.", METHOD_RAW},
    {0},
};

static const Member property_members[] = {
    {"fget", MEMBER_VALUE_OR_NONE, offsetof(Property, get), true, NULL},
    {"fset", MEMBER_VALUE_OR_NONE, offsetof(Property, set), true, NULL},
    {"fdel", MEMBER_VALUE_OR_NONE, offsetof(Property, del), true, NULL},
    {"__doc__", MEMBER_VALUE_OR_NONE, offsetof(Property, doc), false, NULL},
    {0},
};

static Value property_get_name(Ref self)
{
    Value name = find_name(self);
    if (value_is_absent(name))
        return exc_raise_attribute(self, NAME(__name__), "'property' object has no attribute '__name__'");
    return name;
}

static int property_set_name(Ref self, Ref value)
{
    value_replace(&AS_PROPERTY(self)->name, value_dup(value));
    return 0;
}

static Value property_is_abstract(Ref self)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Property *p = AS_PROPERTY(self);
    Ref functions[] = {p->get, p->set, p->del};
    for (size_t i = 0; i < 3; i++) {
        if (value_is_absent(functions[i]))
            continue;
        Value abstract = object_getattr_or_absent(functions[i], NAME(__isabstractmethod__));
        if (value_is_error(abstract))
            return VALUE_ERROR;
        int truth = value_is_absent(abstract) ? 0 : object_truth(abstract);
        value_drop(abstract);
        if (truth)
            return truth < 0 ? VALUE_ERROR : VALUE_TRUE;
    }
    return VALUE_FALSE;
}

static const Getter property_getters[] = {
    {"__name__", property_get_name, property_set_name, NULL},
    {"__isabstractmethod__", property_is_abstract, NULL, NULL},
    {0},
};

Type type_property = {
    .base = STATIC_OBJ(&type_type),
    .name = "property",
    .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute computed by functions.",
    .basic_size = sizeof(Property),
    .flags = TYPE_BASETYPE | TYPE_GC,
    .methods = property_methods,
    .members = property_members,
    .getters = property_getters,
    .dealloc = property_dealloc,
    .traverse = property_traverse,
    .clear = property_clear,
    .new = property_new,
    .init = property_init,
    .getattr = object_generic_getattr,
    .descr_get = property_get,
    .descr_set = property_set,
};
