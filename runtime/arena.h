/* runtime/arena.h -- a bump allocator whose memory is given back all at once.
 *
 * The syntax tree, the scopes and the compiler's scratch data live here.  An arena
 * also remembers Values handed to it, so that nodes can hold plain borrowed Refs:
 * whatever arena_own() took is dropped by arena_free(). */
#ifndef RUNTIME_ARENA_H
#define RUNTIME_ARENA_H

#include "runtime/value.h"
#include <stddef.h>
#include <stdint.h>

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaValues ArenaValues;

typedef struct Arena {
    char *next;          /* first free byte of the newest block */
    char *end;           /* one past its last byte */
    ArenaBlock *blocks;  /* newest first */
    ArenaValues *values; /* chunks of owned Values, newest first */
} Arena;

/* Make an empty arena in *a; it allocates nothing until asked.  Cannot fail. */
void arena_init(Arena *a);

/* Drop every owned Value (which can run Python) and free all memory. */
void arena_free(Arena *a);

/* The slow half of arena_alloc: start a block of at least `size` bytes. */
void *arena_grow(Arena *a, size_t size);

/* `size` uninitialised bytes, aligned for any pointer or uint64_t; NULL with a
 * MemoryError pending when memory is out. */
static inline void *arena_alloc(Arena *a, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if ((size_t)(a->end - a->next) < size)
        return arena_grow(a, size);
    void *p = a->next;
    a->next += size;
    return p;
}

/* The same, filled with zeros. */
void *arena_zalloc(Arena *a, size_t size);

/* Give v to the arena and borrow it back.  VALUE_ERROR passes through, and comes
 * back as well when memory is out (v is dropped then, MemoryError pending). */
Ref arena_own(Arena *a, Value v /* takes */);

#endif
