/* runtime/context.c -- context variables over a persistent radix tree.
 *
 * Keys are the variables' ids, small numbers handed out in order, so a node needs no hashing: it maps 4 bits of the id,
 * lowest first, to a child, and keeps only the children it has (a bitmap says which).  A leaf stands as high as it is
 * alone.  Nodes are shared by contexts and never change once another context can see them. */
#include "runtime/context.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"

enum { RADIX_BITS = 4, RADIX_MASK = 15 };

struct ContextMap {
    uint32_t refcount;
    uint16_t bitmap;         /* 0: a leaf */
    uint16_t n;              /* children */
    Value var, v;            /* leaf: both owned */
    ContextMap *children[];
};

static ContextMap *map_hold(ContextMap *m)
{
    if (m != NULL)
        m->refcount++;
    return m;
}

/* Depth is at most 16: recursion is fine. */
static void map_drop(ContextMap *m)
{
    if (m == NULL || --m->refcount > 0)
        return;
    for (int i = 0; i < m->n; i++)
        map_drop(m->children[i]);
    value_drop(m->var);
    value_drop(m->v);
    mem_free(m);
}

static ContextMap *map_alloc(uint16_t bitmap, uint16_t n)
{
    ContextMap *m = mem_alloc_or_raise(sizeof *m + n * sizeof m->children[0]);
    if (m != NULL)
        *m = (ContextMap){1, bitmap, n, VALUE_ABSENT, VALUE_ABSENT};
    return m;
}

static uint64_t var_id(Ref var) { return VALUE_AS(ContextVar, var)->id; }

static ContextMap *leaf_new(Ref var, Ref v)
{
    ContextMap *leaf = map_alloc(0, 0);
    if (leaf != NULL) {
        leaf->var = value_dup(var);
        leaf->v = value_dup(v);
    }
    return leaf;
}

static int child_index(const ContextMap *m, uint64_t id, int shift)
{
    return __builtin_popcount(m->bitmap & ((1u << (id >> shift & RADIX_MASK)) - 1));
}

static bool has_child(const ContextMap *m, uint64_t id, int shift)
{
    return m->bitmap >> (id >> shift & RADIX_MASK) & 1;
}

static Ref map_find(const ContextMap *m, uint64_t id)
{
    for (int shift = 0; m != NULL; shift += RADIX_BITS) {
        if (m->bitmap == 0)
            return var_id(m->var) == id ? m->v : VALUE_ABSENT;
        if (!has_child(m, id, shift))
            return VALUE_ABSENT;
        m = m->children[child_index(m, id, shift)];
    }
    return VALUE_ABSENT;
}

/* A node of the children of m with `child` (taken) put at its place; m may be NULL. */
static ContextMap *with_child(const ContextMap *m, uint64_t id, int shift, ContextMap *child)
{
    uint16_t bit = (uint16_t)(1u << (id >> shift & RADIX_MASK));
    uint16_t old_bitmap = m == NULL ? 0 : m->bitmap;
    bool replaces = old_bitmap & bit;
    int n_old = m == NULL ? 0 : m->n;
    ContextMap *copy = map_alloc(old_bitmap | bit, (uint16_t)(n_old + !replaces));
    if (copy == NULL) {
        map_drop(child);
        return NULL;
    }
    int at = child_index(copy, id, shift);
    for (int i = 0, from = 0; i < copy->n; i++) {
        if (i == at) {
            copy->children[i] = child;
            from += replaces;
        } else
            copy->children[i] = map_hold(m->children[from++]);
    }
    return copy;
}

/* m with var set; a new reference, NULL MemoryError. */
static ContextMap *map_set(ContextMap *m, Ref var, Ref v, int shift)
{
    uint64_t id = var_id(var);
    if (m == NULL)
        return leaf_new(var, v);
    if (m->bitmap == 0) {
        if (var_id(m->var) == id)
            return leaf_new(var, v);
        ContextMap *pushed = with_child(NULL, var_id(m->var), shift, map_hold(m));
        if (pushed == NULL)
            return NULL;
        ContextMap *result = map_set(pushed, var, v, shift);
        map_drop(pushed);
        return result;
    }
    ContextMap *old = has_child(m, id, shift) ? m->children[child_index(m, id, shift)] : NULL;
    ContextMap *child = map_set(old, var, v, shift + RADIX_BITS);
    return child == NULL ? NULL : with_child(m, id, shift, child);
}

