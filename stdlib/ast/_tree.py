"""Walking, showing and changing trees."""
from _ast import *

__name__ = "ast"  # whose functions and classes these are

_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")

# What visit_Constant() tried before there was Constant; bool comes before int.
_OLD_VISITORS = {bool: "visit_NameConstant", type(None): "visit_NameConstant", int: "visit_Num", float: "visit_Num",
                 complex: "visit_Num", str: "visit_Str", bytes: "visit_Bytes", type(...): "visit_Ellipsis"}


# ---- walking ----

def iter_fields(node):
    """Pairs (name, value) of the fields that the node has."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below, also those in lists."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """The node and all below it, upper ones first."""
    nodes = [node]
    for node in nodes:  # it grows
        nodes.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    """Calls visit_NAME(node) for nodes of class NAME, generic_visit(node) where there is no such method.

    A method that wants the nodes below visited calls self.generic_visit(node).
    """

    def visit(self, node):
        """Visit one node."""
        return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visit all nodes right below."""
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        method = _OLD_VISITORS.get(type(node.value))
        if method is None:
            method = next((name for kind, name in _OLD_VISITORS.items() if isinstance(node.value, kind)), "")
        visitor = getattr(self, method, None)
        if visitor is None:
            return self.generic_visit(node)
        import warnings
        warnings.warn(f"{method} is deprecated; add visit_Constant", DeprecationWarning, 2)
        return visitor(node)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods return what shall stand in the node's place: a node, None to remove it.

    In a list it can be a list of nodes too.  The tree is changed in place.
    """

    def generic_visit(self, node):
        """Put what the visits return in the places of all nodes right below, and return the node."""
        for name, value in iter_fields(node):
            if isinstance(value, list):
                value[:] = self._visit_items(value)
            elif isinstance(value, AST):
                new = self.visit(value)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node

    def _visit_items(self, items):
        result = []
        for item in items:
            new = self.visit(item) if isinstance(item, AST) else item
            if new is None and isinstance(item, AST):
                continue
            if isinstance(item, AST) and not isinstance(new, AST):
                result.extend(new)
            else:
                result.append(new)
        return result


# ---- showing ----

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """The tree as the expression that makes it.

    annotate_fields=False leaves out names of fields where their order says them; include_attributes=True adds line
    numbers and columns; indent, a number of spaces or a text, spreads it over lines; show_empty=True shows
    empty lists, and None, where they are what a field has if nothing is given.
    """
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {node.__class__.__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _Dumper(annotate_fields, include_attributes, indent, show_empty).format(node, 0)[0]


class _Dumper:
    """The options of one dump(), and what does it; format() returns (text, has it nothing inside)."""

    def __init__(self, annotate_fields, include_attributes, indent, show_empty):
        self.annotate_fields = annotate_fields
        self.include_attributes = include_attributes
        self.indent = indent
        self.show_empty = show_empty

    def format(self, value, level):
        if isinstance(value, AST):
            return self._format_node(value, level + 1)
        if not isinstance(value, list):
            return repr(value), True
        if not value:
            return "[]", True
        start, between = self._breaks(level + 1)
        return f"[{start}{between.join([self.format(item, level + 1)[0] for item in value])}]", False

    def _breaks(self, level):
        """What comes before the first item and between items."""
        if self.indent is None:
            return "", ", "
        line_break = "\n" + self.indent * level
        return line_break, "," + line_break

    def _format_node(self, node, level):
        arguments, all_simple = self._format_fields(node, level)
        if self.include_attributes:
            for name in node._attributes:
                value = getattr(node, name, None)
                if value is not None or (hasattr(node, name) and getattr(type(node), name, ...) is not None):
                    text, is_simple = self.format(value, level)
                    all_simple = all_simple and is_simple
                    arguments.append(f"{name}={text}")
        name = node.__class__.__name__
        if all_simple and len(arguments) <= 3:
            return f"{name}({', '.join(arguments)})", not arguments
        start, between = self._breaks(level)
        return f"{name}({start}{between.join(arguments)})", False

    def _format_fields(self, node, level):
        arguments = []
        all_simple = True
        named = self.annotate_fields
        unshown = []  # empty ones, which are shown after all when an unnamed one follows
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                named = True
                continue
            if value is None and getattr(type(node), name, ...) is None:
                named = True
                continue
            if self._is_unshown(node, value):
                unshown.append(repr(value))
                continue
            if not named:
                arguments += unshown
                unshown.clear()
            text, is_simple = self.format(value, level)
            all_simple = all_simple and is_simple
            arguments.append(f"{name}={text}" if named else text)
        return arguments, all_simple

    def _is_unshown(self, node, value):
        if self.show_empty or isinstance(node, (Constant, MatchSingleton)):
            return False
        return value is None or value == []


def get_docstring(node, clean=True):
    """The docstring of a module, class or function, or None; with clean=True as inspect.cleandoc() makes it."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % (node.__class__.__name__))
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    constant = node.body[0].value
    if not (isinstance(constant, Constant) and isinstance(constant.value, str)):
        return None
    if not clean:
        return constant.value
    from inspect import cleandoc
    return cleandoc(constant.value)


def get_source_segment(source, node, *, padded=False):
    """The part of the source from which the node was made, or None when its place is not known.

    padded=True puts spaces before a first line that does not begin its own line, so that it stays at its column.
    """
    try:
        first, last = node.lineno - 1, node.end_lineno
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    if last is None or end is None:
        return None
    from io import StringIO
    # Columns count bytes.  A form feed ends no line, so str.splitlines() would not do.
    lines = [line.encode() for line in StringIO(source, newline="")][first:last]
    lines[-1] = lines[-1][:end]
    padding = ""
    if padded and len(lines) > 1:
        padding = "".join([c if c in "\f\t" else " " for c in lines[0][:start].decode()])
    lines[0] = padding.encode() + lines[0][start:]
    return b"".join(lines).decode()


# ---- places ----

def copy_location(new_node, old_node):
    """Give new_node the place of old_node where both can have one, and return it."""
    for name in _PLACE:
        if name not in old_node._attributes or name not in new_node._attributes:
            continue
        value = getattr(old_node, name, None)
        # The end may be unknown, which is worth copying.
        if value is not None or (hasattr(old_node, name) and name.startswith("end_")):
            setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give every node that lacks one the place of the node above it, and return the node; compile() needs that."""
    def fix(node, place):
        here = []
        for name, inherited in zip(_PLACE, place):
            if name in node._attributes:
                own = getattr(node, name, None)
                if own is None and (name.startswith("end_") or not hasattr(node, name)):
                    setattr(node, name, inherited)
                else:
                    inherited = own
            here.append(inherited)
        for child in iter_child_nodes(node):
            fix(child, here)

    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    """Move the tree by n lines, and return the node."""
    for child in walk(node):
        # The line of a TypeIgnore is a field.
        if isinstance(child, TypeIgnore) or "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in child._attributes and getattr(child, "end_lineno", 0) is not None:
            child.end_lineno = getattr(child, "end_lineno", 0) + n
    return node
