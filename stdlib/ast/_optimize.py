"""ast.parse(optimize=...): constants computed, as the reference implementation's compiler does it on its trees.

weft's own compiler folds when it makes code and leaves trees alone.
"""
import operator as functions
import re

from _ast import *

from ._tree import NodeTransformer

_BINARY = {Add: functions.add, Sub: functions.sub, Mult: functions.mul, Div: functions.truediv, Mod: functions.mod,
           FloorDiv: functions.floordiv, Pow: functions.pow, LShift: functions.lshift, RShift: functions.rshift,
           BitOr: functions.or_, BitXor: functions.xor, BitAnd: functions.and_}
_UNARY = {Invert: functions.invert, UAdd: functions.pos, USub: functions.neg, Not: functions.not_}
_NEGATED = {Is: IsNot, IsNot: Is, In: NotIn, NotIn: In}

# Results that are larger are left to run time.
_MOST_BITS = 128
_MOST_CHARACTERS = 4096
_MOST_ITEMS = 256


def optimize(tree, level):
    """The tree with constant expressions computed, which __debug__ is one of."""
    return _Optimizer(level).visit(tree)


def _is_constant(node):
    return isinstance(node, Constant)


def _constants(node):
    """The values of a display of constants, or None."""
    return [element.value for element in node.elts] if all(map(_is_constant, node.elts)) else None


def _is_small(op, left, right):
    """Is the result of moderate size?"""
    numbers = isinstance(left, int) and isinstance(right, int)
    if isinstance(op, Pow) and numbers:
        return right <= 0 or left.bit_length() * right <= _MOST_BITS
    if isinstance(op, LShift) and numbers:
        return 0 <= right <= _MOST_BITS and left.bit_length() + right <= _MOST_BITS
    if isinstance(op, Mult) and numbers:
        return left.bit_length() + right.bit_length() <= _MOST_BITS
    if isinstance(op, Mult) and (isinstance(left, int) or isinstance(right, int)):
        count, sequence = (left, right) if isinstance(left, int) else (right, left)
        if isinstance(sequence, (tuple, frozenset)):
            return 0 <= count and len(sequence) * count <= _MOST_ITEMS
        if isinstance(sequence, (str, bytes)):
            return 0 <= count and len(sequence) * count <= _MOST_CHARACTERS
    return not (isinstance(op, Mod) and isinstance(left, (str, bytes)))


class _Optimizer(NodeTransformer):
    """Visits what is below first, so constants grow from the leaves."""

    def __init__(self, level):
        self.level = level

    def _folded(self, node, function, *values):
        """A constant in the node's place, or the node if that fails, as it then will at run time."""
        try:
            value = function(*values)
        except Exception:
            return node
        return Constant(value, lineno=node.lineno, col_offset=node.col_offset, end_lineno=node.end_lineno,
                        end_col_offset=node.end_col_offset)

    def visit_Name(self, node):
        if node.id == "__debug__" and isinstance(node.ctx, Load):
            return self._folded(node, lambda: self.level == 0)
        return node

    def visit_Constant(self, node):
        return node

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        operand = node.operand
        if _is_constant(operand):
            return self._folded(node, _UNARY[type(node.op)], operand.value)
        if isinstance(node.op, Not) and isinstance(operand, Compare) and len(operand.ops) == 1 \
                and type(operand.ops[0]) in _NEGATED:
            operand.ops = [_NEGATED[type(operand.ops[0])]()]
            return operand
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        left, right = node.left, node.right
        if isinstance(node.op, Mod) and _is_constant(left) and isinstance(left.value, str) and isinstance(right, Tuple):
            return self._as_fstring(node, left.value, right.elts) or node
        if _is_constant(left) and _is_constant(right) and type(node.op) in _BINARY \
                and _is_small(node.op, left.value, right.value):
            return self._folded(node, _BINARY[type(node.op)], left.value, right.value)
        return node

    def _as_fstring(self, node, text, values):
        """'%s and %5r' % (a, b) as an f-string; None when there is anything but %s, %r, %a with a width, and %%."""
        if any(isinstance(value, Starred) for value in values):
            return None
        place = {name: getattr(node, name) for name in node._attributes}
        parts, plain, values = [], "", iter(values)
        pieces = re.split(r"(%(?:%|-?\d{0,3}(?:\.\d{0,3})?[sra]))", text)
        for i, piece in enumerate(pieces):  # every second one is a match
            if i % 2 == 0 and "%" in piece:
                return None
            if i % 2 == 0 or piece == "%%":
                plain += "%" if piece == "%%" else piece
                continue
            if plain:
                parts.append(Constant(plain, **place))
                plain = ""
            value = next(values, None)
            if value is None:
                return None
            width = piece[1:-1]
            spec = width[1:] if width.startswith("-") else ">" + width if width[:1].isdigit() else width
            parts.append(FormattedValue(value, ord(piece[-1]), Constant(spec, **place) if spec else None, **place))
        if plain:
            parts.append(Constant(plain, **place))
        return None if next(values, None) else JoinedStr(parts, **place)

    def visit_Tuple(self, node):
        self.generic_visit(node)
        values = _constants(node)
        return node if values is None or not isinstance(node.ctx, Load) else self._folded(node, tuple, values)

    def visit_Subscript(self, node):
        self.generic_visit(node)
        if _is_constant(node.value) and _is_constant(node.slice) and isinstance(node.ctx, Load):
            return self._folded(node, functions.getitem, node.value.value, node.slice.value)
        return node

    # ---- what is only looked through needs no new list or set each time ----

    def _unchanging(self, node):
        if isinstance(node, (List, Set)):
            values = _constants(node)
            if values is not None:
                return self._folded(node, tuple if isinstance(node, List) else frozenset, values)
            if isinstance(node, List) and not any(isinstance(element, Starred) for element in node.elts):
                return Tuple(node.elts, node.ctx, **{name: getattr(node, name) for name in node._attributes})
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        if isinstance(node.ops[-1], (In, NotIn)):
            node.comparators[-1] = self._unchanging(node.comparators[-1])
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        node.iter = self._unchanging(node.iter)
        return node

    visit_comprehension = visit_For

    # ---- bodies ----

    def _visit_body(self, node):
        has_docstring = self._begins_with_text(node)
        self.generic_visit(node)
        if not has_docstring and self._begins_with_text(node):
            # What was computed must not become a docstring.
            text = node.body[0].value
            node.body[0].value = JoinedStr([text], **{name: getattr(text, name) for name in text._attributes})
        return node

    visit_Module = visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _visit_body

    def _begins_with_text(self, node):
        first = node.body[0] if node.body else None
        return isinstance(first, Expr) and _is_constant(first.value) and isinstance(first.value.value, str)
