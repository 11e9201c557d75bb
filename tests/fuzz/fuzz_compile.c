/* tests/fuzz/fuzz_compile.c -- libFuzzer target: any bytes through lexer, parser, scopes and compiler.
 *
 * The first byte chooses the mode, the rest is the program. What compiles must pass the bytecode checker;
 * what does not must leave an exception. Nothing is run. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/main.h"
#include "runtime/str.h"
#include "vm/compile.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Value filename;

static void verify_all(const Code *code)
{
    const char *fault = code_verify(code);
    if (fault) {
        fprintf(stderr, "bytecode checker: %s\n", fault);
        abort();
    }
    for (uint32_t i = 0; i < code->n_constants; i++)
        if (value_has_type(code->constants[i], &type_code))
            verify_all(VALUE_AS(Code, code->constants[i]));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (main_start())
        exit(2);
    filename = str_from_cstr("<fuzz>");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static const ParseMode modes[] = {PARSE_EXEC, PARSE_EXEC, PARSE_EVAL, PARSE_SINGLE};
    int flags = PARSE_NO_WARNINGS | (data[0] & 4 ? PARSE_TOP_LEVEL_AWAIT : 0);
    char *text = malloc(size + 1);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = 0;
    Value code = compile_source(text, size - 1, filename, modes[data[0] & 3], flags, data[0] >> 3 & 1);
    if (value_is_error(code)) {
        if (!exc_pending())
            abort();
        exc_clear();
    } else {
        verify_all(VALUE_AS(Code, code));
        value_drop(code);
    }
    free(text);
    return 0;
}
