"""Syntax trees: made from source, looked at, changed, and written as source again.

The node classes are the interpreter's own (_ast).  The parts: _tree.py walks, shows and changes trees, _unparse.py
writes source, _deprecated.py has the node classes of old; _type_comments.py, _features.py and _optimize.py do what
options of parse() ask for.  `python -m ast [file]` shows the tree of a program.
"""
from _ast import *

from ._deprecated import AugLoad, AugStore, ExtSlice, Index, Param, Suite, slice
from ._tree import (NodeTransformer, NodeVisitor, copy_location, dump, fix_missing_locations, get_docstring,
                    get_source_segment, increment_lineno, iter_child_nodes, iter_fields, walk)


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of the source: compile() with PyCF_ONLY_AST.

    type_comments=True keeps `# type:` comments.  feature_version=(3, minor) asks, as far as that goes, for the grammar
    of an older version.  With optimize > 0 the tree is what would be compiled with such optimization.
    """
    flags = PyCF_ONLY_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    if feature_version is None:
        feature_version = -1
    elif isinstance(feature_version, tuple):
        major, feature_version = feature_version
        if major != 3:
            raise ValueError(f"Unsupported major version: {major}")
    tree = compile(source, filename, mode, flags, _feature_version=feature_version, optimize=optimize)
    if optimize > 0:
        from copy import deepcopy
        from ._optimize import optimize as optimized
        tree = optimized(deepcopy(tree) if isinstance(source, AST) else tree, optimize)
    if isinstance(source, AST) or (not type_comments and feature_version < 0):
        return tree
    text = _as_text(source)
    if type_comments and isinstance(tree, Module):
        from ._type_comments import attach
        attach(tree, text, filename)
    if feature_version >= 0:
        from ._features import check
        check(tree, text, filename, feature_version)
    return tree


def _as_text(source):
    """The source as str, with plain line ends."""
    if not isinstance(source, str):
        from io import BytesIO
        from tokenize import detect_encoding
        source = bytes(source)
        encoding, _ = detect_encoding(BytesIO(source).readline)
        source = source.decode(encoding)
    return source.replace("\r\n", "\n").replace("\r", "\n")


def unparse(ast_obj):
    """Source of which parse() would make an equal tree."""
    from ._unparse import unparse
    return unparse(ast_obj)


def literal_eval(node_or_string):
    """The value of an expression made of literals, given as source or as a tree; nothing is run.

    Strings, bytes, numbers (also negative and complex ones), tuples, lists, dicts, sets, set(), True, False, None and
    ... are literals; ValueError for everything else.
    """
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(" \t"), mode="eval")
    if isinstance(node, Expression):
        node = node.body
    return _literal(node)


def _malformed(node):
    line = getattr(node, "lineno", None)
    where = f" on line {line}" if line else ""
    return ValueError(f"malformed node or string{where}: {node!r}")


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set" \
            and node.args == node.keywords == []:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            raise _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        return _complex_literal(node)
    return _signed_number(node)


def _complex_literal(node):
    """A real number plus or minus an imaginary one."""
    left = _signed_number(node.left)
    right = _number(node.right)
    if not isinstance(left, (int, float)) or not isinstance(right, complex):
        raise _malformed(node)
    return left + right if isinstance(node.op, Add) else left - right


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    raise _malformed(node)


def __getattr__(name):
    if name == "_Precedence":
        from ._unparse import _Precedence
        return _Precedence
    from . import _deprecated
    if name in _deprecated.constant_classes:
        _deprecated.warn_of_class(name, stacklevel=2)
        globals()[name] = _deprecated.constant_classes[name]  # one warning is enough
        return globals()[name]
    raise AttributeError(f"module 'ast' has no attribute '{name}'")


def main():
    """The command `python -m ast`."""
    import argparse
    parser = argparse.ArgumentParser(prog="python -m ast")
    parser.add_argument("infile", nargs="?", default="-", help="the file to parse; defaults to stdin")
    parser.add_argument("-m", "--mode", default="exec", choices=("exec", "single", "eval", "func_type"),
                        help="specify what kind of code must be parsed")
    parser.add_argument("--no-type-comments", default=True, action="store_false",
                        help="don't add information about type comments")
    parser.add_argument("-a", "--include-attributes", action="store_true",
                        help="include attributes such as line numbers and column offsets")
    parser.add_argument("-i", "--indent", type=int, default=3, help="indentation of nodes (number of spaces)")
    args = parser.parse_args()
    if args.infile == "-":
        import sys
        name, source = "<stdin>", sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(name, "rb") as file:
            source = file.read()
    tree = parse(source, name, args.mode, type_comments=args.no_type_comments)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))
