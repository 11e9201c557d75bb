/* runtime/str_intern.c -- the set of interned strs: one object per content.
 *
 * Open addressing, linear probing, the table at most two thirds full with the deleted ones counted.  The table owns
 * nothing: a str that dies takes itself out (str_intern_forget).  NAME()s stay because names_table holds them. */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str_chars.h"

#define FIRST_SIZE 4096 /* holds what start-up interns, so that it never grows there */

static Str *first_table[FIRST_SIZE];
static Str **table = first_table;
static size_t table_mask = FIRST_SIZE - 1;
static size_t n_used; /* live and deleted */
static size_t n_live;
static Str deleted_mark;

/* The slot that holds this content, or the one where it would go. */
static Str **find_slot(const void *data, uint8_t kind, int64_t len, int64_t hash)
{
    Str **reusable = NULL;
    for (size_t i = (size_t)hash & table_mask;; i = (i + 1) & table_mask) {
        Str *s = table[i];
        if (s == NULL)
            return reusable ? reusable : &table[i];
        if (s == &deleted_mark) {
            if (reusable == NULL)
                reusable = &table[i];
        } else if (s->hash == hash && s->len == len && s->kind == kind
                   && memcmp(s->data, data, (size_t)len * kind) == 0) {
            return &table[i];
        }
    }
}

static void rebuild(size_t new_size)
{
    Str **bigger = mem_alloc_zeroed(new_size * sizeof *bigger);
    if (bigger == NULL)
        return; /* the old one still has free slots: try again at the next insertion */
    for (size_t i = 0; i <= table_mask; i++) {
        Str *s = table[i];
        if (s == NULL || s == &deleted_mark)
            continue;
        size_t at = (size_t)s->hash & (new_size - 1);
        while (bigger[at] != NULL)
            at = (at + 1) & (new_size - 1);
        bigger[at] = s;
    }
    if (table != first_table)
        mem_free(table);
    table = bigger;
    table_mask = new_size - 1;
    n_used = n_live;
}

static void put(Str **slot, Str *s)
{
    if (*slot == NULL)
        n_used++;
    *slot = s;
    n_live++;
    s->interned = true;
    if (UNLIKELY(n_used * 3 > (table_mask + 1) * 2))
        rebuild(n_live * 3 > table_mask + 1 ? (table_mask + 1) * 2 : table_mask + 1);
}

/* May one more go in?  When the table could not grow, interning is refused rather than probing for ever. */
static bool has_room(void) { return n_used < table_mask - 1; }

Value str_intern(Value v)
{
    Str *s = VALUE_AS(Str, v);
    if (s->interned || s->base.type != &type_str)
        return v;
    int64_t hash = str_hash(v);
    Str **slot = find_slot(s->data, s->kind, s->len, hash);
    if (*slot != NULL && *slot != &deleted_mark) {
        Value same = value_dup_obj(*slot);
        value_drop(v);
        return same;
    }
    if (s->len == 1 && s->kind == 1 && str_char_table[(uint8_t)s->data[0]].bits != v.bits) {
        /* The cached character is the one of its kind; making it interns it. */
        Value c = str_from_char((uint8_t)s->data[0]);
        value_drop(v);
        return c;
    }
    if (has_room())
        put(slot, s);
    return v;
}

Value str_intern_cstr(const char *ascii)
{
    size_t n = strlen(ascii);
    if (n <= 1)
        return str_from_ascii(ascii, n);
    int64_t hash = hash_bytes(ascii, n);
    Str **slot = find_slot(ascii, 1, (int64_t)n, hash);
    if (*slot != NULL && *slot != &deleted_mark)
        return value_dup_obj(*slot);
    Value v = str_from_ascii(ascii, n);
    if (value_is_error(v))
        return v;
    VALUE_AS(Str, v)->hash = hash;
    if (has_room())
        put(slot, VALUE_AS(Str, v));
    return v;
}

void str_intern_forget(Str *s)
{
    Str **slot = find_slot(s->data, s->kind, s->len, s->hash);
    if (*slot != s)
        return;
    *slot = &deleted_mark;
    n_live--;
}
