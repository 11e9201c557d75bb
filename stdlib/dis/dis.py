"""Code objects as text: what weft's register machine executes.

    >>> dis.dis(lambda x: x + 1)
      1           0  ADD                  t0 = x + 1
                  2  RETURN               return t0

The functions and classes are those of CPython's `dis`.  An operand is a local variable by name, a temporary (t0, t1,
...) or a constant by its repr; offsets count bytes, eight to an instruction word.
"""
import collections
import io
import re
import sys
import types

import _opcode
from opcode import *
from opcode import __all__ as _opcodes_all, _instructions, _intrinsic_1_descs, _intrinsic_2_descs

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
           "get_instructions", "Instruction", "Bytecode"] + _opcodes_all
del _opcodes_all

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)
_WORD = 8
_LOCAL, _TEMPORARY, _CONSTANT = 0, 1, 2

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 64: "NOFREE",
    128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR",
}


def pretty_flags(flags):
    """The names of a code object's flags, separated by commas."""
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ", ".join(names)


class _Unknown:
    def __repr__(self):
        return "<unknown>"


UNKNOWN = _Unknown()


def _try_compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        pass
    return compile(source, name, "exec")


def _get_code_object(x):
    """The code of a function, method, generator, piece of source or code object."""
    for attribute in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        x = getattr(x, attribute, x)
    if isinstance(x, str):
        x = _try_compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


# ---- a code object in words

def code_info(x):
    """Details of a function, method, generator, piece of source or code object, as text."""
    return _format_code_info(_get_code_object(x))


