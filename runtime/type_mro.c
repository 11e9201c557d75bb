/* runtime/type_mro.c -- how types are related: the C3 order, subclass tests, layout and metaclass choice. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/list.h"

/* ---- subclass test ---- */

bool type_is_subtype(const Type *a, const Type *b)
{
    if (a == b)
        return true;
    if (LIKELY(a->mro.bits != 0 && value_is_obj(a->mro))) {
        const Tuple *mro = VALUE_AS(Tuple, a->mro);
        for (int64_t i = 1; i < mro->len; i++)
            if (mro->items[i].bits == (uint64_t)(uintptr_t)b)
                return true;
        /* A metaclass's mro() may leave the type itself out or elsewhere. */
        return mro->len > 0 && mro->items[0].bits == (uint64_t)(uintptr_t)b;
    }
    /* Being made, or being taken apart by the collector. */
    for (; a; a = a->super_type)
        if (a == b)
            return true;
    return b == &type_object;
}

/* ---- direct subclasses ---- */

int type_add_subclass(Type *base, Type *type)
{
    if (base->n_subclasses == base->subclasses_capacity) {
        uint32_t capacity = base->subclasses_capacity ? base->subclasses_capacity * 2 : 4;
        Type **subclasses = mem_realloc(base->subclasses, capacity * sizeof *subclasses);
        if (subclasses == NULL) {
            exc_raise_memory();
            return -1;
        }
        base->subclasses = subclasses;
        base->subclasses_capacity = capacity;
    }
    type->place = base->n_subclasses;
    base->subclasses[base->n_subclasses++] = type;
    return 0;
}

/* The order is visible in __subclasses__(), so the array keeps it. */
static void close_gaps(Type *base)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < base->n_subclasses; i++) {
        if (base->subclasses[i] == NULL)
            continue;
        base->subclasses[i]->place = n;
        base->subclasses[n++] = base->subclasses[i];
    }
    base->n_subclasses = n;
    base->n_dead_subclasses = 0;
}

void type_remove_subclass(Type *base, Type *type)
{
    uint32_t i = type->place;
    if (i >= base->n_subclasses || base->subclasses[i] != type) {
        for (i = 0; i < base->n_subclasses && base->subclasses[i] != type;)
            i++;
        if (i == base->n_subclasses)
            return; /* its making failed before it was entered */
    }
    base->subclasses[i] = NULL;
    if (++base->n_dead_subclasses > base->n_subclasses / 2)
        close_gaps(base);
}

/* ---- C3 ---- */

typedef struct Sequence { const Value *items; int64_t n, next; } Sequence;

static bool in_a_tail(const Sequence *sequences, int64_t n_sequences, Ref candidate)
{
    for (int64_t i = 0; i < n_sequences; i++)
        for (int64_t j = sequences[i].next + 1; j < sequences[i].n; j++)
            if (value_is(sequences[i].items[j], candidate))
                return true;
    return false;
}

static Ref pick_next(const Sequence *sequences, int64_t n_sequences, bool *finished)
{
    *finished = true;
    for (int64_t i = 0; i < n_sequences; i++) {
        if (sequences[i].next >= sequences[i].n)
            continue;
        *finished = false;
        Ref candidate = sequences[i].items[sequences[i].next];
        if (!in_a_tail(sequences, n_sequences, candidate))
            return candidate;
    }
    return VALUE_ABSENT;
}

static int raise_inconsistent(const Sequence *sequences, int64_t n_sequences)
{
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, "Cannot create a consistent method resolution order (MRO) for bases ");
    bool first = true;
    for (int64_t i = 0; i < n_sequences; i++) {
        if (sequences[i].next >= sequences[i].n)
            continue;
        Ref candidate = sequences[i].items[sequences[i].next];
        bool seen = false;
        for (int64_t j = 0; j < i && !seen; j++)
            seen = sequences[j].next < sequences[j].n
                   && value_is(sequences[j].items[sequences[j].next], candidate);
        if (seen)
            continue;
        Value name = type_name(value_as_type(candidate));
        if (value_is_error(name)) {
            str_builder_free(&b);
            return -1;
        }
        if (!first)
            str_builder_cstr(&b, ", ");
        first = false;
        str_builder_str(&b, name);
        value_drop(name);
    }
    Value text = str_builder_finish(&b);
    if (!value_is_error(text))
        exc_raise_value(&type_TypeError, text);
    value_drop(text);
    return -1;
}

static int check_duplicates(Ref bases)
{
    for (int64_t i = 0; i < tuple_len(bases); i++)
        for (int64_t j = i + 1; j < tuple_len(bases); j++)
            if (value_is(tuple_at(bases, i), tuple_at(bases, j))) {
                Value name = type_name(value_as_type(tuple_at(bases, i)));
                if (!value_is_error(name)) {
                    exc_raise(&type_TypeError, "duplicate base class %U", name);
                    value_drop(name);
                }
                return -1;
            }
    return 0;
}

/* One base: its order behind the type. */
static Value extend_single(Type *type, Type *base)
{
    int64_t n = tuple_len(base->mro);
    Value result = tuple_new(n + 1);
    if (value_is_error(result))
        return result;
    Value *items = VALUE_AS(Tuple, result)->items;
    items[0] = value_dup_obj(type);
    for (int64_t i = 0; i < n; i++)
        items[i + 1] = value_dup(tuple_at(base->mro, i));
    return result;
}