/* m without id, which it has; *out a new reference or NULL when nothing is left. -1 MemoryError. */
static int map_remove(const ContextMap *m, uint64_t id, int shift, ContextMap **out)
{
    *out = NULL;
    if (m->bitmap == 0)
        return 0;
    int at = child_index(m, id, shift);
    ContextMap *child;
    if (map_remove(m->children[at], id, shift + RADIX_BITS, &child))
        return -1;
    if (child != NULL) {
        *out = with_child(m, id, shift, child);
        return *out == NULL ? -1 : 0;
    }
    if (m->n == 1)
        return 0;
    ContextMap *copy = map_alloc(m->bitmap & (uint16_t)~(1u << (id >> shift & RADIX_MASK)), (uint16_t)(m->n - 1));
    if (copy == NULL)
        return -1;
    for (int i = 0, to = 0; i < m->n; i++)
        if (i != at)
            copy->children[to++] = map_hold(m->children[i]);
    *out = copy;
    return 0;
}

static int map_collect(const ContextMap *m, Ref list, Value (*item)(const ContextMap *leaf))
{
    if (m == NULL)
        return 0;
    if (m->bitmap == 0) {
        Value v = item(m);
        return value_is_error(v) ? -1 : list_append_owned(list, v);
    }
    for (int i = 0; i < m->n; i++)
        if (map_collect(m->children[i], list, item))
            return -1;
    return 0;
}

/* Several contexts may own a node: only a context that is its sole owner may count what it holds. */
static int map_traverse(const ContextMap *m, GcVisit visit, void *arg)
{
    if (m == NULL || m->refcount > 1)
        return 0;
    GC_VISIT(m->var);
    GC_VISIT(m->v);
    for (int i = 0; i < m->n; i++) {
        int result = map_traverse(m->children[i], visit, arg);
        if (result)
            return result;
    }
    return 0;
}

/* ---- contexts ---- */

static Context *as_context(Ref v) { return VALUE_AS(Context, v); }

Value context_new(void)
{
    Context *c = object_alloc(&type_context);
    if (c == NULL)
        return VALUE_ERROR;
    c->map = NULL;
    c->n = 0;
    c->previous = VALUE_ABSENT;
    c->entered = false;
    gc_track(c);
    return value_from_obj(c);
}

Ref context_current(void)
{
    if (value_is_absent(running->context)) {
        Value c = context_new();
        if (value_is_error(c))
            return c;
        running->context = c;
    }
    return running->context;
}

Value context_copy(Ref context)
{
    Value copy = context_new();
    if (!value_is_error(copy)) {
        as_context(copy)->map = map_hold(as_context(context)->map);
        as_context(copy)->n = as_context(context)->n;
    }
    return copy;
}

int context_enter(Ref context)
{
    Context *c = as_context(context);
    if (c->entered)
        return exc_raise_int(&type_RuntimeError, "cannot enter context: %R is already entered", context);
    c->previous = running->context;
    c->entered = true;
    running->context = value_dup(context);
    return 0;
}

int context_leave(Ref context)
{
    Context *c = as_context(context);
    if (!c->entered)
        return exc_raise_int(&type_RuntimeError, "cannot exit context: %R has not been entered", context);
    if (!value_is(running->context, context))
        return exc_raise_int(&type_RuntimeError, "cannot exit context: thread state references a different context object");
    Value mine = running->context;
    running->context = c->previous;
    c->previous = VALUE_ABSENT;
    c->entered = false;
    value_drop(mine);
    return 0;
}

static void context_clear(Obj *o)
{
    Context *c = (Context *)o;
    ContextMap *map = c->map;
    c->map = NULL;
    c->n = 0;
    map_drop(map);
    value_clear(&c->previous);
}
static void context_dealloc(Obj *o)
{
    gc_untrack(o);
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    context_clear(o);
    object_free(o);
}
static int context_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Context *)o)->previous);
    return map_traverse(((Context *)o)->map, visit, arg);
}

