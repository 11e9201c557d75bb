/* stdlib/io/_io.c -- the _io module: the streams of the io module. */
#include "runtime/exc.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"

Value module__io_init(void);

/* io.UnsupportedOperation(OSError, ValueError) */
static Value make_unsupported_operation(void)
{
    Value bases = tuple_of2(value_from_obj(&type_OSError), value_from_obj(&type_ValueError));
    Value name = str_from_cstr("UnsupportedOperation"), module = str_from_cstr("io"), dict = dict_new();
    Value type = VALUE_ERROR;
    if (!value_is_error(bases) && !value_is_error(dict) && !dict_set(dict, NAME(__module__), module)) {
        Ref args[3] = {name, bases, dict};
        type = object_call(value_from_obj(&type_type), args, 3, VALUE_ABSENT);
    }
    value_drop(bases);
    value_drop(name);
    value_drop(module);
    value_drop(dict);
    return type;
}

Value module__io_init(void)
{
    Type *types[] = {
        &type_io_base, &type_raw_io_base, &type_buffered_io_base, &type_text_io_base, &type_file_io, &type_bytes_io,
        &type_string_io, &type_buffered_reader, &type_buffered_writer, &type_buffered_random, &type_buffered_rwpair,
        &type_text_io, &type_newline_decoder,
    };
    Value module = module_new("_io", "The streams of the io module.", io_functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    for (size_t i = 0; i < N_ELEMENTS(types); i++)
        if (module_add_type(module, types[i]))
            goto fail;
    if (type_unsupported_operation == NULL) {
        Value type = make_unsupported_operation();
        if (value_is_error(type))
            goto fail;
        type_unsupported_operation = value_as_type(type);
    }
    if (module_add(module, "UnsupportedOperation", value_dup_obj(type_unsupported_operation)) ||
        module_add(module, "BlockingIOError", value_dup_obj(&type_BlockingIOError)) ||
        module_add_int(module, "DEFAULT_BUFFER_SIZE", IO_BUFFER_SIZE))
        goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
