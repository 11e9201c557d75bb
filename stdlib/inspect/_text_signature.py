"""Signatures of functions in C, from their __text_signature__: "($self, key, default=None, /)"."""
import sys

from ._predicates import ismodule

__name__ = "inspect"  # whose functions these are


def _signature_strip_non_python_syntax(signature):
    """(the text as Python would have it, index of the parameter that `$` marks as bound, or None)."""
    if not signature:
        return signature, None
    from tokenize import OP, generate_tokens
    self_parameter = None
    n_commas = 0
    pieces = []
    lines = [line for line in signature.split("\n") if line]
    for token in generate_tokens(iter(lines).__next__):
        text = token.string
        if text == "$":
            self_parameter = n_commas
            continue
        if text == "," and token.type == OP:
            n_commas += 1
            text = ", "
        pieces.append(text)
    return "".join(pieces).strip().replace("\n", ""), self_parameter


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    """The signature that the text s describes; ValueError when it is none."""
    import ast
    clean, self_parameter = _signature_strip_non_python_syntax(s)
    invalid = ValueError("{!r} builtin has invalid signature".format(obj))
    try:
        arguments = ast.parse(f"def foo{clean}: pass").body[0].args
    except SyntaxError:
        raise invalid from None
    try:
        parameters = list(_parameters(cls._parameter_cls, arguments, _namespace(obj)))
    except ValueError as error:
        raise (error if error.args else invalid) from None
    if self_parameter is not None:
        bound_to = getattr(obj, "__self__", None)
        if bound_to is not None and (ismodule(bound_to) or skip_bound_arg):
            parameters.pop(0)
        else:
            parameters[0] = parameters[0].replace(kind=cls._parameter_cls.POSITIONAL_ONLY)
    return cls(parameters, return_annotation=cls.empty)


def _namespace(obj):
    """The names that defaults may use: those of the object's module."""
    name = getattr(obj, "__module__", None)
    if not name:
        name = getattr(getattr(obj, "__objclass__", None), "__module__", None)
    module = sys.modules.get(name) if name else None
    return module.__dict__ if module else {}


def _parameters(make, arguments, namespace):
    def parameter(node, default, kind):
        if node.annotation is not None:
            raise ValueError("Annotations are not currently supported")
        value = make.empty if default is None else _value(default, namespace)
        return make(node.arg, kind, default=value)

    positional = arguments.posonlyargs + arguments.args
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    for i, (node, default) in enumerate(zip(positional, defaults)):
        is_only = i < len(arguments.posonlyargs)
        yield parameter(node, default, make.POSITIONAL_ONLY if is_only else make.POSITIONAL_OR_KEYWORD)
    if arguments.vararg:
        yield parameter(arguments.vararg, None, make.VAR_POSITIONAL)
    for node, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield parameter(node, default, make.KEYWORD_ONLY)
    if arguments.kwarg:
        yield parameter(arguments.kwarg, None, make.VAR_KEYWORD)


def _value(node, namespace):
    """The value of a default: a literal, in which names and simple arithmetic may stand; ValueError for others."""
    import ast

    class Rewrite(ast.NodeTransformer):
        """Names and arithmetic become constants."""

        def visit_Attribute(self, node):
            return ast.Constant(_look_up(ast.unparse(node), namespace))

        def visit_Name(self, node):
            return ast.Constant(_look_up(node.id, namespace))

        def visit_BinOp(self, node):
            left, right = self.visit(node.left), self.visit(node.right)
            if not isinstance(left, ast.Constant) or not isinstance(right, ast.Constant):
                raise ValueError
            if isinstance(node.op, ast.Add):
                return ast.Constant(left.value + right.value)
            if isinstance(node.op, ast.Sub):
                return ast.Constant(left.value - right.value)
            if isinstance(node.op, ast.BitOr):
                return ast.Constant(left.value | right.value)
            raise ValueError

    try:
        return ast.literal_eval(Rewrite().visit(node))
    except ValueError:
        raise ValueError from None


def _look_up(path, namespace):
    """The constant that a dotted name stands for, in the namespace or beginning with the name of a module."""
    for names in namespace, sys.modules.copy():
        try:
            value = eval(path, names)
        except NameError:
            continue
        if isinstance(value, (str, int, float, bytes, bool, type(None))):
            return value
        break
    raise ValueError