static int check_key(Ref key)
{
    if (value_has_type(key, &type_context_var))
        return 0;
    return exc_raise_int(&type_TypeError, "a ContextVar key was expected, got %R", key);
}
static Value context_subscript(Ref self, Ref key)
{
    if (check_key(key))
        return VALUE_ERROR;
    Ref v = map_find(as_context(self)->map, var_id(key));
    return value_is_absent(v) ? exc_raise_key(key) : value_dup(v);
}
static int context_contains(Ref self, Ref key)
{
    return check_key(key) ? -1 : !value_is_absent(map_find(as_context(self)->map, var_id(key)));
}
static int64_t context_length(Ref self) { return as_context(self)->n; }

static Value leaf_key(const ContextMap *leaf) { return value_dup(leaf->var); }
static Value leaf_value(const ContextMap *leaf) { return value_dup(leaf->v); }
static Value leaf_pair(const ContextMap *leaf) { return tuple_of2(leaf->var, leaf->v); }

/* An iterator over a snapshot; ours never change anyway. */
static Value iterate(Ref self, Value (*item)(const ContextMap *leaf))
{
    Value list = list_new(as_context(self)->n);
    if (value_is_error(list) || map_collect(as_context(self)->map, list, item)) {
        value_drop(value_is_error(list) ? VALUE_ABSENT : list);
        return VALUE_ERROR;
    }
    Value it = object_iter(list);
    value_drop(list);
    return it;
}
static Value context_iter(Ref self) { return iterate(self, leaf_key); }
NATIVE(context_keys_m) { return iterate(self, leaf_key); }
NATIVE(context_values_m) { return iterate(self, leaf_value); }
NATIVE(context_items_m) { return iterate(self, leaf_pair); }
NATIVE(context_get_m)
{
    if (check_key(a[0]))
        return VALUE_ERROR;
    Ref v = map_find(as_context(self)->map, var_id(a[0]));
    return value_dup(value_is_absent(v) ? a[1] : v);
}
NATIVE(context_copy_m) { return context_copy(self); }
NATIVE(context_run_m)
{
    if (n < 1)
        return exc_raise(&type_TypeError, "run() missing 1 required positional argument");
    obj_hold(value_as_obj(self));
    if (context_enter(self)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    Value result = object_call(a[0], a + 1, n - 1, kwnames);
    Value exc = exc_take();
    if (context_leave(self)) {
        value_drop(value_is_error(result) ? VALUE_ABSENT : result);
        value_drop(exc);
        result = VALUE_ERROR;
    } else
        exc_restore(exc);
    value_drop(self);
    return result;
}

static Value context_compare(Ref x, Ref y, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(y, &type_context))
        return VALUE_NOT_IMPLEMENTED;
    bool equal = as_context(x)->n == as_context(y)->n;
    if (equal && as_context(x)->map != as_context(y)->map) {
        Value list = list_new(as_context(x)->n);
        if (value_is_error(list) || map_collect(as_context(x)->map, list, leaf_pair))
            return VALUE_ERROR;
        for (int64_t i = 0; i < list_len(list) && equal; i++) {
            Ref pair = list_at(list, i), other = map_find(as_context(y)->map, var_id(tuple_at(pair, 0)));
            int same = value_is_absent(other) ? 0 : object_equal(tuple_at(pair, 1), other);
            if (same < 0) {
                value_drop(list);
                return VALUE_ERROR;
            }
            equal = same;
        }
        value_drop(list);
    }
    return value_from_bool(equal == (op == CMP_EQ));
}

static Value context_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args > 0 || !value_is_absent(kwnames))
        return exc_raise(&type_TypeError, "Context() does not accept any arguments");
    return context_new();
}

