/* runtime/import_report.c -- telling what import does: -v, and with -X importtime how long it takes. */
#include "runtime/import_report.h"
#include "runtime/clock.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include <stdio.h>

static int depth;             /* imports that are being timed */
static int64_t time_of_inner; /* what the imports inside the current one have taken so far, nanoseconds */

ImportTimer import_timer_start(void)
{
    if (!cmdline.import_time)
        return (ImportTimer){0};
    static bool has_header;
    if (!has_header) {
        has_header = true;
        fputs("import time: self [us] | cumulative | imported package\n", stderr);
    }
    ImportTimer timer = {.start_ns = clock_monotonic_ns(), .outer_ns = time_of_inner};
    time_of_inner = 0;
    depth++;
    return timer;
}

void import_timer_stop(ImportTimer timer, Ref name)
{
    if (!cmdline.import_time)
        return;
    int64_t taken = clock_monotonic_ns() - timer.start_ns;
    depth--;
    fprintf(stderr, "import time: %9lld | %10lld | %*s%s\n", (long long)((taken - time_of_inner + 999) / 1000),
            (long long)((taken + 999) / 1000), depth * 2, "", str_utf8_lossy(name));
    time_of_inner = timer.outer_ns + taken;
}

void import_report_loaded(Ref name, Ref module)
{
    if (cmdline.verbose == 0)
        return;
    Ref loader = VALUE_ABSENT;
    if (value_has_type(module, &type_module))
        loader = dict_get_str(module_dict(module), NAME(__loader__));
    Value text = value_is_absent(loader) ? VALUE_ABSENT : object_repr(loader);
    if (value_is_error(text))
        exc_clear();
    fprintf(stderr, "import '%s' # %s\n", str_utf8_lossy(name), value_is_str(text) ? str_utf8_lossy(text) : "?");
    value_drop(text);
}

void import_report_code(Ref path, const char *cache)
{
    if (cmdline.verbose == 0)
        return;
    if (cache != NULL)
        fprintf(stderr, "# %s matches %s\n# code object from '%s'\n", cache, str_utf8_lossy(path), cache);
    else
        fprintf(stderr, "# code object from %s\n", str_utf8_lossy(path));
}
