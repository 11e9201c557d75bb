"""Expressions, parameters and patterns as source."""
from enum import IntEnum
import sys

from _ast import *

from ._tree import iter_child_nodes
from ._unparse_string import fstring_literal

_INFINITY = "1e" + repr(sys.float_info.max_10_exp + 1)  # inf is no literal; this overflows to it


class _Precedence(IntEnum):
    """How tightly parts of expressions bind; what stands where something tighter is wanted needs parentheses."""

    NAMED_EXPR = 1
    TUPLE = 2
    YIELD = 3
    TEST = 4          # if-else, lambda
    OR = 5
    AND = 6
    NOT = 7
    CMP = 8
    EXPR = 9
    BOR = 9           # |
    BXOR = 10
    BAND = 11
    SHIFT = 12
    ARITH = 13
    TERM = 14
    FACTOR = 15       # + - ~ of one operand
    POWER = 16
    AWAIT = 17
    ATOM = 18

    def next(self):
        try:
            return self.__class__(self + 1)
        except ValueError:
            return self


_P = _Precedence
_UNARY = {"Invert": ("~", _P.FACTOR), "Not": ("not ", _P.NOT), "UAdd": ("+", _P.FACTOR), "USub": ("-", _P.FACTOR)}
_BINARY = {"Add": ("+", _P.ARITH), "Sub": ("-", _P.ARITH), "Mult": ("*", _P.TERM), "MatMult": ("@", _P.TERM),
           "Div": ("/", _P.TERM), "Mod": ("%", _P.TERM), "LShift": ("<<", _P.SHIFT), "RShift": (">>", _P.SHIFT),
           "BitOr": ("|", _P.BOR), "BitXor": ("^", _P.BXOR), "BitAnd": ("&", _P.BAND), "FloorDiv": ("//", _P.TERM),
           "Pow": ("**", _P.POWER)}
_BOOLEAN = {"And": ("and", _P.AND), "Or": ("or", _P.OR)}
_COMPARISON = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is",
               "IsNot": "is not", "In": "in", "NotIn": "not in"}


def _enclosed(text, is_needed):
    return f"({text})" if is_needed else text


def _kind(node):
    return node.__class__.__name__


