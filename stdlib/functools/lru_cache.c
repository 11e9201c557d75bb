/* stdlib/functools/lru_cache.c -- the wrapper of @lru_cache.
 *
 * `cache` maps argument keys to results when it may grow without bound, and to links when it may not.  Links form
 * a ring through the wrapper, oldest first; the ring holds a reference to each.  The wrapped function, hashing and
 * comparing may call the wrapper again, so everything is looked at anew afterwards. */
#include "runtime/descr.h"
#include "stdlib/functools/functools.h"

typedef struct Link {
    Obj base;
    struct Link *previous, *next; /* NULL while outside the ring */
    int64_t hash;
    Value key, result;
} Link;

typedef struct LruCache {
    Obj base;
    Link *oldest, *newest;  /* NULL when the ring is empty */
    Value function;
    Value cache;            /* dict */
    Value info_type;        /* what cache_info() makes */
    Value attributes;       /* __dict__, or ABSENT */
    int64_t max_size;       /* -1: unbounded; 0: nothing is kept */
    int64_t hits, misses;
    bool typed;
} LruCache;

/* Stands between positionals and keywords in a key. */
static Value keyword_mark(void)
{
    static Value mark = {0};
    if (mark.bits == 0) {
        Value made = object_call0(value_from_obj(&type_object));
        if (value_is_error(made))
            return VALUE_ERROR;
        mark = made;
    }
    return value_dup(mark);
}

/* ---- links ---- */

static void link_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Link *)o)->key);
    value_drop(((Link *)o)->result);
    object_free(o);
}

static int link_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Link *)o)->key);
    GC_VISIT(((Link *)o)->result);
    return 0;
}

Type type_lru_link = {
    .base = STATIC_OBJ(&type_type), .name = "_lru_list_elem", .module = "functools", .basic_size = sizeof(Link),
    .flags = TYPE_GC | TYPE_NO_NEW, .dealloc = link_dealloc, .traverse = link_traverse,
};

/* Out of the ring; its reference goes to the caller. */
static void unlink_one(LruCache *c, Link *l)
{
    *(l->previous ? &l->previous->next : &c->oldest) = l->next;
    *(l->next ? &l->next->previous : &c->newest) = l->previous;
    l->previous = l->next = NULL;
}

/* Into the ring as the newest; takes the caller's reference. */
static void append_link(LruCache *c, Link *l)
{
    l->previous = c->newest;
    l->next = NULL;
    *(c->newest ? &c->newest->next : &c->oldest) = l;
    c->newest = l;
}

static void prepend_link(LruCache *c, Link *l)
{
    l->previous = NULL;
    l->next = c->oldest;
    *(c->oldest ? &c->oldest->previous : &c->newest) = l;
    c->oldest = l;
}

static bool in_ring(const LruCache *c, const Link *l) { return l->previous != NULL || c->oldest == l; }

static void drop_ring(LruCache *c)
{
    Link *l = c->oldest;
    c->oldest = c->newest = NULL;
    while (l != NULL) {
        Link *next = l->next;
        l->previous = l->next = NULL;
        obj_drop(l);
        l = next;
    }
}

/* ---- keys ---- */

/* One int or str is its own key: it equals no tuple. */
static bool is_simple_key(Ref v) { return value_is_int(v) || value_is_exact_str(v) || value_has_type(v, &type_int); }

static Value make_key(const LruCache *c, const Ref *args, size_t n_args, Ref kwnames)
{
    int64_t n = (int64_t)n_args, n_keywords = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    if (!c->typed && n_keywords == 0 && n == 1 && is_simple_key(args[0]))
        return value_dup(args[0]);
    if (!c->typed && n_keywords == 0)
        return tuple_from_refs(args, n);
    int64_t len = n + (n_keywords ? 1 + 2 * n_keywords : 0) + (c->typed ? n + n_keywords : 0), i = 0;
    Value key = tuple_new(len);
    if (value_is_error(key))
        return VALUE_ERROR;
    if (len == 0)
        return key;
    Value *items = VALUE_AS(Tuple, key)->items;
    for (; i < n; i++)
        items[i] = value_dup(args[i]);
    if (n_keywords > 0) {
        items[i++] = keyword_mark();
        if (value_is_error(items[i - 1])) {
            items[i - 1] = VALUE_ABSENT;
            value_drop(key);
            return VALUE_ERROR;
        }
    }
    for (int64_t k = 0; k < n_keywords; k++) {
        items[i++] = value_dup(tuple_at(kwnames, k));
        items[i++] = value_dup(args[n + k]);
    }
    for (int64_t k = 0; c->typed && k < n + n_keywords; k++)
        items[i++] = value_dup_obj(value_type(args[k]));
    return key;
}

