/* runtime/site.h -- what CPython's site does at the start: names in builtins, installed packages in sys.path. */
#ifndef RUNTIME_SITE_H
#define RUNTIME_SITE_H
#include <stdbool.h>
/* exit, quit, help, copyright, credits, license.  0 or -1; nothing under -S. */
int site_add_builtins(void);
/* Installed packages, their .pth files, sitecustomize and usercustomize (site_packages.c).  0 or -1; nothing under -S. */
int site_add_packages(void);
/* A module has not been found: the import lines of .pth files have waited for this.  Is there more to search now?
 * Their errors are reported, none is left pending. */
bool site_run_waiting_lines(void);
#endif
