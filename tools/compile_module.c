/* tools/compile_module.c -- compiles one Python module of stdlib/ for the binary; a tool of the build.
 *
 *     compile_module stdlib/heapq/heapq.py build/code/stdlib/heapq/heapq.code
 *
 * It is linked with all of weft but main() and the embedded modules: those are what it makes, so starting the
 * interpreter may not need any Python module.  The code is at optimisation level 0; under -O the importer compiles
 * the source instead. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/main.h"
#include "runtime/marshal.h"
#include "runtime/str.h"
#include "tools/embedded_path.h"
#include "vm/callback.h"

const EmbeddedModule embedded_modules[] = {{0}};
const unsigned embedded_modules_count;

static Value compile_file(const char *path)
{
    EmbeddedModule row = {.file = embedded_path(path)};
    Value name = str_from_cstr(path), source = import_read_file(name), filename = import_embedded_file(&row);
    Value code = VALUE_ERROR;
    if (value_is_ok(source) && value_is_ok(filename))
        code = vm_compile(source, filename, "exec", 0, 0);
    value_drop(name);
    value_drop(source);
    value_drop(filename);
    Value data = value_is_error(code) ? VALUE_ERROR : marshal_dumps(code);
    value_drop(code);
    return data;
}

static int write_file(const char *path, Ref data)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        perror(path);
        return 1;
    }
    size_t n = (size_t)bytes_len(data), written = fwrite(bytes_data(data), 1, n, out);
    if (fclose(out) || written != n) {
        perror(path);
        remove(path);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3 || strchr(argv[1], '/') == NULL) {
        fprintf(stderr, "usage: compile_module FOLDER/MODULE.py FILE.code\n");
        return 2;
    }
    if (main_start())
        return 1;
    Value data = compile_file(argv[1]);
    int status = value_is_error(data) ? main_report_exception() : write_file(argv[2], data);
    value_drop(data);
    return main_finish(status);
}
