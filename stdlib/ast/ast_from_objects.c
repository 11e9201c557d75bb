/* stdlib/ast/ast_from_objects.c -- Python objects to C tree, driven by the field tables of parser/ast.c.
 *
 * Programs build trees by hand, so everything is looked at: that required fields are there, of the right kind, that
 * lists are lists.  What is well-typed may still be no program; that is ast_validate.c's part.  Attribute access runs
 * Python, so whatever is walked is held. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/ast/ast_convert.h"
#include "stdlib/ast/ast_types.h"
#include <stdio.h>

static int read_node(Arena *arena, Ref object, AstFieldType type, void **out);

/* An attribute by its C name; ABSENT when missing. */
static Value attribute(Ref object, const char *name)
{
    Value key = str_intern_cstr(name);
    Value v = object_getattr_or_absent(object, key);
    value_drop(key);
    return v;
}

static int raise_missing(const char *field, const char *class_name)
{
    return exc_raise_int(&type_TypeError, "required field \"%s\" missing from %s", field, class_name);
}

/* ---- simple fields ---- */
static int read_text(Arena *arena, Ref object, const char *kind, Ref *out)
{
    if (value_is_none(object)) {
        *out = VALUE_ABSENT;
        return 0;
    }
    if (!value_is_exact_str(object))
        return exc_raise_int(&type_TypeError, "AST %s must be of type str", kind);
    *out = arena_own(arena, str_intern(value_dup(object)));
    return value_is_error(*out) ? -1 : 0;
}

static int read_int(Ref object, int *out)
{
    if (!value_is_any_int(object))
        return exc_raise_int(&type_ValueError, "invalid integer value: %R", object);
    int64_t wide;
    if (int_as_i64(object, &wide))
        return -1;
    if (wide < INT32_MIN || wide > INT32_MAX)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C int");
    *out = (int)wide;
    return 0;
}

static int read_enum(Ref object, AstFieldType type, int *out)
{
    for (int i = 0; i < AST_MAX_ENUM && !value_is_absent(ast_types.enum_classes[type][i]); i++)
        if (value_is_instance(object, value_as_type(ast_types.enum_classes[type][i]))) {
            *out = i;
            return 0;
        }
    return exc_raise_int(&type_TypeError, "expected some sort of %s, but got %R", ast_field_type_name(type), object);
}

static int read_constant(Arena *arena, Ref object, Ref *out)
{
    *out = arena_own(arena, value_dup(object));
    return value_is_error(*out) ? -1 : 0;
}

/* One value of a field's type, to `slot`. */
static int read_one(Arena *arena, Ref object, AstFieldType type, void *slot)
{
    switch (type) {
    case FIELD_identifier: return read_text(arena, object, "identifier", slot);
    case FIELD_string: return read_text(arena, object, "string", slot);
    case FIELD_constant: return read_constant(arena, object, slot);
    case FIELD_int: return read_int(object, slot);
    case FIELD_expr_context: case FIELD_boolop: case FIELD_operator: case FIELD_unaryop: case FIELD_cmpop:
        return read_enum(object, type, slot);
    case FIELD_expr: case FIELD_stmt: case FIELD_pattern: case FIELD_type_param: case FIELD_comprehension:
    case FIELD_excepthandler: case FIELD_arguments: case FIELD_arg: case FIELD_keyword: case FIELD_alias:
    case FIELD_withitem: case FIELD_match_case: case FIELD_type_ignore:
        return read_node(arena, object, type, slot);
    }
    return -1;
}

/* ---- sequences ---- */
/* Room for n items; all sequences share this layout, those of operators pack their items closer. */
static ExprSeq *new_sequence(Arena *arena, int64_t n)
{
    ExprSeq *seq = arena_zalloc(arena, sizeof *seq + (size_t)n * sizeof seq->items[0]);
    if (seq != NULL)
        seq->n = (int32_t)n;
    return seq;
}

