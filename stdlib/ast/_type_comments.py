"""ast.parse(type_comments=True): the comments of PEP 484 put into the tree.

The parser drops comments, so they are read again as tokens.  `# type: ignore` may stand anywhere; others belong to the
assignment before them, to the header of a def, for or with, or to a parameter, and are errors elsewhere.
"""
from bisect import bisect_right
import re

from _ast import *

from ._tree import walk

_HEADERS = (FunctionDef, AsyncFunctionDef, For, AsyncFor, With, AsyncWith)
_PATTERN = re.compile(r"#[ \t]*type:[ \t]*(.*)", re.ASCII | re.DOTALL)
_IGNORE = re.compile(r"ignore(?![a-zA-Z0-9]|[^\x00-\x7f])(.*)", re.DOTALL)


class _Comment:
    """A type comment, and what stands before it."""

    def __init__(self, text, token, before, depth):
        self.text = text
        self.place = token.start
        self.end = token.end
        self.line = token.line
        self.before = before          # the last tokens before it that are no comments and blank lines
        self.depth = depth            # of brackets
        self.has_own_line = not token.line[:token.start[1]].strip()


def attach(tree, source, filename):
    """Put the comments of the source into the tree; SyntaxError for one that nothing can have."""
    comments, ignores = _read(source)
    tree.type_ignores = ignores
    if comments:
        _Claims(comments, source.splitlines()).settle(tree, filename)
    return tree


def _read(source):
    """(type comments, TypeIgnore nodes)"""
    from io import StringIO
    from tokenize import COMMENT, DEDENT, INDENT, NEWLINE, NL, generate_tokens
    comments, ignores, before, depth = [], [], [], 0
    for token in generate_tokens(StringIO(source).readline):
        if token.type == COMMENT:
            match = _PATTERN.match(token.string)
            ignore = match and _IGNORE.match(match[1])
            if ignore:
                ignores.append(TypeIgnore(token.start[0], ignore[1]))
            elif match:
                comments.append(_Comment(match[1], token, before[-2:], depth))
        elif token.type not in (NL, NEWLINE, INDENT, DEDENT):
            depth += (token.string in ("(", "[", "{")) - (token.string in (")", "]", "}"))
            before.append(token)
    return comments, ignores


class _Claims:
    """Comments that wait for the nodes they belong to."""

    def __init__(self, comments, lines):
        self.open = {comment.place: comment for comment in comments}
        self.lines = lines

    def settle(self, tree, filename):
        for node in walk(tree):
            if isinstance(node, Assign):
                self._claim_assignment(node)
            elif isinstance(node, _HEADERS):
                self._claim_header(node, filename)
                if isinstance(node, (FunctionDef, AsyncFunctionDef)):
                    self._claim_parameters(node)
        for comment in self.open.values():
            line, column = comment.place
            start = column + comment.line[column:].index("type:")
            text = comment.line.removesuffix("\n") + "\n"
            is_star = [token.string for token in comment.before] == ["*", ","]
            message = "bare * has associated type comment" if is_star else "invalid syntax"
            raise SyntaxError(message, (filename, line, start + 7, text, line, comment.end[1] + 1))

    def _take(self, comment):
        del self.open[comment.place]
        return comment.text

    def _column(self, line, offset):
        """Nodes count bytes, tokens characters."""
        return len(self.lines[line - 1].encode()[:offset].decode())

    def _claim_assignment(self, node):
        end = (node.end_lineno, self._column(node.end_lineno, node.end_col_offset))
        for comment in list(self.open.values()):
            if comment.before and comment.before[-1].end == end and comment.place[0] == end[0]:
                node.type_comment = self._take(comment)

    def _claim_header(self, node, filename):
        first = node.body[0]
        found = [comment for comment in self.open.values()
                 if node.lineno <= comment.place[0] < first.lineno and not comment.depth
                 and comment.before and comment.before[-1].string == ":"]
        is_def = isinstance(node, (FunctionDef, AsyncFunctionDef))
        found = [comment for comment in found if is_def or not comment.has_own_line]
        if len(found) > 1:
            raise SyntaxError("Cannot have two type comments on def",
                              (filename, first.lineno, first.col_offset, self.lines[first.lineno - 1] + "\n"))
        for comment in found:
            node.type_comment = self._take(comment)

    def _claim_parameters(self, node):
        arguments = node.args
        parameters = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        parameters += [parameter for parameter in (arguments.vararg, arguments.kwarg) if parameter]
        parameters.sort(key=lambda parameter: (parameter.lineno, parameter.col_offset))
        starts = [(parameter.lineno, self._column(parameter.lineno, parameter.col_offset)) for parameter in parameters]
        for comment in list(self.open.values()):
            i = bisect_right(starts, comment.place) - 1
            tokens = [token.string for token in comment.before]
            behind = tokens[0] if tokens[-1] == "," else tokens[-1]
            if i >= 0 and comment.place < (node.body[0].lineno, 0) and comment.depth and behind not in ("/", "*") \
                    and parameters[i].type_comment is None:
                parameters[i].type_comment = self._take(comment)
