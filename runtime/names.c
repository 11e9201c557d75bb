/* runtime/names.c -- the interned names that C code asks for. */
#include "runtime/names.h"
#include "runtime/str.h"

NamesTable names_table;

static const char *const spellings[] = {
#define NAME_ROW(name) #name,
#include "runtime/names.def"
#undef NAME_ROW
};

int names_init(void)
{
    /* The table is a struct of Values only, in the order of the spellings. */
    _Static_assert(sizeof(NamesTable) == sizeof spellings / sizeof *spellings * sizeof(Value), "one Value a row");
    Value *slot = (Value *)(void *)&names_table;
    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        slot[i] = str_intern_cstr(spellings[i]);
        if (value_is_error(slot[i]))
            return -1;
    }
    return 0;
}
