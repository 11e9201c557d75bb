/* runtime/memoryview_internal.h -- what the files of memoryview share. */
#ifndef RUNTIME_MEMORYVIEW_INTERNAL_H
#define RUNTIME_MEMORYVIEW_INTERNAL_H
#include "runtime/bytes.h"

/* One buffer taken from an exporter; all views sliced or cast from it hold this object, and the last
 * one to go gives the buffer back. */
typedef struct MemoryOwner {
    Obj base;
    Buffer buffer;
} MemoryOwner;

typedef struct MemoryView {
    Obj base;
    Value owner;        /* MemoryOwner; ABSENT once released */
    Buffer view;        /* what is seen; its own `owner` field is unused */
    int64_t *dims;      /* shape and strides when there is more than one dimension, else NULL */
    int64_t n_exports;  /* buffers taken from this view */
    int64_t hash;       /* -1 = not computed */
} MemoryView;

#define MEMORYVIEW_MAX_DIMS 64

static inline bool memoryview_is_released(const MemoryView *m) { return value_is_absent(m->owner); }
int memoryview_check(const MemoryView *m) MUST_CHECK; /* ValueError when released */
/* A view of the same memory, for the caller to narrow; NULL on failure. */
MemoryView *memoryview_clone(const MemoryView *m, int n_dims);

/* memoryview_item.c: one item by its format. */
bool memory_format_is_native(const char *format, char *code); /* one native character, perhaps after '@' */
int64_t memory_format_size(char code);                        /* 0: unknown */
Value memory_item_get(const char *p, const char *format);
int memory_item_set(char *p, const char *format, Ref v) MUST_CHECK;
/* Are the items at p and q equal? 1, 0, -1. */
int memory_item_equal(const char *p, const char *p_format, const char *q, const char *q_format);

/* memoryview_new() with the flags that the exporter sees; past any __buffer__ in Python when `built_in`. */
Value memoryview_with_flags(Ref exporter, int flags, bool built_in);

extern const Method memoryview_methods[]; /* memoryview_methods.c */
extern const Getter memoryview_getters[];
extern Type type_memoryview_iterator;
#endif
