/* stdlib/ast/ast_types.c -- making the node classes from the tables of parser/ast.c.
 *
 * Every class says what it consists of: _fields and _attributes by name, _field_types by type (a union with None for
 * what may be missing, list[...] for sequences), __doc__ in the grammar's notation. */
#include "stdlib/ast/ast_types.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/union_type.h"

AstTypes ast_types = {.ast = {0x02}};

static const char *const field_type_names[] = {
    [FIELD_expr] = "expr", [FIELD_stmt] = "stmt", [FIELD_pattern] = "pattern", [FIELD_type_param] = "type_param",
    [FIELD_comprehension] = "comprehension", [FIELD_excepthandler] = "excepthandler",
    [FIELD_arguments] = "arguments", [FIELD_arg] = "arg", [FIELD_keyword] = "keyword", [FIELD_alias] = "alias",
    [FIELD_withitem] = "withitem", [FIELD_match_case] = "match_case", [FIELD_type_ignore] = "type_ignore",
    [FIELD_identifier] = "identifier", [FIELD_string] = "string", [FIELD_constant] = "constant", [FIELD_int] = "int",
    [FIELD_expr_context] = "expr_context", [FIELD_boolop] = "boolop", [FIELD_operator] = "operator",
    [FIELD_unaryop] = "unaryop", [FIELD_cmpop] = "cmpop",
};

const char *ast_field_type_name(AstFieldType type) { return field_type_names[type]; }

/* ---- documentation: "BinOp(expr left, operator op, expr right)" ---- */
static void put_signature(StrBuilder *b, const AstClass *class)
{
    str_builder_cstr(b, class->name);
    if (class->n_fields == 0)
        return;
    for (int i = 0; i < class->n_fields; i++) {
        const AstField *f = &class->fields[i];
        str_builder_cstr(b, i == 0 ? "(" : ", ");
        str_builder_cstr(b, field_type_names[f->type]);
        if (f->cardinality != FIELD_ONE)
            str_builder_char(b, f->cardinality == FIELD_OPT ? '?' : '*');
        str_builder_char(b, ' ');
        str_builder_cstr(b, f->name);
    }
    str_builder_char(b, ')');
}

static Value node_doc(const AstClass *class)
{
    StrBuilder b;
    str_builder_init(&b);
    put_signature(&b, class);
    return str_builder_finish(&b);
}

static void put_alternative(StrBuilder *b, const char *sum, int i)
{
    if (i == 0) {
        str_builder_cstr(b, sum);
        str_builder_cstr(b, " = ");
        return;
    }
    str_builder_char(b, '\n');
    str_builder_repeat(b, ' ', (int64_t)strlen(sum) + 1);
    str_builder_cstr(b, "| ");
}

static Value sum_doc(const char *sum)
{
    StrBuilder b;
    str_builder_init(&b);
    int n = 0;
    for (int kind = 1; kind < AST_N_KINDS; kind++) {
        const AstClass *class = ast_class((AstKind)kind);
        if (class->base == NULL || strcmp(class->base, sum))
            continue;
        put_alternative(&b, sum, n++);
        put_signature(&b, class);
    }
    return str_builder_finish(&b);
}

static Value enum_doc(AstFieldType type)
{
    StrBuilder b;
    str_builder_init(&b);
    const char *name;
    for (int i = 0; (name = ast_enum_name(type, i)) != NULL; i++) {
        str_builder_cstr(&b, i == 0 ? field_type_names[type] : "");
        str_builder_cstr(&b, i == 0 ? " = " : " | ");
        str_builder_cstr(&b, name);
    }
    return str_builder_finish(&b);
}

/* ---- namespaces ---- */
/* namespace[name] = v; takes v, which may be VALUE_ERROR. */
static int put(Ref namespace, const char *name, Value v)
{
    if (value_is_error(v))
        return -1;
    int result = dict_set_cstr(namespace, name, v);
    value_drop(v);
    return result;
}

static Value names_tuple(const char *const *names, int n)
{
    Value t = tuple_new(n);
    for (int i = 0; i < n && !value_is_error(t); i++)
        VALUE_AS(Tuple, t)->items[i] = str_intern_cstr(names[i]);
    return t;
}

