/* stdlib/ast/ast_to_objects.c -- C tree to Python objects, driven by the field tables of parser/ast.c. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/ast/ast_convert.h"
#include "stdlib/ast/ast_types.h"

static Value convert_node(const void *node);

/* What stands at `slot`, a pointer to one value of the field's type. */
static Value convert_one(AstFieldType type, const void *slot)
{
    switch (type) {
    case FIELD_identifier: case FIELD_string: {
        Ref text = *(const Ref *)slot;
        return value_is_absent(text) ? VALUE_NONE : value_dup(text);
    }
    case FIELD_constant: return value_dup(*(const Ref *)slot);
    case FIELD_int: return value_from_int(*(const int *)slot);
    case FIELD_expr_context: case FIELD_boolop: case FIELD_operator: case FIELD_unaryop: case FIELD_cmpop:
        return value_dup(ast_types.enum_items[type][*(const int *)slot]);
    case FIELD_expr: case FIELD_stmt: case FIELD_pattern: case FIELD_type_param: case FIELD_comprehension:
    case FIELD_excepthandler: case FIELD_arguments: case FIELD_arg: case FIELD_keyword: case FIELD_alias:
    case FIELD_withitem: case FIELD_match_case: case FIELD_type_ignore: {
        const void *node = *(const void *const *)slot;
        return node == NULL ? VALUE_NONE : convert_node(node);
    }
    }
    return VALUE_ERROR;
}

/* All sequences begin with their length; items are pointers, Refs or (operators) ints. */
static Value convert_sequence(AstFieldType type, const ExprSeq *seq)
{
    Value list = list_new(seq->n);
    bool is_enum = ast_field_is_enum(type);
    for (int i = 0; i < seq->n && !value_is_error(list); i++) {
        const void *slot = is_enum ? (const void *)&((const CmpOperatorSeq *)(const void *)seq)->items[i]
                                   : (const void *)&seq->items[i];
        Value v = convert_one(type, slot);
        if (value_is_error(v) || list_append_owned(list, v)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

static int set_field(Ref object, const char *name, Value v /* taken */)
{
    if (value_is_error(v))
        return -1;
    Value key = str_intern_cstr(name);
    int result = object_generic_setattr(object, key, v);
    value_drop(key);
    value_drop(v);
    return result;
}

static int set_position(Ref object, const int32_t position[4])
{
    return set_field(object, "lineno", value_from_int(position[0]))
        || set_field(object, "col_offset", value_from_int(position[1]))
        || set_field(object, "end_lineno", value_from_int(position[2]))
        || set_field(object, "end_col_offset", value_from_int(position[3])) ? -1 : 0;
}

static Value convert_node(const void *node)
{
    if (c_stack_check(" during ast construction"))
        return VALUE_ERROR;
    AstKind kind = ast_kind(node);
    const AstClass *class = ast_class(kind);
    Value object = object_new(value_as_type(ast_types.nodes[kind]), NULL, 0, VALUE_ABSENT);
    int failed = value_is_error(object);
    for (int i = 0; i < class->n_fields && !failed; i++) {
        const AstField *f = &class->fields[i];
        const char *slot = (const char *)node + f->offset;
        bool many = f->cardinality == FIELD_SEQ || f->cardinality == FIELD_SEQ_OPT;
        failed = set_field(object, f->name, many ? convert_sequence(f->type, *(ExprSeq *const *)(const void *)slot)
                                                 : convert_one(f->type, slot));
    }
    if (!failed && class->position_offset)
        failed = set_position(object, (const int32_t *)(const void *)((const char *)node + class->position_offset));
    if (!failed)
        return object;
    value_drop(object);
    return VALUE_ERROR;
}

Value ast_to_objects(const Mod *mod)
{
    return ast_types_ready() ? VALUE_ERROR : convert_node(mod);
}
