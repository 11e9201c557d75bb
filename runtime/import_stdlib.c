/* runtime/import_stdlib.c -- where an installed Python library is: the long tail of pure-Python modules.
 *
 * WEFT_STDLIB, else the directory recorded when weft was built, else the usual places.  Any of 3.11 to 3.13 will do;
 * newer first.  The choice does not depend on -E or -I: child interpreters find the same library. */
#include "runtime/import.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#ifndef WEFT_STDLIB_RECORDED
#define WEFT_STDLIB_RECORDED ""
#endif

static char chosen[4096];

static bool is_library(const char *directory)
{
    char probe[4200];
    struct stat st;
    snprintf(probe, sizeof probe, "%s/os.py", directory);
    return *directory && !stat(probe, &st) && S_ISREG(st.st_mode);
}

static bool choose(const char *directory)
{
    size_t len = strlen(directory);
    if (len >= sizeof chosen || !is_library(directory))
        return false;
    memcpy(chosen, directory, len + 1);
    while (len > 1 && chosen[len - 1] == '/')
        chosen[--len] = 0;
    return true;
}

/* The last match of a pattern: the newest release of that version. */
static bool choose_matching(const char *pattern)
{
    glob_t matches;
    bool done = false;
    if (!glob(pattern, 0, NULL, &matches))
        for (size_t i = matches.gl_pathc; !done && i-- > 0;)
            done = choose(matches.gl_pathv[i]);
    globfree(&matches);
    return done;
}

static bool search_version(int minor)
{
    static const char *const places[] = {"/usr/lib", "/usr/local/lib", "/opt/python/lib", "/opt/homebrew/lib"};
    char path[4096];
    for (size_t i = 0; i < N_ELEMENTS(places); i++) {
        snprintf(path, sizeof path, "%s/python3.%d", places[i], minor);
        if (choose(path))
            return true;
    }
    const char *root = getenv("PYENV_ROOT"), *home = getenv("HOME");
    if (root != NULL) {
        snprintf(path, sizeof path, "%s/versions/3.%d.*/lib/python3.%d", root, minor, minor);
        if (choose_matching(path))
            return true;
    }
    if (home == NULL)
        return false;
    snprintf(path, sizeof path, "%s/.pyenv/versions/3.%d.*/lib/python3.%d", home, minor, minor);
    return choose_matching(path);
}

const char *import_stdlib_directory(void)
{
    static bool searched;
    if (!searched) {
        searched = true;
        const char *asked = getenv("WEFT_STDLIB");
        if (asked != NULL && *asked) {
            choose(asked); /* named but no library: do without one */
        } else if (!choose(WEFT_STDLIB_RECORDED)) {
            for (int minor = 13; minor >= 11 && !search_version(minor); minor--)
                continue;
        }
    }
    return *chosen ? chosen : NULL;
}