static Value field_names(const AstClass *class)
{
    const char *names[16];
    for (int i = 0; i < class->n_fields; i++)
        names[i] = class->fields[i].name;
    return names_tuple(names, class->n_fields);
}

static Value position_names(bool has_position)
{
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    return names_tuple(names, has_position ? 4 : 0);
}

/* A class of AST nodes; takes fields and doc. */
static Value new_class(const char *name, Ref base, Value fields, Value doc, Value more /* dict, taken */)
{
    Value name_value = str_intern_cstr(name), bases = tuple_of1(base), class = VALUE_ERROR;
    if (!value_is_error(more) && !value_is_error(bases) && !value_is_error(fields)
        && !put(more, "__module__", str_intern_cstr("ast")) && !put(more, "_fields", value_dup(fields))
        && !put(more, "__match_args__", value_dup(fields)) && !put(more, "__doc__", value_dup(doc)))
        class = type_new_heap(&type_type, name_value, bases, more, VALUE_ABSENT, NULL);
    value_drop(name_value);
    value_drop(bases);
    value_drop(fields);
    value_drop(doc);
    value_drop(more);
    return class;
}

/* Patterns and type parameters must say where they end; for other nodes the end may be left out. */
bool ast_end_is_required(const char *sum) { return !strcmp(sum, "pattern") || !strcmp(sum, "type_param"); }

/* _attributes, and the two of them that may be left out. */
static int put_positions(Ref namespace, const char *name, bool has_position)
{
    if (put(namespace, "_attributes", position_names(has_position)))
        return -1;
    return has_position && !ast_end_is_required(name) ? put(namespace, "end_lineno", VALUE_NONE) || put(namespace, "end_col_offset", VALUE_NONE) : 0;
}

/* ---- the root and the sums ---- */
static int make_root(void)
{
    Value namespace = dict_new();
    if (value_is_error(namespace) || put(namespace, "_attributes", tuple_empty())
        || put(namespace, "__new__", native_new(&ast_new_method, VALUE_ABSENT, VALUE_ABSENT)))
        return -1;
    Value root = new_class("AST", value_from_obj(&type_object), tuple_empty(), VALUE_NONE, namespace);
    if (value_is_error(root))
        return -1;
    for (const Method *m = ast_object_methods; m->signature != NULL; m++) {
        Value name = spec_name(m->signature);
        Value method = value_is_error(name) ? VALUE_ERROR : method_descr_new(m, value_as_type(root));
        int failed = value_is_error(method) || object_setattr(root, name, method);
        value_drop(method);
        value_drop(name);
        if (failed)
            return -1;
    }
    ast_types.ast = root;
    return 0;
}

static Value make_sum(const char *name, bool has_position, Value doc)
{
    Value namespace = dict_new();
    if (!value_is_error(namespace) && put_positions(namespace, name, has_position)) {
        value_drop(namespace);
        namespace = VALUE_ERROR;
    }
    return new_class(name, ast_types.ast, tuple_empty(), doc, namespace);
}

static int make_sums(void)
{
    static const struct { const char *name; Value *slot; bool has_position; } sums[] = {
        {"mod", &ast_types.mod, false},
        {"stmt", &ast_types.fields[FIELD_stmt], true},
        {"expr", &ast_types.fields[FIELD_expr], true},
        {"excepthandler", &ast_types.fields[FIELD_excepthandler], true},
        {"pattern", &ast_types.fields[FIELD_pattern], true},
        {"type_ignore", &ast_types.fields[FIELD_type_ignore], false},
        {"type_param", &ast_types.fields[FIELD_type_param], true},
    };
    for (size_t i = 0; i < N_ELEMENTS(sums); i++) {
        *sums[i].slot = make_sum(sums[i].name, sums[i].has_position, sum_doc(sums[i].name));
        if (value_is_error(*sums[i].slot))
            return -1;
    }
    return 0;
}

static Value sum_named(const char *name)
{
    if (name == NULL)
        return ast_types.ast;
    if (!strcmp(name, "mod"))
        return ast_types.mod;
    for (int i = 0; i < AST_N_FIELD_TYPES; i++)
        if (!strcmp(field_type_names[i], name))
            return ast_types.fields[i];
    return VALUE_ERROR;
}

