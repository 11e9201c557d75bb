/* vm/cell.c -- cells: a variable shared by a function and the functions inside it. */
#include "runtime/exc.h"
#include "runtime/str.h"
#include "vm/code.h"

Value cell_new(Ref value_or_absent)
{
    Cell *cell = object_alloc(&type_cell);
    if (!cell)
        return VALUE_ERROR;
    cell->value = value_dup(value_or_absent);
    gc_track(cell);
    return value_from_obj(cell);
}

static void cell_dealloc(Obj *o)
{
    Cell *cell = (Cell *)o;
    gc_untrack(cell);
    value_clear(&cell->value);
    object_free(cell);
}

static int cell_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Cell *)o)->value);
    return 0;
}

static void cell_clear(Obj *o)
{
    value_clear(&((Cell *)o)->value);
}

static Value cell_make(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("cell", kwnames) || args_count("cell", n_args, 0, 1))
        return VALUE_ERROR;
    return cell_new(n_args ? args[0] : VALUE_ABSENT);
}

static Value cell_repr(Ref self)
{
    Ref v = VALUE_AS(Cell, self)->value;
    const void *here = (const void *)(uintptr_t)self.bits;
    if (value_is_absent(v))
        return str_format("<cell at %p: empty>", here);
    Value name = type_full_name(value_type(v));
    if (value_is_error(name))
        return name;
    Value r = value_is_obj(v)
                  ? str_format("<cell at %p: %U object at %p>", here, name, (const void *)(uintptr_t)v.bits)
                  : str_format("<cell at %p: %U object at 0x%llx>", here, name, (unsigned long long)v.bits);
    value_drop(name);
    return r;
}

/* Empty cells are less than all others. */
static Value cell_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_has_type(a, &type_cell) || !value_has_type(b, &type_cell))
        return VALUE_NOT_IMPLEMENTED;
    Ref x = VALUE_AS(Cell, a)->value, y = VALUE_AS(Cell, b)->value;
    if (!value_is_absent(x) && !value_is_absent(y)) {
        Value held_x = value_dup(x), held_y = value_dup(y);
        Value r = object_compare(held_x, held_y, op);
        value_drop(held_x);
        value_drop(held_y);
        return r;
    }
    return object_compare(value_from_int(!value_is_absent(x)), value_from_int(!value_is_absent(y)), op);
}

static Value get_contents(Ref self)
{
    Ref v = VALUE_AS(Cell, self)->value;
    if (value_is_absent(v))
        return exc_raise(&type_ValueError, "Cell is empty");
    return value_dup(v);
}

static int set_contents(Ref self, Ref v)
{
    value_replace(&VALUE_AS(Cell, self)->value, value_is_absent(v) ? VALUE_ABSENT : value_dup(v));
    return 0;
}

static const Getter cell_getters[] = {
    {"cell_contents", get_contents, set_contents, NULL},
    {0},
};

Type type_cell = {
    .base = STATIC_OBJ(&type_type), .name = "cell", .basic_size = sizeof(Cell), .flags = TYPE_GC,
    .doc = "cell([contents])\n--\n\nCreate a new cell object.",
    .dealloc = cell_dealloc, .traverse = cell_traverse, .clear = cell_clear, .new = cell_make,
    .repr = cell_repr, .compare = cell_compare, .hash = hash_not_implemented, .getters = cell_getters,
};
