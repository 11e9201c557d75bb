/* runtime/exc_types.h -- the C layouts of exceptions with fields of their own, and what their files share.
 *
 * Fields behind the common part are Values only (ABSENT reads as None), so that one dealloc, traverse and clear
 * serve all: the number of fields follows from basic_size. */
#ifndef RUNTIME_EXC_TYPES_H
#define RUNTIME_EXC_TYPES_H
#include "runtime/exc.h"
#include "runtime/object.h"

typedef struct ExcGroup { Exc e; Value message, exceptions; } ExcGroup;       /* exceptions: tuple */
typedef struct ExcSystemExit { Exc e; Value code; } ExcSystemExit;
typedef struct ExcStopIteration { Exc e; Value value; } ExcStopIteration;
typedef struct ExcAttribute { Exc e; Value object, name; } ExcAttribute;
typedef struct ExcName { Exc e; Value name; } ExcName;
typedef struct ExcImport { Exc e; Value message, name, path, name_from; } ExcImport;
typedef struct ExcOS {
    Exc e;
    Value error, text, filename, filename2; /* errno, strerror */
    Value written;                          /* characters_written: an int, or ABSENT */
} ExcOS;
typedef struct ExcSyntax {
    Exc e;
    Value message, filename, line, column, text, end_line, end_column, print_file_and_line;
} ExcSyntax;
typedef struct ExcUnicode { Exc e; Value encoding, object, start, end, reason; } ExcUnicode;

/* A static exception type: EXC_TYPE(name, base, layout, doc, more slots...). */
#define EXC_TYPE(exc_name, base_name, layout, doc_text, ...)                                              \
    Type type_##exc_name = {                                                                              \
        .base = STATIC_OBJ(&type_type), .name = #exc_name, .super_type = &type_##base_name,               \
        .doc = doc_text, .basic_size = sizeof(layout), .dict_offset = offsetof(Exc, dict),                \
        .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_EXC, .dealloc = exc_dealloc,                          \
        .traverse = exc_traverse, .clear = exc_clear_fields, .new = exc_new, __VA_ARGS__};

int exc_init_group(void);
int exc_init_unraisable(void);

/* An instance with empty fields and args (taken; also on failure). */
Value exc_alloc(Type *type, Value args);
Value exc_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
int exc_init_args(Ref self, const Ref *args, size_t n_args, Ref kwnames); /* BaseException.__init__ */
int exc_set_args(Exc *e, const Ref *args, size_t n_args);
void exc_dealloc(Obj *o);
int exc_traverse(Obj *o, GcVisit visit, void *arg);
void exc_clear_fields(Obj *o);
static inline Ref value_or_none(Ref v) { return value_is_absent(v) ? VALUE_NONE : v; }
static inline Value dup_or_none(Ref v) { return value_is_absent(v) ? VALUE_NONE : value_dup(v); }
/* type(e), args and a dict of extra state for __reduce__; state may be ABSENT. Takes args and state. */
Value exc_reduce(Ref self, Value args /* taken */, Value state /* taken */);
#endif