class ExpressionWriter:
    """text(node) is the source of an expression; the method text_NAME is for nodes of class NAME."""

    def text(self, node, level=_P.TEST):
        """The source of the node, in parentheses if it binds less tightly than level."""
        if isinstance(node, list):
            return "".join([self.text(item) for item in node])
        method = getattr(self, "text_" + _kind(node), None)
        if method is not None:
            return method(node, level)
        return "".join([self.text(child) for child in iter_child_nodes(node)])

    def join(self, nodes):
        return ", ".join([self.text(node) for node in nodes])

    def elements(self, nodes):
        """What stands in a tuple: a single element with its comma."""
        return f"{self.text(nodes[0])}," if len(nodes) == 1 else self.join(nodes)

    def operator(self, node):
        return _BINARY[_kind(node)][0]

    # ---- atoms ----

    def text_Name(self, node, level):
        return node.id

    def text_Constant(self, node, level):
        value = node.value
        if isinstance(value, tuple):
            inside = f"{self.constant(value[0])}," if len(value) == 1 else ", ".join(map(self.constant, value))
            return f"({inside})"
        if value is ...:
            return "..."
        return ("u" if node.kind == "u" else "") + self.constant(value)

    def constant(self, value):
        if isinstance(value, (float, complex)):
            return repr(value).replace("inf", _INFINITY).replace("nan", f"({_INFINITY}-{_INFINITY})")
        return repr(value)

    def text_JoinedStr(self, node, level):
        return fstring_literal([(self.fstring_part(value), isinstance(value, Constant)) for value in node.values])

    def fstring_part(self, node, in_spec=False):
        """What a part of an f-string is between its quotes."""
        if isinstance(node, JoinedStr):
            return "".join([self.fstring_part(value, in_spec) for value in node.values])
        if isinstance(node, FormattedValue):
            return self.text_FormattedValue(node)
        if not (isinstance(node, Constant) and isinstance(node.value, str)):
            raise ValueError(f"Unexpected node inside JoinedStr, {node!r}")
        text = node.value.replace("{", "{{").replace("}", "}}")
        if in_spec:
            for plain, escaped in ("\\", "\\\\"), ("'", "\\'"), ('"', '\\"'), ("\n", "\\n"):
                text = text.replace(plain, escaped)
        return text

    def text_FormattedValue(self, node, level=None):
        expression = self.text(node.value, _P.TEST.next())
        space = " " if expression.startswith("{") else ""  # {{ would be a brace of text
        conversion = f"!{chr(node.conversion)}" if node.conversion != -1 else ""
        spec = f":{self.fstring_part(node.format_spec, in_spec=True)}" if node.format_spec else ""
        return f"{{{space}{expression}{conversion}{spec}}}"

    def text_Tuple(self, node, level):
        return _enclosed(self.elements(node.elts), not node.elts or level > _P.TUPLE)

    def text_List(self, node, level):
        return f"[{self.join(node.elts)}]"

    def text_Set(self, node, level):
        return f"{{{self.join(node.elts)}}}" if node.elts else "{*()}"  # {} would be a dict

    def text_Dict(self, node, level):
        items = [f"**{self.text(value, _P.EXPR)}" if key is None else f"{self.text(key)}: {self.text(value)}"
                 for key, value in zip(node.keys, node.values)]
        return f"{{{', '.join(items)}}}"

    # ---- comprehensions ----

    def text_ListComp(self, node, level):
        return f"[{self.text(node.elt)}{self.text(node.generators)}]"

    def text_GeneratorExp(self, node, level):
        return f"({self.text(node.elt)}{self.text(node.generators)})"

    def text_SetComp(self, node, level):
        return f"{{{self.text(node.elt)}{self.text(node.generators)}}}"

    def text_DictComp(self, node, level):
        return f"{{{self.text(node.key)}: {self.text(node.value)}{self.text(node.generators)}}}"

    def text_comprehension(self, node, level):
        keyword = " async for " if node.is_async else " for "
        inner = _P.TEST.next()
        conditions = "".join([f" if {self.text(condition, inner)}" for condition in node.ifs])
        return f"{keyword}{self.text(node.target, _P.TUPLE)} in {self.text(node.iter, inner)}{conditions}"

    # ---- operators ----

    def text_NamedExpr(self, node, level):
        text = f"{self.text(node.target, _P.ATOM)} := {self.text(node.value, _P.ATOM)}"
        return _enclosed(text, level > _P.NAMED_EXPR)

    def text_IfExp(self, node, level):
        inner = _P.TEST.next()
        text = f"{self.text(node.body, inner)} if {self.text(node.test, inner)} else {self.text(node.orelse, _P.TEST)}"
        return _enclosed(text, level > _P.TEST)

    def text_Lambda(self, node, level):
        parameters = self.text(node.args)
        text = f"lambda{' ' if parameters else ''}{parameters}: {self.text(node.body, _P.TEST)}"
        return _enclosed(text, level > _P.TEST)

    def text_UnaryOp(self, node, level):
        operator, own = _UNARY[_kind(node.op)]
        return _enclosed(operator + self.text(node.operand, own), level > own)

    def text_BinOp(self, node, level):
        operator, own = _BINARY[_kind(node.op)]
        left, right = (own.next(), own) if operator == "**" else (own, own.next())
        return _enclosed(f"{self.text(node.left, left)} {operator} {self.text(node.right, right)}", level > own)

    def text_Compare(self, node, level):
        inner = _P.CMP.next()
        rest = [f" {_COMPARISON[_kind(operator)]} {self.text(right, inner)}"
                for operator, right in zip(node.ops, node.comparators)]
        return _enclosed(self.text(node.left, inner) + "".join(rest), level > _P.CMP)

    def text_BoolOp(self, node, level):
        operator, own = _BOOLEAN[_kind(node.op)]
        inner = own
        operands = []
        for value in node.values:
            inner = inner.next()
            operands.append(self.text(value, inner))
        return _enclosed(f" {operator} ".join(operands), level > own)

    def text_Await(self, node, level):
        text = f"await {self.text(node.value, _P.ATOM)}" if node.value else "await"
        return _enclosed(text, level > _P.AWAIT)

    def text_Yield(self, node, level):
        text = f"yield {self.text(node.value, _P.ATOM)}" if node.value else "yield"
        return _enclosed(text, level > _P.YIELD)

    def text_YieldFrom(self, node, level):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        return _enclosed(f"yield from {self.text(node.value, _P.ATOM)}", level > _P.YIELD)

    def text_Starred(self, node, level):
        return f"*{self.text(node.value, _P.EXPR)}"

    # ---- what follows an atom ----

    def text_Attribute(self, node, level):
        # 3.real would be a wrong number.
        space = " " if isinstance(node.value, Constant) and isinstance(node.value.value, int) else ""
        return f"{self.text(node.value, _P.ATOM)}{space}.{node.attr}"

    def text_Call(self, node, level):
        return f"{self.text(node.func, _P.ATOM)}({self.join(node.args + node.keywords)})"

    def text_keyword(self, node, level):
        return f"**{self.text(node.value)}" if node.arg is None else f"{node.arg}={self.text(node.value)}"

    def text_Subscript(self, node, level):
        index = node.slice
        # A tuple needs no parentheses here, unless it is empty.
        text = self.elements(index.elts) if isinstance(index, Tuple) and index.elts else self.text(index)
        return f"{self.text(node.value, _P.ATOM)}[{text}]"

    def text_Slice(self, node, level):
        lower = self.text(node.lower) if node.lower else ""
        upper = self.text(node.upper) if node.upper else ""
        step = f":{self.text(node.step)}" if node.step else ""
        return f"{lower}:{upper}{step}"

    # ---- parameters and names ----

    def text_arg(self, node, level):
        return f"{node.arg}: {self.text(node.annotation)}" if node.annotation else node.arg

    def text_arguments(self, node, level):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parameters = [self.parameter(*pair) for pair in zip(positional, defaults)]
        if node.posonlyargs:
            parameters.insert(len(node.posonlyargs), "/")
        if node.vararg or node.kwonlyargs:
            parameters.append("*" + (self.text(node.vararg) if node.vararg else ""))
        parameters += [self.parameter(*pair) for pair in zip(node.kwonlyargs, node.kw_defaults)]
        if node.kwarg:
            parameters.append(f"**{self.text(node.kwarg)}")
        return ", ".join(parameters)

    def parameter(self, node, default):
        return self.text(node) + (f"={self.text(default)}" if default else "")

    def text_TypeVar(self, node, level):
        bound = f": {self.text(node.bound)}" if node.bound else ""
        return node.name + bound + self.type_default(node)

    def text_TypeVarTuple(self, node, level):
        return f"*{node.name}{self.type_default(node)}"

    def text_ParamSpec(self, node, level):
        return f"**{node.name}{self.type_default(node)}"

    def type_default(self, node):
        return f" = {self.text(node.default_value)}" if node.default_value else ""

    def text_alias(self, node, level):
        return f"{node.name} as {node.asname}" if node.asname else node.name

    def text_withitem(self, node, level):
        target = f" as {self.text(node.optional_vars)}" if node.optional_vars else ""
        return self.text(node.context_expr) + target

    # ---- patterns ----

    def text_MatchValue(self, node, level):
        return self.text(node.value)

    def text_MatchSingleton(self, node, level):
        return self.constant(node.value)

    def text_MatchSequence(self, node, level):
        return f"[{self.join(node.patterns)}]"

    def text_MatchStar(self, node, level):
        return f"*{'_' if node.name is None else node.name}"

    def text_MatchMapping(self, node, level):
        items = [f"{self.text(key)}: {self.text(pattern)}" for key, pattern in zip(node.keys, node.patterns)]
        if node.rest is not None:
            items.append(f"**{node.rest}")
        return f"{{{', '.join(items)}}}"

    def text_MatchClass(self, node, level):
        named = [f"{name}={self.text(pattern)}" for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        arguments = [self.text(pattern) for pattern in node.patterns] + named
        return f"{self.text(node.cls, _P.ATOM)}({', '.join(arguments)})"

    def text_MatchAs(self, node, level):
        if node.name is None:
            return "_"
        if node.pattern is None:
            return node.name
        return _enclosed(f"{self.text(node.pattern, _P.BOR)} as {node.name}", level > _P.TEST)

    def text_MatchOr(self, node, level):
        inner = _P.BOR.next()
        return _enclosed(" | ".join([self.text(pattern, inner) for pattern in node.patterns]), level > _P.BOR)