/* ---- calling ---- */

static Value call_unbounded(LruCache *c, Ref key, int64_t hash, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref found = dict_get_hash(c->cache, key, hash);
    if (value_is_ok(found)) {
        c->hits++;
        return value_dup(found);
    }
    if (value_is_error(found))
        return VALUE_ERROR;
    c->misses++;
    Value result = object_call(c->function, args, n_args, kwnames);
    if (!value_is_error(result) && dict_set_hash(c->cache, key, hash, result)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

/* Put the link of the full ring's oldest key to use for a new key; 0, -1. */
static int reuse_oldest(LruCache *c, Ref key, int64_t hash, Ref result)
{
    Link *l = c->oldest;
    if (l == NULL) /* all others are being made further out: nothing to evict */
        return 0;
    unlink_one(c, l);
    int deleted = dict_delete_hash(c->cache, l->key, l->hash);
    if (deleted < 0) {
        prepend_link(c, l);
        return -1;
    }
    if (deleted == 0) { /* somebody removed the key meanwhile */
        obj_drop(l);
        return 0;
    }
    Value old_key = l->key, old_result = l->result;
    l->key = value_dup(key);
    l->hash = hash;
    l->result = value_dup(result);
    int failed = dict_set_hash(c->cache, key, hash, value_from_obj(l));
    if (failed)
        obj_drop(l);
    else
        append_link(c, l);
    value_drop(old_key);
    value_drop(old_result);
    return failed;
}

static int add_link(LruCache *c, Ref key, int64_t hash, Ref result)
{
    Link *l = object_alloc(&type_lru_link);
    if (l == NULL)
        return -1;
    l->hash = hash;
    l->key = value_dup(key);
    l->result = value_dup(result);
    gc_track(l);
    int failed = dict_set_hash(c->cache, key, hash, value_from_obj(l));
    if (failed)
        obj_drop(l);
    else
        append_link(c, l);
    return failed;
}

static Value call_bounded(LruCache *c, Ref key, int64_t hash, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref found = dict_get_hash(c->cache, key, hash);
    if (value_is_error(found))
        return VALUE_ERROR;
    if (!value_is_absent(found)) {
        Link *l = VALUE_AS(Link, found);
        if (l->next != NULL && in_ring(c, l)) {
            unlink_one(c, l);
            append_link(c, l);
        }
        c->hits++;
        return value_dup(l->result);
    }
    c->misses++;
    Value result = object_call(c->function, args, n_args, kwnames);
    if (value_is_error(result))
        return VALUE_ERROR;
    found = dict_get_hash(c->cache, key, hash);
    if (value_is_absent(found)) {
        int failed = dict_len(c->cache) < c->max_size ? add_link(c, key, hash, result)
                                                      : reuse_oldest(c, key, hash, result);
        if (!failed)
            return result;
    } else if (!value_is_error(found)) {
        return result; /* a call from within was faster */
    }
    value_drop(result);
    return VALUE_ERROR;
}

static Value lru_cache_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    LruCache *c = VALUE_AS(LruCache, self);
    if (c_stack_check(" while calling a Python object"))
        return VALUE_ERROR;
    if (c->max_size == 0) {
        c->misses++;
        return object_call(c->function, args, n_args, kwnames);
    }
    Value key = make_key(c, args, n_args, kwnames);
    if (value_is_error(key))
        return VALUE_ERROR;
    int64_t hash = value_hash(key);
    Value result = VALUE_ERROR;
    if (hash != -1) {
        Value held = value_dup(self);
        result = c->max_size < 0 ? call_unbounded(c, key, hash, args, n_args, kwnames)
                                 : call_bounded(c, key, hash, args, n_args, kwnames);
        value_drop(held);
    }
    value_drop(key);
    return result;
}

/* ---- life ---- */

static int parse_max_size(Ref v, int64_t *out)
{
    *out = -1;
    if (value_is_none(v))
        return 0;
    if (!value_is_any_int(v) && value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "maxsize should be integer or None");
    if (object_as_index_or(v, out, &type_OverflowError))
        return -1;
    *out = *out < 0 ? 0 : *out;
    return 0;
}

static Value lru_cache_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[4];
    int64_t max_size;
    if (args_bind(&spec, "lru_cache(user_function, maxsize, typed, cache_info_type)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!object_is_callable(a[0]))
        return exc_raise(&type_TypeError, "the first argument must be callable");
    int typed = object_truth(a[2]);
    if (typed < 0 || parse_max_size(a[1], &max_size))
        return VALUE_ERROR;
    Value cache = dict_new();
    LruCache *c = value_is_error(cache) ? NULL : object_alloc_instance(type, 0);
    if (c == NULL) {
        value_drop(cache);
        return VALUE_ERROR;
    }
    c->oldest = c->newest = NULL;
    c->function = value_dup(a[0]);
    c->cache = cache;
    c->info_type = value_dup(a[3]);
    c->attributes = VALUE_ABSENT;
    c->max_size = max_size;
    c->hits = c->misses = 0;
    c->typed = typed;
    if (!gc_is_tracked(&c->base))
        gc_track(c);
    return value_from_obj(c);
}

static void lru_cache_clear_slot(Obj *o)
{
    LruCache *c = (LruCache *)o;
    drop_ring(c);
    if (!value_is_absent(c->cache))
        dict_clear(c->cache);
    value_clear(&c->attributes);
    value_replace(&c->function, VALUE_NONE);
}

static void lru_cache_dealloc(Obj *o)
{
    LruCache *c = (LruCache *)o;
    gc_untrack(o);
    drop_ring(c);
    value_drop(c->function);
    value_drop(c->cache);
    value_drop(c->info_type);
    value_drop(c->attributes);
    object_free(o);
}

static int lru_cache_traverse(Obj *o, GcVisit visit, void *arg)
{
    LruCache *c = (LruCache *)o;
    for (Link *l = c->oldest; l != NULL; l = l->next)
        GC_VISIT_OBJ(l);
    GC_VISIT(c->function);
    GC_VISIT(c->cache);
    GC_VISIT(c->info_type);
    GC_VISIT(c->attributes);
    return 0;
}

static Value lru_cache_get(Ref self, Ref object, Ref type)
{
    return value_is_absent(object) || value_is_none(object) ? value_dup(self) : bound_method_new(self, object);
}

/* ---- methods ---- */

NATIVE(lru_cache_info_m)
{
    LruCache *c = VALUE_AS(LruCache, self);
    Value args[4] = {int_new(c->hits), int_new(c->misses),
                     c->max_size < 0 ? VALUE_NONE : int_new(c->max_size), int_new(dict_len(c->cache))};
    Value result = object_call(c->info_type, args, 4, VALUE_ABSENT);
    values_drop(args, 4);
    return result;
}

NATIVE(lru_cache_clear_m)
{
    LruCache *c = VALUE_AS(LruCache, self);
    c->hits = c->misses = 0;
    /* The table first: what the links hold may call us while it dies. */
    Link *oldest = c->oldest;
    c->oldest = c->newest = NULL;
    dict_clear(c->cache);
    while (oldest != NULL) {
        Link *next = oldest->next;
        oldest->previous = oldest->next = NULL;
        obj_drop(oldest);
        oldest = next;
    }
    return VALUE_NONE;
}

NATIVE(lru_cache_reduce_m) { return object_getattr(self, NAME(__qualname__)); }

NATIVE(lru_cache_copy_m) { return value_dup(self); }

static const Method lru_cache_methods[] = {
    {"cache_info()", lru_cache_info_m, "Report cache statistics"},
    {"cache_clear()", lru_cache_clear_m, "Clear the cache and cache statistics"},
    {"__reduce__()", lru_cache_reduce_m, NULL},
    {"__copy__()", lru_cache_copy_m, NULL},
    {"__deepcopy__(memo, /)", lru_cache_copy_m, NULL},
    {0},
};

Type type_lru_cache = {
    .base = STATIC_OBJ(&type_type), .name = "_lru_cache_wrapper", .module = "functools",
    .basic_size = sizeof(LruCache), .dict_offset = offsetof(LruCache, attributes),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF | TYPE_METHOD_DESCR,
    .doc = "Create a cached callable that wraps another function.\n\n"
           "user_function:      the function being cached\n\n"
           "maxsize:  0         for no caching\n          None      for unlimited cache size\n"
           "          n         for a bounded cache\n\n"
           "typed:    False     cache f(3) and f(3.0) as identical calls\n"
           "          True      cache f(3) and f(3.0) as distinct calls\n\n"
           "cache_info_type:    namedtuple class with the fields:\n"
           "                        hits misses currsize maxsize\n",
    .methods = lru_cache_methods, .new = lru_cache_new, .call = lru_cache_call,
    .dealloc = lru_cache_dealloc, .traverse = lru_cache_traverse, .clear = lru_cache_clear_slot,
    .descr_get = lru_cache_get,
};
