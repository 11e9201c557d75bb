/* runtime/mem.c -- raw memory: mimalloc below, free lists of small blocks above.
 *
 * Small blocks are carved from chunks of CHUNK_BYTES, aligned to their own size, so the chunk of a block is
 * found by masking its address: that is how mem_trim() learns which chunks are free as a whole.
 *
 *     chunk:  | header: link, block count, free count | block | block | ... | */
#include "runtime/mem.h"
#include "runtime/exc.h"
#include <mimalloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_BYTES (32 * 1024)
#define CUT_BYTES 4096

typedef struct Chunk {
    struct Chunk *next;     /* all chunks */
    uint32_t n_blocks;      /* cut so far */
    uint32_t n_free;        /* counted by mem_trim only */
} Chunk;

MemFree *mem_free_lists[MEM_SIZED_MAX / MEM_CLASS_BYTES + 1];
int64_t mem_fail_after;
#if !MEM_PLAIN
static Chunk *all_chunks;
#endif

/* Fault injection: true when this allocation is the one to fail. */
static inline bool must_fail(void)
{
    return UNLIKELY(mem_fail_after > 0) && --mem_fail_after == 0;
}

#if MEM_PLAIN
#define RAW_MALLOC malloc
#define RAW_ZALLOC(size) calloc(1, size)
#define RAW_REALLOC realloc
#define RAW_FREE free
#else
#define RAW_MALLOC mi_malloc
#define RAW_ZALLOC mi_zalloc
#define RAW_REALLOC mi_realloc
#define RAW_FREE mi_free
#endif

/* One request for more than the machine's memory cannot be meant, and the kernel would grant it only to kill us when it
 * is used: MemoryError instead. It also keeps later additions from overflowing. */
static size_t size_limit(void)
{
    static size_t limit;
    if (limit == 0)
        limit = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGE_SIZE);
    return limit;
}
/* Only large requests pay for the question. */
static inline bool is_too_large(size_t size) { return UNLIKELY(size > (size_t)1 << 30) && size > size_limit(); }

void *mem_alloc(size_t size)
{
    if (must_fail() || is_too_large(size))
        return NULL;
    return RAW_MALLOC(size ? size : 1);
}

void *mem_alloc_zeroed(size_t size)
{
    if (must_fail() || is_too_large(size))
        return NULL;
    return RAW_ZALLOC(size ? size : 1);
}

void *mem_realloc(void *p, size_t size)
{
    if (must_fail() || is_too_large(size))
        return NULL;
    return RAW_REALLOC(p, size ? size : 1);
}

void mem_free(void *p) { RAW_FREE(p); }

void *mem_alloc_or_raise(size_t size)
{
    void *p = mem_alloc(size);
    if (p == NULL)
        exc_raise_memory();
    return p;
}

void *mem_realloc_or_raise(void *p, size_t size)
{
    void *moved = mem_realloc(p, size);
    if (moved == NULL)
        exc_raise_memory();
    return moved;
}

void *mem_alloc_array_or_raise(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes)) {
        exc_raise_memory();
        return NULL;
    }
    return mem_alloc_or_raise(bytes);
}

/* ---- long arrays ---- */

static inline bool is_mapped(size_t size) { return !MEM_PLAIN && size >= MEM_MAPPED_MIN; }

static void *remap(void *p, size_t old_size, size_t size)
{
    void *moved = p ? mremap(p, old_size, size, MREMAP_MAYMOVE)
                    : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return moved == MAP_FAILED ? NULL : moved;
}

void *mem_resize_array(void *p, size_t old_size, size_t size)
{
    if (is_mapped(old_size) == is_mapped(size) || p == NULL) {
        if (!is_mapped(size))
            return mem_realloc(p, size);
        return must_fail() || is_too_large(size) ? NULL : remap(p, old_size, size);
    }
    void *moved = mem_resize_array(NULL, 0, size);
    if (moved != NULL) {
        memcpy(moved, p, old_size < size ? old_size : size);
        mem_free_array(p, old_size);
    }
    return moved;
}

void mem_free_array(void *p, size_t size)
{
    if (is_mapped(size) && p != NULL)
        munmap(p, size);
    else
        mem_free(p);
}

#if MEM_PLAIN
void *mem_alloc_sized_slow(size_t size) { return mem_alloc(size); }
void mem_trim(void) {}
#else

/* The rest of the newest chunk. It is cut into blocks a page at a time, each page for the class that needs it, so that
 * a class that few objects use touches little memory. */
static struct Uncut { Chunk *chunk; char *next, *end; } uncut;

static bool new_chunk(void)
{
    Chunk *chunk = mi_malloc_aligned(CHUNK_BYTES, CHUNK_BYTES);
    if (chunk == NULL)
        return false;
    *chunk = (Chunk){.next = all_chunks};
    all_chunks = chunk;
    uncut = (struct Uncut){chunk, (char *)(chunk + 1), (char *)chunk + CHUNK_BYTES};
    return true;
}

/* Cut more blocks of one class; all but the first go to the class's list. */
static void *carve(size_t class)
{
    size_t block_size = (class ? class : 1) * MEM_CLASS_BYTES;
    if ((size_t)(uncut.end - uncut.next) < block_size && !new_chunk())
        return NULL;
    size_t n = (size_t)(uncut.end - uncut.next) / block_size, most = CUT_BYTES / block_size;
    n = n > most ? most : n;
    char *first = uncut.next;
    uncut.next += n * block_size;
    uncut.chunk->n_blocks += (uint32_t)n;
    MemFree *list = mem_free_lists[class];
    for (size_t i = n - 1; i > 0; i--) { /* backwards: the list then runs with rising addresses */
        MemFree *block = (MemFree *)(void *)(first + i * block_size);
        block->next = list;
        list = block;
    }
    mem_free_lists[class] = list;
    return first;
}

void *mem_alloc_sized_slow(size_t size)
{
    if (must_fail())
        return NULL;
    if (size > MEM_SIZED_MAX)
        return is_too_large(size) ? NULL : mi_malloc(size);
    return carve(mem_class(size));
}

static Chunk *chunk_of(const void *block)
{
    return (Chunk *)((uintptr_t)block & ~(uintptr_t)(CHUNK_BYTES - 1));
}

static void count_free_blocks(void)
{
    for (Chunk *chunk = all_chunks; chunk; chunk = chunk->next)
        chunk->n_free = 0;
    for (size_t class = 0; class < N_ELEMENTS(mem_free_lists); class++)
        for (MemFree *block = mem_free_lists[class]; block; block = block->next)
            chunk_of(block)->n_free++;
}

/* Take the blocks of wholly free chunks out of the lists. */
static void unlist_free_chunks(void)
{
    for (size_t class = 0; class < N_ELEMENTS(mem_free_lists); class++) {
        MemFree **link = &mem_free_lists[class];
        while (*link) {
            Chunk *chunk = chunk_of(*link);
            if (chunk->n_free == chunk->n_blocks)
                *link = (*link)->next;
            else
                link = &(*link)->next;
        }
    }
}

void mem_trim(void)
{
    count_free_blocks();
    unlist_free_chunks();
    for (Chunk **link = &all_chunks; *link;) {
        Chunk *chunk = *link;
        if (chunk->n_free == chunk->n_blocks) {
            if (uncut.chunk == chunk)
                uncut = (struct Uncut){NULL, NULL, NULL};
            *link = chunk->next;
            mi_free(chunk);
        } else {
            link = &chunk->next;
        }
    }
}
#endif
