/* stdlib/ast/_ast.c -- the `_ast` module: node classes and the flags of compile() that concern them. */
#include "runtime/module.h"
#include "stdlib/ast/ast_types.h"

Value module__ast_init(void);

static int add_class(Ref module, const char *name, Ref class)
{
    return module_add(module, name, value_dup(class));
}

static int add_sums(Ref m)
{
    static const AstFieldType sums[] = {FIELD_stmt, FIELD_expr, FIELD_pattern, FIELD_excepthandler, FIELD_type_ignore,
                                        FIELD_type_param};
    if (add_class(m, "AST", ast_types.ast) || add_class(m, "mod", ast_types.mod))
        return -1;
    for (size_t i = 0; i < N_ELEMENTS(sums); i++)
        if (add_class(m, ast_field_type_name(sums[i]), ast_types.fields[sums[i]]))
            return -1;
    return 0;
}

static int add_enums(Ref m)
{
    for (AstFieldType type = FIELD_expr_context; type <= FIELD_cmpop; type++) {
        if (add_class(m, ast_field_type_name(type), ast_types.fields[type]))
            return -1;
        const char *name;
        for (int i = 0; (name = ast_enum_name(type, i)) != NULL; i++)
            if (add_class(m, name, ast_types.enum_classes[type][i]))
                return -1;
    }
    return 0;
}

static int add_nodes(Ref m)
{
    for (int kind = 1; kind < AST_N_KINDS; kind++)
        if (add_class(m, ast_class((AstKind)kind)->name, ast_types.nodes[kind]))
            return -1;
    return 0;
}

Value module__ast_init(void)
{
    Value m = module_new("_ast", NULL, NULL);
    if (value_is_error(m))
        return m;
    if (ast_types_ready() || add_sums(m) || add_enums(m) || add_nodes(m)
        || module_add_int(m, "PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000) || module_add_int(m, "PyCF_ONLY_AST", 0x400)
        || module_add_int(m, "PyCF_TYPE_COMMENTS", 0x1000) || module_add_int(m, "PyCF_OPTIMIZED_AST", 0x8400)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
