/* tools/embedded_path.h -- what a Python file under stdlib/ is called once it is inside the binary: one rule for the
 * tool that compiles it and the tool that makes the table.
 *
 * The outermost package decides: stdlib/json/decoder.py is "json/decoder.py" because json/ has an __init__.py,
 * stdlib/heapq/heapq.py is "heapq.py". */
#ifndef TOOLS_EMBEDDED_PATH_H
#define TOOLS_EMBEDDED_PATH_H
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The part of `path` (relative, with at least one slash) that begins with its outermost package. */
static inline const char *embedded_path(const char *path)
{
    const char *inner = strrchr(path, '/') + 1;
    while (inner > path + 1) {
        char init[4096];
        snprintf(init, sizeof init, "%.*s__init__.py", (int)(inner - path), path);
        if (access(init, F_OK))
            break;
        for (inner--; inner > path && inner[-1] != '/';)
            inner--;
    }
    return inner;
}
#endif
