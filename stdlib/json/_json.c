/* stdlib/json/_json.c -- the module behind the package json: what is hot in it. */
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include "stdlib/json/json.h"

Value module__json_init(void);

/* scanstring(string, end, strict=True): `end` is where the text of the string begins, behind its quote. */
NATIVE(json_scanstring_m)
{
    if (args_no_keywords("scanstring", kwnames))
        return VALUE_ERROR;
    if (n < 2 || n > 3)
        return exc_raise(&type_TypeError, "scanstring() takes at %s %d arguments (%zu given)", n < 2 ? "least" : "most",
                         n < 2 ? 2 : 3, n);
    int64_t start, end;
    if (object_as_index_or(a[1], &start, &type_OverflowError))
        return VALUE_ERROR;
    int strict = n > 2 ? object_truth(a[2]) : 1;
    if (strict < 0 || json_check_text(a[0]))
        return VALUE_ERROR;
    if (start < 0 || start > str_len(a[0]))
        return exc_raise(&type_ValueError, "end is out of bounds");
    Value string = json_read_string(a[0], start, strict, &end);
    return value_is_error(string) ? string : tuple_of2_owned(string, int_new(end));
}

static const Method json_functions[] = {
    {"scanstring(string, end, strict=True)", json_scanstring_m,
     "scanstring(string, end, strict=True) -> (string, end)\n\n"
     "Read the JSON string whose text begins at index end, behind its quote.\nThe result's end is behind the closing quote.",
     METHOD_RAW},
    {"encode_basestring_ascii(string, /)", json_encode_ascii_m,
     "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string"},
    {"encode_basestring(string, /)", json_encode_m,
     "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string"},
    {0},
};

Value module__json_init(void)
{
    Value module = module_new("_json", "json speedups\n", json_functions);
    if (value_is_error(module) || type_ready(&type_json_scanner) || type_ready(&type_json_encoder)
        || module_add(module, "make_scanner", value_dup_obj(&type_json_scanner))
        || module_add(module, "make_encoder", value_dup_obj(&type_json_encoder))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