def _format_code_info(co):
    lines = [f"Name:              {co.co_name}",
             f"Filename:          {co.co_filename}",
             f"Argument count:    {co.co_argcount}",
             f"Positional-only arguments: {co.co_posonlyargcount}",
             f"Kw-only arguments: {co.co_kwonlyargcount}",
             f"Number of locals:  {co.co_nlocals}",
             f"Stack size:        {co.co_stacksize}",
             f"Flags:             {pretty_flags(co.co_flags)}"]
    if co.co_consts:
        lines.append("Constants:")
        lines += [f"{i:4d}: {constant!r}" for i, constant in enumerate(co.co_consts)]
    for title, names in (("Names", co.co_names), ("Variable names", co.co_varnames),
                         ("Free variables", co.co_freevars), ("Cell variables", co.co_cellvars)):
        if names:
            lines.append(f"{title}:")
            lines += [f"{i:4d}: {name}" for i, name in enumerate(names)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Print code_info(co)."""
    print(code_info(co), file=file)


# ---- instructions

Positions = collections.namedtuple("Positions", ["lineno", "end_lineno", "col_offset", "end_col_offset"],
                                   defaults=[None] * 4)

_ExceptionTableEntry = collections.namedtuple("_ExceptionTableEntry", "start end target depth lasti")

_Instruction = collections.namedtuple(
    "_Instruction",
    ["opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line", "line_number", "label",
     "positions", "cache_info"],
    defaults=[None, None, None])


class Instruction(_Instruction):
    """One instruction.

    arg is the operands as one number, (a, b, c) from low to high; argval the constant, name, local or jump target it
    is about; argrepr spells all operands.
    """

    @property
    def oparg(self):
        return self.arg

    @property
    def baseopcode(self):
        return opmap[self.baseopname]

    @property
    def baseopname(self):
        return _instructions[self.opcode][5]

    @property
    def cache_offset(self):
        return self.offset + _WORD

    @property
    def end_offset(self):
        return self.offset + _WORD * (1 + _instructions[self.opcode][2])

    @property
    def jump_target(self):
        return self.argval if _opcode.has_jump(self.opcode) else None

    @property
    def is_jump_target(self):
        return self.label is not None

    def __str__(self):
        output = io.StringIO()
        Formatter(file=output).print_instruction(self, False)
        return output.getvalue()


def _words(code):
    return [code[i:i + _WORD] for i in range(0, len(code), _WORD)]


def _number(data):
    return int.from_bytes(data, sys.byteorder)


class _Decoder:
    """Spells the operands of the instructions of one code object (or of bare bytes, names unknown)."""

    def __init__(self, co, code=None):
        self.code = co.co_code if code is None else code
        self.words = _words(self.code)
        self.consts = getattr(co, "co_consts", None)
        self.names = getattr(co, "co_names", None)
        self.locals = _opcode.registers(co) if isinstance(co, types.CodeType) else None

    def register(self, number):
        if self.locals is None:
            return f"r{number}"
        if number < len(self.locals):
            return self.locals[number]
        return f"t{number - len(self.locals)}"

    def constant(self, index):
        if self.consts is not None and index < len(self.consts):
            return self.consts[index]
        return UNKNOWN

    def name(self, index):
        if self.names is not None and index < len(self.names):
            return self.names[index]
        return UNKNOWN

    def operand(self, kind, where, value):
        """(value for argval, text, rank): the operand of the highest rank becomes argval."""
        if kind == "K" or kind == "r" and where == _CONSTANT:
            constant = self.constant(value)
            return constant, repr(constant), 3
        if kind == "m":
            name = self.name(value)
            return name, str(name), 4
        if kind in "wrtk":
            text = self.register(value)
            return text, text, 2 if where == _LOCAL and not text.startswith("t") else 1
        return value, str(value), 0

    def target(self, index, op, operands, n_cache):
        following = index + 1 + n_cache
        if opname[op].startswith("FOR_ITER"):
            exhausted, following_item = self.words[index + 1][:4], self.words[index + 1][4:]
            jump = _number(following_item) or _number(exhausted)
            bits = 32
        else:
            kinds = _instructions[op][1]
            if "j" in kinds:
                jump, bits = operands[kinds.index("j")], 16
            elif "J" in kinds:
                low, high = [value for kind, value in zip(kinds, operands) if kind == "J"]
                jump, bits = low | high << 16, 32
            else:
                return None
        if jump >> bits - 1:
            jump -= 1 << bits
        return (following + jump) * _WORD

    def decode(self, index):
        """(opcode, arg, argval, argrepr, number of cache words) of the word at index."""
        word = self.words[index]
        op, flags = word[0], word[1]
        operands = [_number(word[i:i + 2]) for i in (2, 4, 6)]
        arg = operands[0] | operands[1] << 16 | operands[2] << 32
        if op >= len(_instructions):
            return op, arg, None, "", 0
        name, kinds, n_cache, formula, meaning, base = _instructions[op]
        places = (flags >> 4 & 3, flags & 3, flags >> 2 & 3)
        argval, best, texts = None, -1, []
        for kind, where, value in zip(kinds, places, operands):
            if kind in "-jJN":
                texts.append("")
                continue
            one, text, rank = self.operand(kind, where, value)
            texts.append(text)
            if rank > best:
                argval, best = one, rank
        if name == "LOAD_CONST":
            argval = self.constant(operands[1] | operands[2] << 16)
            texts[1] = repr(argval)
            formula = "R[a] = b"
        argrepr = self.spell(name, kinds, formula, texts, operands, flags)
        target = self.target(index, op, operands, n_cache)
        if target is not None:
            argval = target
        return op, arg, argval, argrepr, n_cache

    def spell(self, name, kinds, formula, texts, operands, flags):
        """The formula of the table with the operands filled in; without one, the operands with commas."""
        if "intrinsic" in formula and operands[2] < len(_intrinsic_1_descs):
            texts[2] = _intrinsic_1_descs[operands[2]] or _intrinsic_2_descs[operands[2]]
        if not formula or "cache" in formula:
            return ", ".join(text for text in texts if text)
        if flags & 0x40 and name in _NEGATED:
            formula = _NEGATED[name]
        if flags & 0x40 and name.startswith("TEST_"):
            formula = formula.replace("if not", "if")

        def fill(match):
            inside, plus, bare = match.group(1), match.group(2), match.group(3)
            which = "abc".index(inside or bare)
            if not plus:
                return texts[which]
            more = texts[int("abc".index(plus[-1]))] if plus[-1] in "abc" else None
            if more is not None:
                return f"{texts[which]}+{more}-1"
            return self.register(operands[which] + int(plus[1:]))

        return _PLACE.sub(fill, formula)


_PLACE = re.compile(r"[RK]\[([abc])((?:\+\w)?)(?:-1)?\]|\b([abc])\b")
_NEGATED = {"IS": "R[a] = b is not c", "IN": "R[a] = b not in c"}


def findlinestarts(code):
    """Yield (offset, line) of every instruction that begins a line; None for code without a line."""
    last = False
    for start, end, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """Offsets that something in these bytes jumps to."""
    decoder = _Decoder(None, code)
    labels = []
    index = 0
    while index < len(decoder.words):
        op, arg, argval, argrepr, n_cache = decoder.decode(index)
        if op < len(_instructions) and _opcode.has_jump(op) and argval not in labels:
            labels.append(argval)
        index += 1 + n_cache
    return labels


def _make_labels_map(co, code=None):
    targets = set(findlabels(co.co_code if code is None else code))
    for entry in _exception_entries(co):
        targets.update((entry.start, entry.end, entry.target))
    return {offset: number for number, offset in enumerate(sorted(targets), 1)}


def _exception_entries(co):
    """The exception table: packed words of start, end, target and depth."""
    table = getattr(co, "co_exceptiontable", b"")
    entries = []
    for i in range(0, len(table) - 15, 16):
        start, end, target, depth = (_number(table[i + j:i + j + 4]) for j in (0, 4, 8, 12))
        entries.append(_ExceptionTableEntry(start * _WORD, end * _WORD, target * _WORD, depth, False))
    return entries


def _parse_exception_table(code):
    return _exception_entries(code)


def _positions_by_word(co):
    if not hasattr(co, "co_positions"):
        return {}
    return {i // 4: Positions(*p) for i, p in enumerate(co.co_positions()) if i % 4 == 0}


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Yield an Instruction for every operation of a function, method, piece of source or code object."""
    co = _get_code_object(x)
    shift = 0 if first_line is None else first_line - co.co_firstlineno
    return _instructions_of(co, shift)


def _instructions_of(co, line_shift=0):
    decoder = _Decoder(co)
    labels = _make_labels_map(co)
    starts = dict(findlinestarts(co))
    positions = _positions_by_word(co)
    line = None
    index = 0
    while index < len(decoder.words):
        offset = index * _WORD
        op, arg, argval, argrepr, n_cache = decoder.decode(index)
        begins = offset in starts
        if begins:
            line = starts[offset]
            if line is not None:
                line += line_shift
        if op < len(_instructions) and _opcode.has_jump(op):
            target = f"to L{labels[argval]}" if argval in labels else f"to {argval}"
            if opname[op].startswith("FOR_ITER") and argval <= offset:  # at the end of a loop
                item, exhausted = argrepr.removesuffix(" and jump").split(", or ")
                argrepr = f"{item} and jump, or {exhausted}"
            argrepr = argrepr.replace("jump", target) if "jump" in argrepr else f"{argrepr} {target}".strip()
        cache = [("cache", n_cache, b"".join(decoder.words[index + 1:index + 1 + n_cache]))] if n_cache else None
        yield Instruction(opname[op], op, arg, argval, argrepr, offset, offset, begins, line, labels.get(offset),
                          positions.get(index), cache)
        index += 1 + n_cache


# ---- printing

class Formatter:
    """Prints instructions, one to a line, in columns."""

    def __init__(self, file=None, lineno_width=0, offset_width=0, label_width=0, line_offset=0, show_caches=False):
        self.file = file
        self.lineno_width = lineno_width
        self.offset_width = offset_width
        self.label_width = label_width
        self.show_caches = show_caches

    def print_instruction(self, instr, mark_as_current=False):
        if instr.starts_line and instr.offset > 0 and self.lineno_width:
            print(file=self.file)
        fields = []
        if self.lineno_width:
            line = ""
            if instr.starts_line:
                line = "--" if instr.line_number is None else str(instr.line_number)
            fields.append(line.rjust(self.lineno_width))
        if self.label_width:
            label = f"L{instr.label}:" if instr.label is not None else ""
            fields.append(label.rjust(self.label_width))
        fields.append("-->" if mark_as_current else "   ")
        if self.offset_width:
            fields.append(str(instr.offset).rjust(self.offset_width))
        fields.append(instr.opname.ljust(20))
        if instr.argrepr:
            fields.append(instr.argrepr)
        print(" ".join(fields).rstrip(), file=self.file)

    def print_exception_table(self, entries, labels):
        if entries:
            print("ExceptionTable:", file=self.file)
        for entry in entries:
            print(f"  L{labels[entry.start]} to L{labels[entry.end]} -> L{labels[entry.target]} [{entry.depth}]",
                  file=self.file)


def _formatter_for(co, line_shift, file, show_offsets, labels):
    lines = [line + line_shift for _, line in findlinestarts(co) if line is not None]
    width = max(3, len(str(max(lines)))) if lines else 0
    offset_width = len(str(max(len(co.co_code) - 2, 9999))) if show_offsets else 0
    return Formatter(file, width, offset_width, 4 + len(str(len(labels))))


def _disassemble_code(co, lasti=-1, *, line_shift=0, file=None, show_offsets=False):
    labels = _make_labels_map(co)
    formatter = _formatter_for(co, line_shift, file, show_offsets, labels)
    for instr in _instructions_of(co, line_shift):
        formatter.print_instruction(instr, instr.offset <= lasti < instr.end_offset)
    formatter.print_exception_table(_exception_entries(co), labels)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Print a code object; the instruction at lasti is marked."""
    _disassemble_code(co, lasti, file=file, show_offsets=show_offsets)


disco = disassemble


def _disassemble_recursive(co, *, file=None, depth=None, show_offsets=False):
    disassemble(co, file=file, show_offsets=show_offsets)
    if depth is not None:
        if depth <= 0:
            return
        depth -= 1
    for constant in co.co_consts:
        if hasattr(constant, "co_code"):
            print(file=file)
            print("Disassembly of %r:" % (constant,), file=file)
            _disassemble_recursive(constant, file=file, depth=depth, show_offsets=show_offsets)


def _disassemble_bytes(code, file):
    decoder = _Decoder(None, code)
    formatter = Formatter(file)
    index = 0
    while index < len(decoder.words):
        op, arg, argval, argrepr, n_cache = decoder.decode(index)
        if op < len(_instructions) and _opcode.has_jump(op):
            argrepr = f"{argrepr} to {argval}".strip()
        formatter.print_instruction(Instruction(opname[op], op, arg, argval, argrepr, index * _WORD, index * _WORD,
                                                False, None))
        index += 1 + n_cache


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Disassemble classes, methods, functions, generators, source text and code; the last traceback by default."""
    if x is None:
        distb(file=file, show_offsets=show_offsets)
        return
    for attribute in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, attribute):
            x = getattr(x, attribute)
            if attribute != "__func__":
                break
    if hasattr(x, "__dict__"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _have_code):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(member, file=file, depth=depth, show_offsets=show_offsets)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    elif hasattr(x, "co_code"):
        _disassemble_recursive(x, file=file, depth=depth, show_offsets=show_offsets)
    elif isinstance(x, (bytes, bytearray)):
        _disassemble_bytes(x, file)
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, "<dis>"), file=file, depth=depth, show_offsets=show_offsets)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Disassemble a traceback: the innermost frame's code, the instruction that raised marked."""
    if tb is None:
        try:
            if hasattr(sys, "last_exc"):
                tb = sys.last_exc.__traceback__
            else:
                tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets)


