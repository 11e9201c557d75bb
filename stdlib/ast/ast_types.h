/* stdlib/ast/ast_types.h -- the Python classes of syntax tree nodes: ast.AST, ast.expr, ast.BinOp, ...
 *
 * They are ordinary classes, so programs may subclass them and change their attributes; the rows of parser/ast.def
 * say which there are. */
#ifndef STDLIB_AST_TYPES_H
#define STDLIB_AST_TYPES_H
#include "parser/ast.h"
#include "runtime/object.h"

enum { AST_N_FIELD_TYPES = FIELD_cmpop + 1, AST_MAX_ENUM = 13 };

typedef struct AstTypes {
    Value ast;                         /* ast.AST; ABSENT until ast_types_ready() */
    Value mod;                         /* ast.mod, the one sum that is no field's type */
    Value nodes[AST_N_KINDS];          /* by AstKind: ast.BinOp, ast.arg, ... */
    Value fields[AST_N_FIELD_TYPES];   /* by AstFieldType, what its values belong to: ast.expr, str, ... */
    Value enum_classes[AST_N_FIELD_TYPES][AST_MAX_ENUM]; /* ast.Add; rows of enum types only, else ABSENT */
    Value enum_items[AST_N_FIELD_TYPES][AST_MAX_ENUM];   /* the one instance of each that trees contain */
} AstTypes;
extern AstTypes ast_types;

static inline bool ast_field_is_enum(AstFieldType type) { return type >= FIELD_expr_context; }

/* Make the classes unless they are there. 0, or -1 with an exception pending. */
int ast_types_ready(void) MUST_CHECK;
/* "expr", "arguments", "identifier", ...: a field's type as the grammar calls it. */
const char *ast_field_type_name(AstFieldType type);
/* Must nodes of this sum carry end_lineno and end_col_offset? */
bool ast_end_is_required(const char *sum);
/* Methods of ast.AST (ast_object.c). */
extern const Method ast_object_methods[];
extern const Method ast_new_method;
#endif
