/* stdlib/gc/gc.c -- the module gc: looking at and steering the cycle collector. */
#include "runtime/gc_private.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

NATIVE(enable_m)
{
    gc_settings.enabled = true;
    return VALUE_NONE;
}
NATIVE(disable_m)
{
    gc_settings.enabled = false;
    return VALUE_NONE;
}
NATIVE(isenabled_m) { return value_from_bool(gc_settings.enabled); }

NATIVE(collect_m)
{
    int generation;
    if (int_as_i32(a[0], &generation))
        return VALUE_ERROR;
    if (generation < 0 || generation > 2)
        return exc_raise(&type_ValueError, "invalid generation");
    return int_new(gc_collect(generation));
}

NATIVE(get_debug_m) { return value_from_int(gc_settings.debug); }
NATIVE(set_debug_m) { return int_as_i32(a[0], &gc_settings.debug) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(get_threshold_m)
{
    return tuple_of3(value_from_int(gc_settings.thresholds[0]), value_from_int(gc_settings.thresholds[1]),
                     value_from_int(gc_settings.thresholds[2]));
}

NATIVE(set_threshold_m)
{
    int thresholds[3];
    memcpy(thresholds, gc_settings.thresholds, sizeof thresholds);
    for (size_t i = 0; i < 3; i++)
        if (!value_is_absent(a[i]) && int_as_i32(a[i], &thresholds[i]))
            return VALUE_ERROR;
    memcpy(gc_settings.thresholds, thresholds, sizeof thresholds);
    gc_threshold_changed();
    return VALUE_NONE;
}

NATIVE(get_count_m)
{
    return tuple_of3(value_from_int(gc_young.n_live), value_from_int(gc_counts[1]), value_from_int(gc_counts[2]));
}

/* ---- looking at objects ---- */

static int list_generation(int generation, Ref list)
{
    GcTable *table = gc_table(generation);
    uint32_t start = generation == 2 ? gc_n_frozen : 0;
    for (uint32_t i = start; i < table->n_used; i++) {
        Obj *o = table->slots[i];
        if (gc_slot_is_live(o) && o != value_as_obj(list) && list_append(list, value_from_obj(o)))
            return -1;
    }
    return 0;
}

NATIVE(get_objects_m)
{
    int first = 0, last = 2;
    if (!value_is_none(a[0])) {
        int generation;
        if (int_as_i32(a[0], &generation))
            return VALUE_ERROR;
        if (generation < -1)
            return exc_raise(&type_ValueError, "generation parameter cannot be negative");
        if (generation > 2)
            return exc_raise(&type_ValueError, "generation parameter must be less than the number of available "
                                               "generations (3)");
        if (generation >= 0)
            first = last = generation;
    }
    Value list = list_new(0);
    for (int g = first; g <= last && !value_is_error(list); g++)
        if (list_generation(g, list)) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    return list;
}

static int visit_find(Ref v, void *arg)
{
    const Ref *wanted = arg; /* a tuple */
    for (int64_t i = 0; i < tuple_len(*wanted); i++)
        if (value_is(tuple_at(*wanted, i), v))
            return 1;
    return 0;
}

NATIVE(get_referrers_m)
{
    Value list = list_new(0);
    if (value_is_error(list))
        return VALUE_ERROR;
    for (int g = 0; g < 3; g++) {
        GcTable *table = gc_table(g);
        for (uint32_t i = 0; i < table->n_used; i++) {
            Obj *o = table->slots[i];
            if (!gc_slot_is_live(o) || o == value_as_obj(list) || o == value_as_obj(a[0]) || !o->type->traverse)
                continue;
            Ref wanted = a[0];
            if (o->type->traverse(o, visit_find, &wanted) && list_append(list, value_from_obj(o))) {
                value_drop(list);
                return VALUE_ERROR;
            }
        }
    }
    return list;
}

static int visit_collect(Ref v, void *arg) { return list_append(*(const Ref *)arg, v); }

/* Traverse functions leave out ints, floats and the like; the common containers are read directly. */
static int list_items(Ref v, Ref list)
{
    if (value_is_list(v) || value_is_tuple(v)) {
        int64_t n = value_is_list(v) ? list_len(v) : tuple_len(v);
        for (int64_t i = 0; i < n; i++)
            if (list_append(list, value_is_list(v) ? list_at(v, i) : tuple_at(v, i)))
                return -1;
        return 1;
    }
    if (!value_is_dict(v))
        return 0;
    int64_t pos = 0;
    Ref key, value;
    while (dict_next(v, &pos, &key, &value))
        if ((!value_is_str(key) && list_append(list, key)) || list_append(list, value))
            return -1;
    return 1;
}

NATIVE(get_referents_m)
{
    Value list = list_new(0);
    for (int64_t i = 0; !value_is_error(list) && i < tuple_len(a[0]); i++) {
        Ref v = tuple_at(a[0], i);
        if (!value_is_obj(v) || !(value_type(v)->flags & TYPE_GC) || value_type(v)->traverse == NULL)
            continue;
        Ref target = list;
        int r = value_type(v)->flags & TYPE_HEAP ? 0 : list_items(v, list);
        if (r < 0 || (r == 0 && value_type(v)->traverse(value_as_obj(v), visit_collect, &target))) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(is_tracked_m) { return value_from_bool(value_is_obj(a[0]) && gc_is_tracked(value_as_obj(a[0]))); }
NATIVE(is_finalized_m)
{
    return value_from_bool(value_is_obj(a[0]) && (value_as_obj(a[0])->meta & META_FINALISED) != 0);
}

NATIVE(freeze_m)
{
    gc_freeze();
    return VALUE_NONE;
}
NATIVE(unfreeze_m)
{
    gc_unfreeze();
    return VALUE_NONE;
}
NATIVE(get_freeze_count_m) { return value_from_int(gc_n_frozen_live); }

NATIVE(get_stats_m)
{
    Value list = list_new(3);
    for (int g = 0; g < 3 && !value_is_error(list); g++) {
        Value row = dict_new();
        if (value_is_error(row) || dict_set_cstr(row, "collections", int_new(gc_stats[g].n_collections)) ||
            dict_set_cstr(row, "collected", int_new(gc_stats[g].n_collected)) ||
            dict_set_cstr(row, "uncollectable", int_new(gc_stats[g].n_uncollectable)) ||
            list_append(list, row)) {
            value_drop(list);
            list = VALUE_ERROR;
        }
        value_drop(row);
    }
    return list;
}

static const Method functions[] = {
    {"enable()", enable_m, "Enable automatic garbage collection."},
    {"disable()", disable_m, "Disable automatic garbage collection."},
    {"isenabled()", isenabled_m, "Returns true if automatic garbage collection is enabled."},
    {"collect(generation=2)", collect_m, "Run the garbage collector; returns the number of unreachable objects."},
    {"get_debug()", get_debug_m, "Get the garbage collection debugging flags."},
    {"set_debug(flags, /)", set_debug_m, "Set the garbage collection debugging flags."},
    {"get_threshold()", get_threshold_m, "Return the current collection thresholds."},
    {"set_threshold(threshold0, threshold1=<absent>, threshold2=<absent>, /)", set_threshold_m,
     "Set the collection thresholds; 0 for the first disables collection."},
    {"get_count()", get_count_m, "Return a three-tuple of the current collection counts."},
    {"get_objects(generation=None)", get_objects_m, "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_referrers(*objs)", get_referrers_m, "Return the list of objects that directly refer to any of 'objs'."},
    {"get_referents(*objs)", get_referents_m, "Return the list of objects that are directly referred to by 'objs'."},
    {"is_tracked(obj, /)", is_tracked_m, "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized(obj, /)", is_finalized_m, "Returns true if the object has been already finalized by the GC."},
    {"freeze()", freeze_m, "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze()", unfreeze_m, "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count()", get_freeze_count_m, "Return the number of objects in the permanent generation."},
    {"get_stats()", get_stats_m, "Return a list of dictionaries containing per-generation statistics."},
    {0},
};

Value module_gc_init(void);
Value module_gc_init(void)
{
    if (gc_settings.garbage.bits == 0) {
        Value garbage = list_new(0), callbacks = list_new(0);
        if (value_is_error(garbage) || value_is_error(callbacks)) {
            value_drop(garbage);
            value_drop(callbacks);
            return VALUE_ERROR;
        }
        gc_settings.garbage = garbage;
        gc_settings.callbacks = callbacks;
    }
    Value module = module_new("gc", "The garbage collector of reference cycles.", functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (module_add(module, "garbage", value_dup(gc_settings.garbage)) ||
        module_add(module, "callbacks", value_dup(gc_settings.callbacks)) ||
        module_add_int(module, "DEBUG_STATS", GC_DEBUG_STATS) ||
        module_add_int(module, "DEBUG_COLLECTABLE", GC_DEBUG_COLLECTABLE) ||
        module_add_int(module, "DEBUG_UNCOLLECTABLE", GC_DEBUG_UNCOLLECTABLE) ||
        module_add_int(module, "DEBUG_SAVEALL", GC_DEBUG_SAVEALL) ||
        module_add_int(module, "DEBUG_LEAK", GC_DEBUG_COLLECTABLE | GC_DEBUG_UNCOLLECTABLE | GC_DEBUG_SAVEALL)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
