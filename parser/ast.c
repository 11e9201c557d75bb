/* parser/ast.c -- the tree as data: what ast.def says, in tables. */
#include "parser/ast.h"

/* Inside each case below, Row is the struct that holds the fields and `base` its place
 * in the node. */
#define F(type, cardinality, field) \
    {#field, FIELD_##type, FIELD_##cardinality, (size_t)base + offsetof(Row, field)},

#define POSITION_POS(type) offsetof(type, lineno)
#define POSITION_NOPOS(type) 0
#define BASE_NAME_0 NULL
#define BASE_NAME_excepthandler "excepthandler"
#define BASE_NAME_type_ignore "type_ignore"

/* A member of a sum: its fields are in the union. */
#define MEMBER(type, base_name, position, class_name, ...) \
    case AST_##class_name: { \
        typedef struct class_name##Fields Row; \
        enum { base = offsetof(type, as) }; \
        static const AstField fields[] = {__VA_ARGS__ {0}}; \
        static const AstClass class_ = { \
            #class_name, base_name, base + sizeof(Row), POSITION_##position(type), \
            fields, sizeof fields / sizeof *fields - 1}; \
        return &class_; \
    }

#define AST_MOD(constant, name, ...) MEMBER(Mod, "mod", NOPOS, name, __VA_ARGS__)
#define AST_STMT(constant, name, ...) MEMBER(Stmt, "stmt", POS, name, __VA_ARGS__)
#define AST_EXPR(constant, name, ...) MEMBER(Expr, "expr", POS, name, __VA_ARGS__)
#define AST_PATTERN(constant, name, ...) \
    MEMBER(Pattern, "pattern", POS, name, __VA_ARGS__)
#define AST_TYPE_PARAM(constant, name, ...) \
    MEMBER(TypeParam, "type_param", POS, name, __VA_ARGS__)
#define AST_FLAT(type, constant, name, base_name, position, ...) \
    case AST_##name: { \
        typedef struct type Row; \
        enum { base = 0 }; \
        static const AstField fields[] = {__VA_ARGS__ {0}}; \
        static const AstClass class_ = { \
            #name, BASE_NAME_##base_name, sizeof(Row), POSITION_##position(type), \
            fields, sizeof fields / sizeof *fields - 1}; \
        return &class_; \
    }

const AstClass *ast_class(AstKind kind)
{
    switch (kind) {
#include "parser/ast.def"
    case AST_NO_KIND:
    case AST_N_KINDS:
        break;
    }
    return NULL;
}

#undef F

/* ---- enums ------------------------------------------------------------------------- */

#define AST_ENUM_ITEM(type, constant, name) NAMES_##type(constant, name)
#define NONE(constant, name)
#define ITEM(constant, name) [constant] = #name,

#define NAMES_ExprContext ITEM
#define NAMES_BoolOperator NONE
#define NAMES_Operator NONE
#define NAMES_UnaryOperator NONE
#define NAMES_CmpOperator NONE
static const char *const context_names[] = {
#include "parser/ast.def"
};
#undef NAMES_ExprContext
#define NAMES_ExprContext NONE
#undef NAMES_BoolOperator
#define NAMES_BoolOperator ITEM
#define AST_ENUM_ITEM(type, constant, name) NAMES_##type(constant, name)
static const char *const bool_names[] = {
#include "parser/ast.def"
};
#undef NAMES_BoolOperator
#define NAMES_BoolOperator NONE
#undef NAMES_Operator
#define NAMES_Operator ITEM
#define AST_ENUM_ITEM(type, constant, name) NAMES_##type(constant, name)
static const char *const operator_names[] = {
#include "parser/ast.def"
};
#undef NAMES_Operator
#define NAMES_Operator NONE
#undef NAMES_UnaryOperator
#define NAMES_UnaryOperator ITEM
#define AST_ENUM_ITEM(type, constant, name) NAMES_##type(constant, name)
static const char *const unary_names[] = {
#include "parser/ast.def"
};
#undef NAMES_UnaryOperator
#define NAMES_UnaryOperator NONE
#undef NAMES_CmpOperator
#define NAMES_CmpOperator ITEM
#define AST_ENUM_ITEM(type, constant, name) NAMES_##type(constant, name)
static const char *const compare_names[] = {
#include "parser/ast.def"
};

#define LOOK_UP(names) \
    (value >= 0 && (size_t)value < sizeof(names) / sizeof *(names) ? (names)[value] : NULL)

const char *ast_enum_name(AstFieldType type, int value)
{
    switch ((int)type) {
    case FIELD_expr_context: return LOOK_UP(context_names);
    case FIELD_boolop: return LOOK_UP(bool_names);
    case FIELD_operator: return LOOK_UP(operator_names);
    case FIELD_unaryop: return LOOK_UP(unary_names);
    case FIELD_cmpop: return LOOK_UP(compare_names);
    default: return NULL;
    }
}
