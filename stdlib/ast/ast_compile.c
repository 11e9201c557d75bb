/* stdlib/ast/ast_compile.c -- compile() of and to syntax trees. */
#include "parser/parser.h"
#include "parser/scope.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "stdlib/ast/ast_convert.h"
#include "vm/compile.h"

enum { PYCF_DONT_IMPLY_DEDENT = 0x200, PYCF_TYPE_COMMENTS = 0x1000, PYCF_TOP_LEVEL_AWAIT = 0x2000,
       PYCF_ALLOW_INCOMPLETE = 0x4000, PYCF_OPTIMIZED_AST = 0x8000 };

static int parse_flags(int flags)
{
    return (flags & FUTURE_ALL) | (flags & PYCF_DONT_IMPLY_DEDENT ? PARSE_DONT_IMPLY_DEDENT : 0)
         | (flags & PYCF_TYPE_COMMENTS ? PARSE_TYPE_COMMENTS : 0)
         | (flags & PYCF_TOP_LEVEL_AWAIT ? PARSE_TOP_LEVEL_AWAIT : 0)
         | (flags & PYCF_ALLOW_INCOMPLETE ? PARSE_ALLOW_INCOMPLETE : 0)
         | (flags & FUTURE_BARRY_AS_BDFL ? PARSE_BARRY_AS_FLUFL : 0);
}

static ParseMode parse_mode(const char *mode)
{
    return !strcmp(mode, "eval") ? PARSE_EVAL : !strcmp(mode, "single") ? PARSE_SINGLE
         : !strcmp(mode, "func_type") ? PARSE_FUNC_TYPE : PARSE_EXEC;
}

/* Free the arena, which may run Python, with whatever is pending put aside. */
static void free_arena(Arena *arena)
{
    Value pending = exc_take();
    arena_free(arena);
    exc_restore(pending);
}

Value ast_parse_text(Ref source, Ref filename, const char *mode, int flags, int optimise)
{
    int wanted = parse_flags(flags);
    const char *text;
    size_t len;
    if (value_is_str(source)) {
        text = str_utf8(source, &len);
        wanted |= PARSE_IS_UTF8;
        if (text == NULL)
            return VALUE_ERROR;
    } else {
        text = bytes_data(source);
        len = (size_t)bytes_len(source);
    }
    Arena arena;
    arena_init(&arena);
    Mod *mod = parse_source(&arena, text, len, filename, parse_mode(mode), wanted);
    Value tree = mod == NULL ? VALUE_ERROR : ast_to_objects(mod);
    free_arena(&arena);
    return tree;
}

Value ast_compile_object(Ref tree, Ref filename, const char *mode, int flags, int optimise)
{
    Arena arena;
    arena_init(&arena);
    Code *code = NULL;
    Mod *mod = ast_from_object(&arena, tree, mode);
    if (mod != NULL && !ast_validate(mod))
        code = compile_module(mod, filename, parse_mode(mode), parse_flags(flags), optimise);
    free_arena(&arena);
    return code == NULL ? VALUE_ERROR : value_from_obj(code);
}