static int read_items(Arena *arena, Ref list, const AstField *field, const char *class_name, ExprSeq *seq)
{
    for (int32_t i = 0; i < seq->n; i++) {
        void *slot = ast_field_is_enum(field->type) ? (void *)&((CmpOperatorSeq *)(void *)seq)->items[i]
                                                    : (void *)&seq->items[i];
        Value item = value_dup(list_at(list, i));
        int failed = read_one(arena, item, field->type, slot);
        value_drop(item);
        if (failed)
            return -1;
        if (list_len(list) != seq->n)
            return exc_raise_int(&type_RuntimeError, "%s field \"%s\" changed size during iteration", class_name,
                                 field->name);
    }
    return 0;
}

static int read_sequence(Arena *arena, Ref list, const AstField *field, const char *class_name, ExprSeq **out)
{
    bool missing = value_is_absent(list);
    if (!missing && !value_is_list(list))
        return exc_raise_int(&type_TypeError, "%s field \"%s\" must be a list, not a %T", class_name, field->name, list);
    int64_t n = missing ? 0 : list_len(list);
    ExprSeq *seq = n < INT32_MAX ? new_sequence(arena, n) : NULL;
    if (seq == NULL)
        return exc_pending() ? -1 : exc_raise_int(&type_MemoryError, "tree is too large");
    *out = seq;
    return n == 0 ? 0 : read_items(arena, list, field, class_name, seq);
}

/* ---- nodes ---- */
static bool is_pointer(AstFieldType type)
{
    return type < FIELD_identifier;
}

/* Was None given for what must be there? */
static int check_required(const AstField *field, const char *class_name, const void *slot)
{
    bool empty = false;
    if (is_pointer(field->type))
        empty = *(void *const *)slot == NULL;
    else if (field->type == FIELD_identifier || field->type == FIELD_string)
        empty = value_is_absent(*(const Ref *)slot);
    return empty ? exc_raise_int(&type_ValueError, "field '%s' is required for %s", field->name, class_name) : 0;
}

static void set_empty(const AstField *field, void *slot)
{
    if (field->type == FIELD_identifier || field->type == FIELD_string)
        *(Ref *)slot = VALUE_ABSENT;
    else if (field->type == FIELD_int)
        *(int *)slot = 0;
    else
        *(void **)slot = NULL;
}

static int read_field(Arena *arena, Ref object, const AstField *field, const char *class_name, char *node)
{
    void *slot = node + field->offset;
    Value v = attribute(object, field->name);
    if (value_is_error(v))
        return -1;
    int result;
    if (field->cardinality == FIELD_SEQ || field->cardinality == FIELD_SEQ_OPT)
        result = read_sequence(arena, v, field, class_name, slot);
    else if (field->cardinality == FIELD_OPT && (value_is_absent(v) || value_is_none(v)))
        result = (set_empty(field, slot), 0);
    else if (value_is_absent(v))
        result = raise_missing(field->name, class_name);
    else
        result = read_one(arena, v, field->type, slot);
    value_drop(v);
    return result;
}

/* lineno and col_offset must be there; the ends are where the beginnings are unless told. */
static int read_position(Ref object, const char *class_name, int32_t position[4])
{
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    for (int i = 0; i < 4; i++) {
        Value v = attribute(object, names[i]);
        int result = 0;
        if (value_is_error(v))
            return -1;
        if (i >= 2 && !ast_end_is_required(class_name) && (value_is_absent(v) || value_is_none(v)))
            position[i] = position[i - 2];
        else if (value_is_absent(v))
            result = raise_missing(names[i], class_name);
        else
            result = read_int(v, &position[i]);
        value_drop(v);
        if (result)
            return -1;
    }
    return 0;
}

static bool is_kind_of(AstKind kind, const char *type_name)
{
    const AstClass *class = ast_class(kind);
    return !strcmp(class->base ? class->base : class->name, type_name);
}