class Bytecode:
    """The operations of a piece of code: iterate over Instruction objects, dis() for the text."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False):
        self.codeobj = co = _get_code_object(x)
        self.first_line = co.co_firstlineno if first_line is None else first_line
        self._line_shift = 0 if first_line is None else first_line - co.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _exception_entries(co)
        self.show_caches = show_caches
        self.adaptive = adaptive
        self.show_offsets = show_offsets

    def __iter__(self):
        return _instructions_of(self.codeobj, self._line_shift)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self._original_object)

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """The code of a traceback's innermost frame."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        return _format_code_info(self.codeobj)

    def dis(self):
        output = io.StringIO()
        lasti = -1 if self.current_offset is None else self.current_offset
        _disassemble_code(self.codeobj, lasti, line_shift=self._line_shift, file=output,
                          show_offsets=self.show_offsets)
        return output.getvalue()


def main():
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("-C", "--show-caches", action="store_true", help="accepted, shows nothing more")
    parser.add_argument("-O", "--show-offsets", action="store_true", help="show the offset of every instruction")
    parser.add_argument("infile", nargs="?", default="-")
    args = parser.parse_args()
    if args.infile == "-":
        name, source = "<stdin>", sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, "rb") as infile:
            source = infile.read()
    dis(compile(source, name, "exec"), show_offsets=args.show_offsets)


if __name__ == "__main__":
    main()
