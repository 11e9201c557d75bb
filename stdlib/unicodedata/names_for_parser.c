/* stdlib/unicodedata/names_for_parser.c -- gives the parser the names that "\N{...}" stands for. */
#include "parser/parser.h"
#include "runtime/unicode.h"

static int32_t code_point_named(const char *name, size_t byte_len)
{
    uint32_t found[4];
    return unicode_lookup(name, byte_len, false, found) == 1 ? (int32_t)found[0] : -1;
}

/* Before main(): the hook is a plain pointer and nothing has been parsed yet. */
__attribute__((constructor)) static void set_hook(void) { parse_unicode_name_hook = code_point_named; }