/* Which class of the sum `type_name` an object belongs to; AST_NO_KIND when none. */
static AstKind kind_of(Ref object, const char *type_name)
{
    Ref exact = value_from_obj(value_type(object));
    for (int kind = 1; kind < AST_N_KINDS; kind++)
        if (value_is(ast_types.nodes[kind], exact))
            return is_kind_of((AstKind)kind, type_name) ? (AstKind)kind : AST_NO_KIND;
    for (int kind = 1; kind < AST_N_KINDS; kind++)
        if (is_kind_of((AstKind)kind, type_name) && value_is_instance(object, value_as_type(ast_types.nodes[kind])))
            return (AstKind)kind;
    return AST_NO_KIND;
}

static int check_depth(const char *type_name)
{
    char where[80];
    if (__builtin_expect((char *)__builtin_frame_address(0) >= running->c_stack_limit, 1))
        return 0;
    snprintf(where, sizeof where, " while traversing '%s' node", type_name);
    return thread_recursion_error(where);
}

static void *read_fields(Arena *arena, Ref object, AstKind kind)
{
    const AstClass *class = ast_class(kind);
    char *node = arena_zalloc(arena, class->size);
    if (node == NULL)
        return NULL;
    *(AstKind *)(void *)node = kind;
    for (int i = 0; i < class->n_fields; i++)
        if (read_field(arena, object, &class->fields[i], class->name, node))
            return NULL;
    for (int i = 0; i < class->n_fields; i++)
        if (class->fields[i].cardinality == FIELD_ONE
            && check_required(&class->fields[i], class->name, node + class->fields[i].offset))
            return NULL;
    return node;
}

/* A product such as `arguments`: any object with its fields will do. */
static int read_product(Arena *arena, Ref object, AstKind kind, void **out)
{
    const AstClass *class = ast_class(kind);
    char *node = check_depth(class->name) ? NULL : read_fields(arena, object, kind);
    if (node == NULL)
        return -1;
    *out = node;
    if (class->position_offset == 0)
        return 0;
    return read_position(object, class->name, (int32_t *)(void *)(node + class->position_offset));
}

static int read_sum(Arena *arena, Ref object, const char *type_name, bool has_position, void **out)
{
    int32_t position[4];
    if (value_is_none(object)) {
        *out = NULL;
        return 0;
    }
    if (check_depth(type_name) || (has_position && read_position(object, type_name, position)))
        return -1;
    AstKind kind = kind_of(object, type_name);
    if (kind == AST_NO_KIND)
        return exc_raise_int(&type_TypeError, "expected some sort of %s, but got %R", type_name, object);
    char *node = read_fields(arena, object, kind);
    if (node == NULL)
        return -1;
    if (has_position)
        memcpy(node + ast_class(kind)->position_offset, position, sizeof position);
    *out = node;
    return 0;
}

static int read_node(Arena *arena, Ref object, AstFieldType type, void **out)
{
    switch ((int)type) {
    case FIELD_comprehension: return read_product(arena, object, AST_comprehension, out);
    case FIELD_arguments: return read_product(arena, object, AST_arguments, out);
    case FIELD_arg: return read_product(arena, object, AST_arg, out);
    case FIELD_keyword: return read_product(arena, object, AST_keyword, out);
    case FIELD_alias: return read_product(arena, object, AST_alias, out);
    case FIELD_withitem: return read_product(arena, object, AST_withitem, out);
    case FIELD_match_case: return read_product(arena, object, AST_match_case, out);
    case FIELD_type_ignore: return read_sum(arena, object, "type_ignore", false, out);
    default: return read_sum(arena, object, ast_field_type_name(type), true, out);
    }
}

Mod *ast_from_object(Arena *arena, Ref object, const char *mode)
{
    if (ast_types_ready())
        return NULL;
    AstKind wanted = !strcmp(mode, "eval") ? AST_Expression : !strcmp(mode, "single") ? AST_Interactive
                   : !strcmp(mode, "func_type") ? AST_FunctionType : AST_Module;
    if (!value_is_instance(object, value_as_type(ast_types.nodes[wanted]))) {
        exc_raise(&type_TypeError, "expected %s node, got %T", ast_class(wanted)->name, object);
        return NULL;
    }
    void *mod = NULL;
    return read_sum(arena, object, "mod", false, &mod) ? NULL : mod;
}
