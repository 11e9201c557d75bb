/* stdlib/itertools/itertools.c -- the module: its types are in the other files of this folder. */
#include "runtime/module.h"
#include "stdlib/itertools/itertools.h"

Value module_itertools_init(void);

Value itertool_reduce(Ref self, Value args, Value state)
{
    Value result = VALUE_ERROR;
    Ref type = value_from_obj(value_type(self));
    if (!value_is_error(args) && !value_is_error(state))
        result = value_is_absent(state) ? tuple_of2(type, args) : tuple_of3(type, args, state);
    value_drop(args);
    value_drop(state);
    return result;
}

Value itertool_reduce_refs(Ref self, const Ref *args, int64_t n, Value state)
{
    return itertool_reduce(self, tuple_from_refs(args, n), state);
}

NATIVE(itertools_tee)
{
    int64_t count;
    if (object_as_index(a[1], &count, false))
        return VALUE_ERROR;
    return tee_split(a[0], count);
}

static const Method itertools_functions[] = {
    {"tee(iterable, n=2, /)", itertools_tee, "Returns a tuple of n independent iterators."},
    {0},
};

Value module_itertools_init(void)
{
    Value module = module_new(
        "itertools",
        "Functional tools for creating and using iterators.\n\n"
        "Infinite iterators:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\n"
        "cycle(p) --> p0, p1, ... plast, p0, p1, ...\n"
        "repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times",
        itertools_functions);
    static Type *const types[] = {
        &type_accumulate, &type_batched, &type_chain, &type_combinations, &type_combinations_with_replacement,
        &type_compress, &type_count, &type_cycle, &type_dropwhile, &type_filterfalse, &type_groupby,
        &type_grouper, &type_islice, &type_pairwise, &type_permutations, &type_product, &type_repeat,
        &type_starmap, &type_takewhile, &type_tee, &type_tee_data, &type_zip_longest,
    };
    for (size_t i = 0; !value_is_error(module) && i < N_ELEMENTS(types); i++) {
        if (module_add_type(module, types[i])) {
            value_drop(module);
            return VALUE_ERROR;
        }
    }
    return module;
}
