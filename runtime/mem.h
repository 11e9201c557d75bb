/* runtime/mem.h -- raw memory, over mimalloc.
 *
 * mem_alloc() and friends return NULL when memory is out; the *_or_raise forms also make a
 * MemoryError pending.  mem_alloc_sized()/mem_free_sized() keep size-class free lists for small
 * blocks whose size the owner knows again at the end (frames, tuples, dict tables): they need the
 * GIL; the others do not.  Their blocks are aligned to 8 bytes, no more: no object holds a 16-byte word. */
#ifndef RUNTIME_MEM_H
#define RUNTIME_MEM_H
#include "runtime/value.h"

/* Under AddressSanitizer every block is malloc's own, so that it can watch it. */
#if defined(__SANITIZE_ADDRESS__)
#define MEM_PLAIN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEM_PLAIN 1
#endif
#endif
#ifndef MEM_PLAIN
#define MEM_PLAIN 0
#endif

void *mem_alloc(size_t size);
void *mem_alloc_zeroed(size_t size);
void *mem_realloc(void *p, size_t size); /* p may be NULL; NULL result leaves p as it was */
void mem_free(void *p);                  /* NULL is fine */

void *mem_alloc_or_raise(size_t size);
void *mem_realloc_or_raise(void *p, size_t size);
/* n * size without overflow */
void *mem_alloc_array_or_raise(size_t n, size_t size);

/* Arrays that may grow very long, whose owner knows their size: a list's items, the collector's tables.  From
 * MEM_MAPPED_MIN bytes on they are mappings of their own: the kernel moves those without a copy, a part that nobody has
 * used yet costs nothing, and what is freed goes back at once.  old_size 0: there is none yet, p is NULL. */
#define MEM_MAPPED_MIN ((size_t)1 << 20)
void *mem_resize_array(void *p, size_t old_size, size_t size); /* NULL leaves p as it was */
void mem_free_array(void *p, size_t size);

#define MEM_CLASS_BYTES 8
#define MEM_SIZED_MAX 512
typedef struct MemFree { struct MemFree *next; } MemFree;
extern MemFree *mem_free_lists[MEM_SIZED_MAX / MEM_CLASS_BYTES + 1];
void *mem_alloc_sized_slow(size_t size);
void mem_trim(void); /* give the free lists' whole blocks back (gc.collect) */

static inline size_t mem_class(size_t size) { return (size + MEM_CLASS_BYTES - 1) / MEM_CLASS_BYTES; }
static inline void *mem_alloc_sized(size_t size)
{
#if !MEM_PLAIN
    if (LIKELY(size <= MEM_SIZED_MAX)) {
        MemFree **list = &mem_free_lists[mem_class(size)];
        MemFree *block = *list;
        if (LIKELY(block != NULL)) {
            *list = block->next;
            return block;
        }
    }
#endif
    return mem_alloc_sized_slow(size);
}
static inline void mem_free_sized(void *p, size_t size)
{
#if !MEM_PLAIN
    if (LIKELY(size <= MEM_SIZED_MAX)) {
        MemFree **list = &mem_free_lists[mem_class(size)];
        ((MemFree *)p)->next = *list;
        *list = p;
        return;
    }
#endif
    mem_free(p);
}

/* Fault injection for `make stress`: fail the n-th allocation from now (0: never). */
extern int64_t mem_fail_after;
#endif
