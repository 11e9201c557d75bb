"""Statements as source; _unparse_expr.py does expressions."""
from _ast import *

from ._unparse_expr import ExpressionWriter, _Precedence
from ._unparse_string import ANY_MULTILINE_QUOTE, string_literal

_INDENT = "    "


def unparse(ast_obj):
    """ast.unparse()"""
    writer = _Unparser()
    writer.write(ast_obj)
    return "".join(writer.parts)


def _docstring(node):
    """The constant that is the node's docstring, or None."""
    if isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)) and node.body:
        first = node.body[0]
        if isinstance(first, Expr) and isinstance(first.value, Constant) and isinstance(first.value.value, str):
            return first.value
    return None


class _Unparser(ExpressionWriter):
    """Writes statements to `parts`, each of them beginning with its line break; expressions are asked for as texts."""

    def __init__(self):
        self.parts = []
        self.depth = 0            # of indentation
        self.type_ignores = {}    # line number -> what its comment says, from Module.type_ignores

    def write(self, node):
        """Write a statement, a list of them, or an expression that stands alone."""
        if isinstance(node, list):
            for item in node:
                self.write(item)
            return
        method = getattr(self, "write_" + node.__class__.__name__, None)
        if method is not None:
            method(node)
        else:
            self.parts.append(self.text(node))

    def line(self, text):
        """Begin a line; the first one of all has no line break before it."""
        start = "\n" + _INDENT * self.depth if self.parts else ""
        self.parts.append(start + text)

    def gap(self):
        """An empty line, but not at the top."""
        if self.parts:
            self.parts.append("\n")

    def block(self, body):
        self.depth += 1
        self.write(body)
        self.depth -= 1

    def clause(self, head, body):
        """A line that ends with a colon, and the block below it."""
        self.line(f"{head}:")
        self.block(body)

    def type_comment(self, node):
        comment = self.type_ignores.get(node.lineno) or node.type_comment
        return f" # type: {comment}" if comment is not None else ""

    def documented_body(self, node):
        docstring = _docstring(node)
        body = node.body
        if docstring is not None:
            kind = "u" if docstring.kind == "u" else ""
            self.line(kind + string_literal(docstring.value, ANY_MULTILINE_QUOTE))
            body = body[1:]
        self.write(body)

    # ---- whole programs ----

    def write_Module(self, node):
        self.type_ignores = {ignore.lineno: f"ignore{ignore.tag}" for ignore in node.type_ignores}
        self.documented_body(node)
        self.type_ignores.clear()

    def write_FunctionType(self, node):
        self.parts.append(f"({self.join(node.argtypes)}) -> {self.text(node.returns)}")

    # ---- simple statements ----

    def write_Expr(self, node):
        self.line(self.text(node.value, _Precedence.YIELD))

    def write_Import(self, node):
        self.line(f"import {self.join(node.names)}")

    def write_ImportFrom(self, node):
        self.line(f"from {'.' * (node.level or 0)}{node.module or ''} import {self.join(node.names)}")

    def write_Assign(self, node):
        targets = "".join([f"{self.text(target, _Precedence.TUPLE)} = " for target in node.targets])
        self.line(targets + self.text(node.value) + self.type_comment(node))

    def write_AugAssign(self, node):
        self.line(f"{self.text(node.target)} {self.operator(node.op)}= {self.text(node.value)}")

    def write_AnnAssign(self, node):
        target = self.text(node.target)
        if not node.simple and isinstance(node.target, Name):
            target = f"({target})"
        value = f" = {self.text(node.value)}" if node.value else ""
        self.line(f"{target}: {self.text(node.annotation)}{value}")

    def write_Return(self, node):
        self.line(f"return {self.text(node.value)}" if node.value else "return")

    def write_Pass(self, node):
        self.line("pass")

    def write_Break(self, node):
        self.line("break")

    def write_Continue(self, node):
        self.line("continue")

    def write_Delete(self, node):
        self.line(f"del {self.join(node.targets)}")

    def write_Assert(self, node):
        message = f", {self.text(node.msg)}" if node.msg else ""
        self.line(f"assert {self.text(node.test)}{message}")

    def write_Global(self, node):
        self.line(f"global {', '.join(node.names)}")

    def write_Nonlocal(self, node):
        self.line(f"nonlocal {', '.join(node.names)}")

    def write_Raise(self, node):
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            self.line("raise")
            return
        cause = f" from {self.text(node.cause)}" if node.cause else ""
        self.line(f"raise {self.text(node.exc)}{cause}")

    def write_TypeAlias(self, node):
        self.line(f"type {self.text(node.name)}{self.type_parameters(node)} = {self.text(node.value)}")

    # ---- definitions ----

    def type_parameters(self, node):
        parameters = getattr(node, "type_params", None)
        return f"[{self.join(parameters)}]" if parameters else ""

    def decorators(self, node):
        self.gap()
        for decorator in node.decorator_list:
            self.line(f"@{self.text(decorator)}")

    def write_ClassDef(self, node):
        self.decorators(node)
        bases = self.join(node.bases + node.keywords)
        self.line(f"class {node.name}{self.type_parameters(node)}{f'({bases})' if bases else ''}:")
        self.depth += 1
        self.documented_body(node)
        self.depth -= 1

    def write_FunctionDef(self, node, keyword="def"):
        self.decorators(node)
        returns = f" -> {self.text(node.returns)}" if node.returns else ""
        self.line(f"{keyword} {node.name}{self.type_parameters(node)}({self.text(node.args)}){returns}:"
                  f"{self.type_comment(node)}")
        self.depth += 1
        self.documented_body(node)
        self.depth -= 1

    def write_AsyncFunctionDef(self, node):
        self.write_FunctionDef(node, "async def")

    # ---- compound statements ----

    def write_For(self, node, keyword="for"):
        target = self.text(node.target, _Precedence.TUPLE)
        self.line(f"{keyword} {target} in {self.text(node.iter)}:{self.type_comment(node)}")
        self.block(node.body)
        self.orelse(node)

    def write_AsyncFor(self, node):
        self.write_For(node, "async for")

    def orelse(self, node):
        if node.orelse:
            self.clause("else", node.orelse)

    def write_If(self, node):
        self.clause(f"if {self.text(node.test)}", node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], If):
            node = node.orelse[0]
            self.clause(f"elif {self.text(node.test)}", node.body)
        self.orelse(node)

    def write_While(self, node):
        self.clause(f"while {self.text(node.test)}", node.body)
        self.orelse(node)

    def write_With(self, node, keyword="with"):
        self.line(f"{keyword} {self.join(node.items)}:{self.type_comment(node)}")
        self.block(node.body)

    def write_AsyncWith(self, node):
        self.write_With(node, "async with")

    def write_Try(self, node, keyword="except"):
        self.clause("try", node.body)
        for handler in node.handlers:
            self.write_ExceptHandler(handler, keyword)
        self.orelse(node)
        if node.finalbody:
            self.clause("finally", node.finalbody)

    def write_TryStar(self, node):
        self.write_Try(node, "except*")

    def write_ExceptHandler(self, node, keyword="except"):
        kind = f" {self.text(node.type)}" if node.type else ""
        name = f" as {node.name}" if node.name else ""
        self.clause(f"{keyword}{kind}{name}", node.body)

    def write_Match(self, node):
        self.clause(f"match {self.text(node.subject)}", node.cases)

    def write_match_case(self, node):
        guard = f" if {self.text(node.guard)}" if node.guard else ""
        self.clause(f"case {self.text(node.pattern)}{guard}", node.body)
