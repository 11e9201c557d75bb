/* stdlib/csv/csv.h -- what the files of the _csv module share. */
#ifndef CSV_CSV_H
#define CSV_CSV_H
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/str.h"

enum { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL, N_QUOTINGS };
#define NOT_SET UINT32_MAX /* a character that is None */

typedef struct Dialect {
    Obj base;
    uint32_t delimiter, escapechar, quotechar;
    int quoting;
    bool doublequote, skipinitialspace, strict;
    Value lineterminator; /* str */
} Dialect;

extern Type type_csv_dialect, type_csv_reader, type_csv_writer;
extern Value csv_error;             /* _csv.Error */
extern Value csv_dialects;          /* name -> Dialect, what register_dialect() filled */
extern int64_t csv_field_limit;     /* characters */
Value csv_raise(const char *fmt, ...) COLD; /* an Error; formats of exc_raise */
Value csv_dialect_named(Ref name);  /* Error "unknown dialect" */
/* The dialect that the optional argument and keywords of reader(), writer() ask for: args as they came behind
 * the first one. */
Value csv_dialect_from_call(const Ref *args, size_t n_args, Ref kwnames);
Value csv_reader_new(Ref iterable, Value dialect); /* takes dialect */
Value csv_writer_new(Ref file, Value dialect);     /* takes dialect */
#endif
