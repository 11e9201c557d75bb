/* stdlib/array/array_internal.h -- what the files of the array module share. */
#ifndef STDLIB_ARRAY_INTERNAL_H
#define STDLIB_ARRAY_INTERNAL_H
#include "runtime/object.h"

typedef struct ArrayCode {
    char code;
    uint8_t size;
    const char *format;   /* for buffers */
    int machine_format;   /* of pickles: array_pickle.c */
} ArrayCode;

typedef struct Array {
    Obj base;
    int64_t len, capacity; /* items */
    char *data;            /* mem_alloc'ed */
    int64_t n_exports;     /* > 0: must not be resized */
    const ArrayCode *code;
} Array;
extern Type type_array;

static inline bool value_is_array(Ref v) { return value_is_instance(v, &type_array); }
static inline char *array_at(const Array *array, int64_t i) { return array->data + i * array->code->size; }

/* array_item.c */
const ArrayCode *array_code_find(uint32_t code);             /* NULL when there is none */
Value array_item_get(const ArrayCode *code, const char *p);
int array_item_set(const ArrayCode *code, char *p, Ref v) MUST_CHECK;
/* array.c */
Value array_new(Type *type, const ArrayCode *code, int64_t len); /* items not filled */
int array_resize(Array *array, int64_t len) MUST_CHECK;      /* BufferError while exported */
int array_append(Array *array, Ref v) MUST_CHECK;
int array_append_bytes(Array *array, const char *p, int64_t byte_len) MUST_CHECK;
int array_insert_at(Array *array, int64_t i, Ref v) MUST_CHECK;
int array_delete(Array *array, int64_t start, int64_t count) MUST_CHECK;
int array_extend(Array *array, Ref iterable) MUST_CHECK;
int array_append_text(Array *array, Ref text) MUST_CHECK;
/* array_methods.c, array_pickle.c */
extern const Method array_methods[];
extern const Getter array_getters[];
NativeFn array_reconstruct_function(void);
Value array_reduce(Ref self, int protocol);
#endif
