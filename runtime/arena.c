/* runtime/arena.c -- the bump allocator of arena.h.
 *
 * Blocks double in size up to a limit, so that a small eval() asks for little and a
 * large module does not ask often. */
#include "runtime/arena.h"

#include "runtime/exc.h"
#include "runtime/mem.h"
#include <string.h>

#define FIRST_BLOCK_SIZE 4096
#define LARGEST_BLOCK_SIZE (1024 * 1024)
#define VALUES_PER_CHUNK 62

struct ArenaBlock {
    ArenaBlock *older;
    size_t size; /* of the whole block */
};

struct ArenaValues {
    ArenaValues *older;
    size_t n;
    Value values[VALUES_PER_CHUNK];
};

void arena_init(Arena *a)
{
    *a = (Arena){0};
}

void arena_free(Arena *a)
{
    for (ArenaValues *chunk = a->values; chunk; chunk = chunk->older)
        for (size_t i = 0; i < chunk->n; i++)
            value_drop(chunk->values[i]);
    ArenaBlock *older;
    for (ArenaBlock *block = a->blocks; block; block = older) {
        older = block->older;
        mem_free(block);
    }
    arena_init(a);
}

void *arena_grow(Arena *a, size_t size)
{
    size_t block_size = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK_SIZE;
    if (block_size > LARGEST_BLOCK_SIZE)
        block_size = LARGEST_BLOCK_SIZE;
    if (size > SIZE_MAX / 2) {
        exc_raise_memory();
        return NULL;
    }
    if (block_size < size + sizeof(ArenaBlock))
        block_size = size + sizeof(ArenaBlock);
    ArenaBlock *block = mem_alloc_or_raise(block_size);
    if (!block)
        return NULL;
    block->older = a->blocks;
    block->size = block_size;
    a->blocks = block;
    a->next = (char *)(block + 1) + size;
    a->end = (char *)block + block_size;
    return block + 1;
}

void *arena_zalloc(Arena *a, size_t size)
{
    void *p = arena_alloc(a, size);
    return p ? memset(p, 0, size) : NULL;
}

Ref arena_own(Arena *a, Value v)
{
    if (!value_is_obj(v)) /* an immediate needs no owner */
        return v;
    if (!a->values || a->values->n == VALUES_PER_CHUNK) {
        ArenaValues *chunk = arena_alloc(a, sizeof *chunk);
        if (!chunk) {
            value_drop(v);
            return VALUE_ERROR;
        }
        chunk->older = a->values;
        chunk->n = 0;
        a->values = chunk;
    }
    a->values->values[a->values->n++] = v;
    return v;
}