static Value merge(Type *type, Ref bases)
{
    int64_t n_bases = tuple_len(bases), total = 1;
    for (int64_t i = 0; i < n_bases; i++)
        total += tuple_len(value_as_type(tuple_at(bases, i))->mro);
    Sequence *sequences = mem_alloc_array_or_raise((size_t)n_bases + 1, sizeof *sequences);
    Ref *order = mem_alloc_array_or_raise((size_t)total, sizeof *order);
    Value result = VALUE_ERROR;
    int64_t n = 0;
    if (sequences == NULL || order == NULL)
        goto done;
    for (int64_t i = 0; i < n_bases; i++) {
        Ref mro = value_as_type(tuple_at(bases, i))->mro;
        sequences[i] = (Sequence){VALUE_AS(Tuple, mro)->items, tuple_len(mro), 0};
    }
    sequences[n_bases] = (Sequence){VALUE_AS(Tuple, bases)->items, n_bases, 0};
    order[n++] = value_from_obj(type);
    for (;;) {
        bool finished;
        Ref next = pick_next(sequences, n_bases + 1, &finished);
        if (finished)
            break;
        if (value_is_absent(next)) {
            raise_inconsistent(sequences, n_bases + 1);
            goto done;
        }
        order[n++] = next;
        for (int64_t i = 0; i <= n_bases; i++)
            if (sequences[i].next < sequences[i].n
                && value_is(sequences[i].items[sequences[i].next], next))
                sequences[i].next++;
    }
    result = tuple_from_refs(order, n);
done:
    mem_free(sequences);
    mem_free(order);
    return result;
}

Value type_default_mro(Type *type)
{
    Ref bases = type->bases;
    if (!value_is_obj(bases) || bases.bits == 0)
        return exc_raise(&type_TypeError, "type '%N' is not ready", type);
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Type *base = value_as_type(tuple_at(bases, i));
        if (base->mro.bits == 0 || !value_is_obj(base->mro))
            return exc_raise(&type_TypeError, "Cannot extend an incomplete type '%N'", base);
    }
    if (tuple_len(bases) == 0)
        return tuple_of1(value_from_obj(type));
    if (tuple_len(bases) == 1)
        return extend_single(type, value_as_type(tuple_at(bases, 0)));
    if (check_duplicates(bases))
        return VALUE_ERROR;
    return merge(type, bases);
}

/* What a metaclass's mro() answered must be types that fit the layout. */
static int check_custom_mro(Type *type, Ref mro)
{
    Type *solid = type_solid_base(type);
    for (int64_t i = 0; i < tuple_len(mro); i++) {
        Ref item = tuple_at(mro, i);
        if (!value_is_type(item))
            return exc_raise_int(&type_TypeError, "mro() returned a non-class ('%T')", item);
        if (!type_is_subtype(solid, type_solid_base(value_as_type(item))))
            return exc_raise_int(&type_TypeError, "mro() returned base with unsuitable layout ('%N')",
                                 value_as_type(item));
    }
    return 0;
}

static Value ask_metaclass(Type *type)
{
    Value answer = slot_call(value_from_obj(type), NAME(mro), NULL, 0);
    if (value_is_error(answer) || value_is_absent(answer))
        return answer;
    Value mro = tuple_from_iterable(answer);
    value_drop(answer);
    if (!value_is_error(mro) && check_custom_mro(type, mro)) {
        value_drop(mro);
        return VALUE_ERROR;
    }
    return mro;
}

int type_compute_mro(Type *type)
{
    bool custom = false;
    if (type->base.type != &type_type && type->base.type->flags & TYPE_HEAP) {
        Ref method = type_lookup(type->base.type, NAME(mro));
        custom = !value_is(method, type_lookup(&type_type, NAME(mro)));
    }
    Value mro = custom ? ask_metaclass(type) : type_default_mro(type);
    if (value_is_error(mro))
        return -1;
    Value old = type->mro;
    type->mro = mro;
    if (old.bits)
        value_drop(old);
    type_modified(type);
    return 0;
}

/* ---- layout and metaclass ---- */

/* Does `type` add C fields to its base, beyond what classes may add? */
static bool extends_layout(const Type *type, const Type *base)
{
    if (type->flags & TYPE_HEAP)
        return type->n_slots != 0;
    return type->basic_size != base->basic_size || type->item_size != base->item_size;
}

Type *type_solid_base(Type *type)
{
    while (type->super_type && !extends_layout(type, type->super_type))
        type = type->super_type;
    return type;
}

int type_check_bases(Ref bases, Type **best)
{
    Type *winner = NULL, *winner_solid = NULL;
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Ref item = tuple_at(bases, i);
        if (!value_is_type(item))
            return exc_raise_int(&type_TypeError, "bases must be types");
        Type *base = value_as_type(item);
        if (!(base->flags & TYPE_READY) && type_ready(base))
            return -1;
        if (!(base->flags & TYPE_BASETYPE))
            return exc_raise_int(&type_TypeError, "type '%N' is not an acceptable base type", base);
        Type *solid = type_solid_base(base);
        if (winner == NULL || (solid != winner_solid && type_is_subtype(solid, winner_solid))) {
            winner = base;
            winner_solid = solid;
        } else if (!type_is_subtype(winner_solid, solid)) {
            return exc_raise_int(&type_TypeError, "multiple bases have instance lay-out conflict");
        }
    }
    *best = winner;
    return 0;
}

Type *type_winner(Type *metatype, Ref bases)
{
    Type *winner = metatype;
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Type *other = value_type(tuple_at(bases, i));
        if (type_is_subtype(winner, other))
            continue;
        if (!type_is_subtype(other, winner)) {
            exc_raise(&type_TypeError, "metaclass conflict: the metaclass of a derived class must be a "
                                       "(non-strict) subclass of the metaclasses of all its bases");
            return NULL;
        }
        winner = other;
    }
    return winner;
}
