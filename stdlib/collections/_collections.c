/* stdlib/collections/_collections.c -- the module _collections, and the counting loop of Counter. */
#include "runtime/dict_table.h"
#include "runtime/module.h"
#include "stdlib/collections/collections.h"

Value module__collections_init(void);

/* mapping[key] += 1, straight in the table. */
static int count_in_table(Ref mapping, Ref key)
{
    Dict *d = VALUE_AS(Dict, mapping);
    int64_t hash = value_hash(key);
    int64_t i = hash == -1 ? FIND_ERROR : dict_find(d, key, hash);
    if (i == FIND_ERROR)
        return -1;
    if (i == FIND_MISSING)
        return dict_insert_new(d, value_dup(key), hash, value_from_int(1));
    Value *place = dict_value_at(d, i);
    if (LIKELY(value_is_int(*place)) && value_as_int(*place) < INT_INLINE_MAX) {
        *place = value_from_int(value_as_int(*place) + 1);
        return 0;
    }
    Value old = value_dup(*place);
    Value sum = object_binary(BINARY_ADD, old, value_from_int(1));
    value_drop(old);
    return value_is_error(sum) ? -1 : dict_set_owned(mapping, key, sum);
}

/* The same through the methods of the mapping. */
static int count_by_methods(Ref mapping, Ref get, Ref key)
{
    Value old = object_call2(get, key, value_from_int(0));
    Value sum = value_is_error(old) ? VALUE_ERROR : object_binary(BINARY_ADD, old, value_from_int(1));
    value_drop(old);
    int result = value_is_error(sum) ? -1 : object_set_subscript(mapping, key, sum);
    value_drop(sum);
    return result;
}

NATIVE(collections_count_elements)
{
    Ref mapping = a[0];
    Type *type = value_type(mapping);
    bool plain = value_is_dict(mapping) && type->set_subscript == type_dict.set_subscript
              && value_is(type_lookup(type, NAME(get)), type_lookup(&type_dict, NAME(get)));
    Value it = object_iter(a[1]), get = VALUE_ABSENT;
    if (value_is_error(it))
        return VALUE_ERROR;
    int failed = 0;
    if (!plain) {
        get = object_getattr(mapping, NAME(get));
        failed = value_is_error(get) ? -1 : 0;
    }
    while (!failed) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        if (value_is_error(key))
            failed = -1;
        else
            failed = plain ? count_in_table(mapping, key) : count_by_methods(mapping, get, key);
        value_drop(key);
    }
    value_drop(get);
    value_drop(it);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

static const Method collections_functions[] = {
    {"_count_elements(mapping, iterable, /)", collections_count_elements, "Count elements in the iterable, updating the mapping"},
    {0},
};

Value module__collections_init(void)
{
    Value module = module_new("_collections",
                              "High performance data structures.\n"
                              "- deque:        ordered collection accessible from endpoints only\n"
                              "- defaultdict:  dict subclass with a default value factory\n",
                              collections_functions);
    static Type *const types[] = {&type_deque, &type_default_dict, &type_ordered_dict, &type_deque_iterator,
                                  &type_deque_reverse_iterator, &type_tuple_getter};
    static Type *const hidden[] = {&type_ordered_dict_iterator, &type_ordered_dict_keys,
                                   &type_ordered_dict_values, &type_ordered_dict_items};
    int failed = value_is_error(module) ? -1 : 0;
    for (size_t i = 0; !failed && i < N_ELEMENTS(types); i++)
        failed = module_add_type(module, types[i]);
    for (size_t i = 0; !failed && i < N_ELEMENTS(hidden); i++)
        failed = type_ready(hidden[i]);
    if (!failed)
        return module;
    value_drop(module);
    return VALUE_ERROR;
}
