/* runtime/site.h -- what the site module adds to builtins: exit, quit, help, copyright, credits, license. */
#ifndef RUNTIME_SITE_H
#define RUNTIME_SITE_H
/* 0 or -1; nothing under -S. */
int site_add_builtins(void);
#endif