/* ---- sums without fields ---- */
static int make_enum_item(AstFieldType type, int i, const char *name)
{
    Value namespace = dict_new();
    if (value_is_error(namespace) || put(namespace, "_field_types", dict_new())
        || put(namespace, "__annotations__", dict_new()))
        return -1;
    Value class = new_class(name, ast_types.fields[type], tuple_empty(), str_from_cstr(name), namespace);
    if (value_is_error(class))
        return -1;
    ast_types.enum_classes[type][i] = class;
    ast_types.enum_items[type][i] = object_new(value_as_type(class), NULL, 0, VALUE_ABSENT);
    return value_is_error(ast_types.enum_items[type][i]) ? -1 : 0;
}

static int make_enum(AstFieldType type)
{
    ast_types.fields[type] = make_sum(field_type_names[type], false, enum_doc(type));
    if (value_is_error(ast_types.fields[type]))
        return -1;
    const char *name;
    for (int i = 0; (name = ast_enum_name(type, i)) != NULL; i++)
        if (make_enum_item(type, i, name))
            return -1;
    return 0;
}

/* ---- nodes with fields ---- */
static Value make_node(const AstClass *class)
{
    Value namespace = dict_new();
    int failed = value_is_error(namespace);
    if (!failed && class->base == NULL)
        failed = put_positions(namespace, class->name, class->position_offset != 0);
    for (int i = 0; i < class->n_fields && !failed; i++)
        if (class->fields[i].cardinality == FIELD_OPT)
            failed = put(namespace, class->fields[i].name, VALUE_NONE);
    if (failed)
        return VALUE_ERROR;
    return new_class(class->name, sum_named(class->base), field_names(class), node_doc(class), namespace);
}

static Value field_type(const AstField *field)
{
    Ref class = ast_types.fields[field->type];
    switch (field->cardinality) {
    case FIELD_ONE: return value_dup(class);
    case FIELD_OPT: return union_type_or(class, VALUE_NONE);
    case FIELD_SEQ: case FIELD_SEQ_OPT: return generic_alias_new(value_from_obj(&type_list), class);
    }
    return VALUE_ERROR;
}

/* _field_types and __annotations__, once all classes are there. */
static int set_field_types(Ref class_value, const AstClass *class)
{
    Value types = dict_new();
    int failed = value_is_error(types);
    for (int i = 0; i < class->n_fields && !failed; i++)
        failed = put(types, class->fields[i].name, field_type(&class->fields[i]));
    Value name = str_intern_cstr("_field_types");
    failed = failed || object_setattr(class_value, name, types)
             || object_setattr(class_value, NAME(__annotations__), types);
    value_drop(name);
    value_drop(types);
    return failed ? -1 : 0;
}

static int make_nodes(void)
{
    for (int kind = 1; kind < AST_N_KINDS; kind++) {
        const AstClass *class = ast_class((AstKind)kind);
        Value made = ast_types.nodes[kind] = make_node(class);
        if (value_is_error(made))
            return -1;
        for (int i = 0; i < AST_N_FIELD_TYPES && class->base == NULL; i++)
            if (!strcmp(field_type_names[i], class->name))
                ast_types.fields[i] = made;
    }
    for (int kind = 1; kind < AST_N_KINDS; kind++)
        if (set_field_types(ast_types.nodes[kind], ast_class((AstKind)kind)))
            return -1;
    return 0;
}

static void start_empty(void)
{
    memset(&ast_types, 0, sizeof ast_types);
    Value *slots = (Value *)&ast_types;
    for (size_t i = 0; i < sizeof ast_types / sizeof *slots; i++)
        slots[i] = VALUE_ABSENT;
    ast_types.fields[FIELD_identifier] = ast_types.fields[FIELD_string] = value_from_obj(&type_str);
    ast_types.fields[FIELD_constant] = value_from_obj(&type_object);
    ast_types.fields[FIELD_int] = value_from_obj(&type_int);
}

int ast_types_ready(void)
{
    if (!value_is_absent(ast_types.ast))
        return 0;
    start_empty();
    if (make_root() || make_sums())
        return -1;
    for (AstFieldType type = FIELD_expr_context; type <= FIELD_cmpop; type++)
        if (make_enum(type))
            return -1;
    return make_nodes();
}