static const Method context_methods[] = {
    {"run(callable, /, *args, **kwargs)", context_run_m, "Call it with this context current.", METHOD_RAW},
    {"copy()", context_copy_m, "Return a shallow copy of the context object."},
    {"get(key, default=None, /)", context_get_m, "The value of key, or default."},
    {"keys()", context_keys_m, "All variables in the context."},
    {"values()", context_values_m, "All values in the context."},
    {"items()", context_items_m, "All (variable, value) pairs."},
    {0},
};
Type type_context = {
    .base = STATIC_OBJ(&type_type), .name = "Context", .module = "_contextvars", .basic_size = sizeof(Context),
    .flags = TYPE_GC | TYPE_WEAKREF | TYPE_IMMUTABLE, .methods = context_methods, .dealloc = context_dealloc,
    .traverse = context_traverse, .clear = context_clear, .hash = hash_not_implemented,
    .subscript = context_subscript, .contains = context_contains, .length = context_length,
    .iter = context_iter, .compare = context_compare, .new = context_new_slot,
};

/* ---- variables ---- */

static uint64_t next_var_id;

static Value var_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (n_args == 0)
        return exc_raise(&type_TypeError, "ContextVar() takes exactly 1 positional argument (0 given)");
    if (args_bind(&spec, "ContextVar(name, /, *, default=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "context variable name must be a str");
    ContextVar *var = object_alloc(&type_context_var);
    if (var == NULL)
        return VALUE_ERROR;
    var->name = value_dup(a[0]);
    var->default_value = value_dup(a[1]);
    var->id = next_var_id++;
    gc_track(var);
    return value_from_obj(var);
}

Ref context_var_get(Ref var)
{
    if (value_is_absent(running->context))
        return VALUE_ABSENT;
    return map_find(as_context(running->context)->map, var_id(var));
}

/* The context gets this map (taken) instead. */
static void put_map(Context *c, ContextMap *map, int64_t n)
{
    ContextMap *old = c->map;
    c->map = map;
    c->n = n;
    map_drop(old);
}

typedef struct Token {
    Obj base;
    Value context, var;
    Value old;          /* ABSENT: it was not set */
    bool used;
} Token;

static int set_in(Context *c, Ref var, Ref v)
{
    bool had = !value_is_absent(map_find(c->map, var_id(var)));
    ContextMap *map = map_set(c->map, var, v, 0);
    if (map == NULL)
        return -1;
    put_map(c, map, c->n + !had);
    return 0;
}

Value context_var_set(Ref var, Ref v)
{
    Ref context = context_current();
    if (value_is_error(context))
        return context;
    Token *t = object_alloc(&type_context_token);
    if (t == NULL)
        return VALUE_ERROR;
    t->context = value_dup(context);
    t->var = value_dup(var);
    t->old = value_dup(map_find(as_context(context)->map, var_id(var)));
    t->used = false;
    gc_track(t);
    if (set_in(as_context(context), var, v)) {
        value_drop(value_from_obj(t));
        return VALUE_ERROR;
    }
    return value_from_obj(t);
}

NATIVE(var_get_m)
{
    Ref v = context_var_get(self);
    if (value_is_absent(v))
        v = a[0];
    if (value_is_absent(v))
        v = VALUE_AS(ContextVar, self)->default_value;
    if (!value_is_absent(v))
        return value_dup(v);
    return exc_raise_value(&type_LookupError, self);
}
NATIVE(var_set_m) { return context_var_set(self, a[0]); }

static int remove_from(Context *c, Ref var)
{
    if (value_is_absent(map_find(c->map, var_id(var))))
        return 0;
    ContextMap *map;
    if (map_remove(c->map, var_id(var), 0, &map))
        return -1;
    put_map(c, map, c->n - 1);
    return 0;
}

NATIVE(var_reset_m)
{
    if (!value_has_type(a[0], &type_context_token))
        return exc_raise(&type_TypeError, "expected an instance of Token, got %R", a[0]);
    Token *t = VALUE_AS(Token, a[0]);
    if (t->used)
        return exc_raise(&type_RuntimeError, "%R has already been used once", a[0]);
    if (!value_is(t->var, self))
        return exc_raise(&type_ValueError, "%R was created by a different ContextVar", a[0]);
    Ref context = context_current();
    if (!value_is(t->context, context))
        return exc_raise(&type_ValueError, "%R was created in a different Context", a[0]);
    t->used = true;
    int result = value_is_absent(t->old) ? remove_from(as_context(context), self)
                                         : set_in(as_context(context), self, t->old);
    return result ? VALUE_ERROR : VALUE_NONE;
}

static void var_dealloc(Obj *o)
{
    gc_untrack(o);
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    value_drop(((ContextVar *)o)->name);
    value_drop(((ContextVar *)o)->default_value);
    object_free(o);
}
static int var_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((ContextVar *)o)->name);
    GC_VISIT(((ContextVar *)o)->default_value);
    return 0;
}
static Value var_repr(Ref self)
{
    ContextVar *var = VALUE_AS(ContextVar, self);
    if (value_is_absent(var->default_value))
        return str_format("<ContextVar name=%R at %p>", var->name, (void *)var);
    return str_format("<ContextVar name=%R default=%R at %p>", var->name, var->default_value, (void *)var);
}
static const Method var_methods[] = {
    {"get(default=<absent>, /)", var_get_m, "The variable's value in the current context."},
    {"set(value, /)", var_set_m, "Set it in the current context; a Token to undo that."},
    {"reset(token, /)", var_reset_m, "Undo the set() that gave this token."},
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Member var_members[] = {
    {"name", MEMBER_VALUE, offsetof(ContextVar, name), true, NULL}, {0}};
Type type_context_var = {
    .base = STATIC_OBJ(&type_type), .name = "ContextVar", .module = "_contextvars", .basic_size = sizeof(ContextVar),
    .flags = TYPE_GC | TYPE_WEAKREF | TYPE_IMMUTABLE, .methods = var_methods, .members = var_members,
    .dealloc = var_dealloc, .traverse = var_traverse, .repr = var_repr, .new = var_new,
};

/* ---- tokens ---- */

static Value missing_repr(Ref self) { return str_from_cstr("<Token.MISSING>"); }
static Type type_token_missing = {
    .base = STATIC_OBJ(&type_type), .name = "MISSING", .module = "_contextvars", .basic_size = sizeof(Obj),
    .flags = TYPE_NO_NEW, .repr = missing_repr,
};
static Obj token_missing = STATIC_OBJ(&type_token_missing);

static Token *as_token(Ref v) { return VALUE_AS(Token, v); }
static void token_dealloc(Obj *o)
{
    Token *t = (Token *)o;
    gc_untrack(o);
    value_drop(t->context);
    value_drop(t->var);
    value_drop(t->old);
    object_free(o);
}
static int token_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Token *)o)->context);
    GC_VISIT(((Token *)o)->var);
    GC_VISIT(((Token *)o)->old);
    return 0;
}
static Value token_repr(Ref self)
{
    return str_format("<Token%s var=%R at %p>", as_token(self)->used ? " used" : "", as_token(self)->var,
                      (void *)value_as_obj(self));
}
static Value token_get_old(Ref self)
{
    Ref old = as_token(self)->old;
    return value_is_absent(old) ? value_dup_obj(&token_missing) : value_dup(old);
}
static Value token_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return exc_raise(&type_RuntimeError, "Tokens can only be created by ContextVars");
}
static const Getter token_getters[] = {{"old_value", token_get_old, NULL, NULL}, {0}};
static const Member token_members[] = {{"var", MEMBER_VALUE, offsetof(Token, var), true, NULL}, {0}};
static const Method token_methods[] = {
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS}, {0}};
Type type_context_token = {
    .base = STATIC_OBJ(&type_type), .name = "Token", .module = "_contextvars", .basic_size = sizeof(Token),
    .flags = TYPE_GC | TYPE_IMMUTABLE, .methods = token_methods, .getters = token_getters,
    .members = token_members, .dealloc = token_dealloc, .traverse = token_traverse, .repr = token_repr,
    .hash = hash_not_implemented, .new = token_new,
};

/* Token.MISSING, once the types are ready. */
int context_ready(void)
{
    if (type_ready(&type_token_missing) || type_ready(&type_context_token))
        return -1;
    return type_add_constant(&type_context_token, "MISSING", value_dup_obj(&token_missing));
}
