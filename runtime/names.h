/* runtime/names.h -- interned strings that C code asks for by name: NAME(__init__) is a Ref.
 * Add one: a row in names.def, kept sorted. */
#ifndef RUNTIME_NAMES_H
#define RUNTIME_NAMES_H
#include "runtime/value.h"
#define NAME(name) (names_table.name_##name)
typedef struct {
#define NAME_ROW(name) Value name_##name;
#include "runtime/names.def"
#undef NAME_ROW
} NamesTable;
extern NamesTable names_table;
int names_init(void);
#endif
