/* runtime/init.c -- making the object model ready: names, then every static type of types.def and
 * exceptions.def, then what exceptions need beside their types.  The main thread must exist (thread_init_main) and nothing of Python may run before. */
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/names.h"
#include "runtime/object.h"

#define TYPE(symbol, shown_in_builtins) extern Type symbol;
#include "runtime/types.def"
#undef TYPE

static Type *const static_types[] = {
#define TYPE(symbol, shown_in_builtins) &symbol,
#include "runtime/types.def"
#undef TYPE
};

static Type *const exception_types[] = {
#define EXC(name, base, layout) &type_##name,
#include "runtime/exceptions.def"
#undef EXC
};

/* Instances whose attributes live in a dict field of their C struct. */
static void set_dict_offsets(void)
{
    if (type_BaseException.dict_offset == 0)
        type_BaseException.dict_offset = offsetof(Exc, dict);
    if (type_module.dict_offset == 0)
        type_module.dict_offset = offsetof(Module, dict);
}

int runtime_init(void)
{
    if (NAME(__init__).bits == 0 && names_init())
        return -1;
    set_dict_offsets();
    for (size_t i = 0; i < N_ELEMENTS(static_types); i++)
        if (type_ready(static_types[i]))
            return -1;
    for (size_t i = 0; i < N_ELEMENTS(exception_types); i++)
        if (type_ready(exception_types[i]))
            return -1;
    return exc_init();
}
