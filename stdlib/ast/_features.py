"""ast.parse(feature_version=...): syntax that an older version of the language did not have."""
from _ast import *

from ._tree import get_source_segment, walk

# Node class, attribute that must be true if there is one, minor version that brought it, what it is.
_FEATURES = [
    (AsyncFunctionDef, None, 5, "Async functions are"),
    (AsyncFor, None, 5, "Async for loops are"),
    (AsyncWith, None, 5, "Async with statements are"),
    (Await, None, 5, "Await expressions are"),
    (MatMult, None, 5, "The '@' operator is"),
    (AnnAssign, None, 6, "Variable annotation syntax is"),
    (comprehension, "is_async", 6, "Async comprehensions are"),
    (NamedExpr, None, 8, "Assignment expressions are"),
    (arguments, "posonlyargs", 8, "Positional-only parameters are"),
    (Match, None, 10, "Pattern matching is"),
    (TryStar, None, 11, "Exception groups are"),
    (TypeAlias, None, 12, "Type statement is"),
    (FunctionDef, "type_params", 12, "Type parameter lists are"),
    (AsyncFunctionDef, "type_params", 12, "Type parameter lists are"),
    (ClassDef, "type_params", 12, "Type parameter lists are"),
    (type_param, "default_value", 13, "Type parameter defaults are"),
]


def check(tree, source, filename, minor):
    """SyntaxError when the tree has something that came after version 3.minor."""
    newer = [feature for feature in _FEATURES if feature[2] > minor]
    placed = tree  # the innermost node so far with a place
    for node in walk(tree) if newer else ():
        placed = node if hasattr(node, "lineno") else placed
        for cls, attribute, needed, what in newer:
            if isinstance(node, cls) and (attribute is None or getattr(node, attribute)):
                raise _error(f"{what} only supported in Python 3.{needed} and greater", placed, source, filename)
        if minor < 6 and isinstance(node, Constant) and isinstance(node.value, (int, float, complex)) \
                and "_" in get_source_segment(source, node):
            raise _error("Underscores in numeric literals are only supported in Python 3.6 and greater", node, source,
                         filename)


def _error(message, node, source, filename):
    line = getattr(node, "lineno", 1)
    text = source.splitlines(True)[line - 1]
    return SyntaxError(message, (filename, line, getattr(node, "col_offset", 0) + 1, text))
