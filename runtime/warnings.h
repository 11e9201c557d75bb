/* runtime/warnings.h -- the core of the warnings machinery; its Python face is the module _warnings. */
#ifndef RUNTIME_WARNINGS_H
#define RUNTIME_WARNINGS_H
#include "runtime/object.h"

typedef struct WarningsState {
    Value filters;         /* list; what is used while the module `warnings` has none of its own */
    Value default_action;  /* str */
    Value once_registry;   /* dict */
    int64_t version;       /* raised whenever filters change: old registries are then out of date */
} WarningsState;
/* Made when first asked for, with the filters of -W and PYTHONWARNINGS; NULL: exception pending. */
WarningsState *warnings_state(void);

/* Where a warning points to. All owned; registry ABSENT when there is none. */
typedef struct WarningPlace { Value filename, module, registry; int line; } WarningPlace;
/* The frame `stacklevel` levels up (1: the innermost Python frame), skipping files whose names start with one
 * of the strs in skip_prefixes (a tuple or ABSENT). 0 or -1. */
int warnings_place(int64_t stacklevel, Ref skip_prefixes, WarningPlace *out) MUST_CHECK;
void warnings_place_clear(WarningPlace *place);

/* Filter and show one warning. message: str or a Warning; the rest may be ABSENT. 0, or -1 with an exception. */
int warnings_issue(Ref category, Ref message, Ref filename, int line, Ref module, Ref registry, Ref source_line,
                   Ref source) MUST_CHECK;
/* The category to use for a message and a category argument (None: UserWarning); borrowed, ERROR + TypeError. */
Ref warnings_category(Ref message, Ref category_or_none);
/* A SyntaxWarning at a line of a file. 0 or -1. */
int warnings_of_syntax(Ref filename, int line, const char *text);
#endif
