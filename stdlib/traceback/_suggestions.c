/* stdlib/traceback/_suggestions.c -- what the traceback module asks for "Did you mean: 'x'?". */
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/suggest.h"

Value module__suggestions_init(void);

NATIVE(suggestions_generate_m)
{
    if (!value_is_list(a[0]))
        return exc_raise(&type_TypeError, "candidates must be a list");
    for (int64_t i = 0; i < list_len(a[0]); i++)
        if (!value_is_str(list_at(a[0], i)))
            return exc_raise(&type_TypeError, "all elements in 'candidates' must be strings");
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "_generate_suggestions() argument 2 must be str, not %T", a[1]);
    return suggest_closest(a[0], a[1]);
}

static const Method functions[] = {
    {"_generate_suggestions(candidates, item, /)", suggestions_generate_m, "Of the candidates the one most like item, or None."},
    {0},
};

Value module__suggestions_init(void)
{
    return module_new("_suggestions", "Names that were perhaps meant.", functions);
}
