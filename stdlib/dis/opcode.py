"""The instructions of weft's register machine, by number and by name.

The names here are those of CPython's `opcode` module; what they hold describes vm/opcodes.def.
"""
import _opcode
from _opcode import stack_effect

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg",
           "hasconst", "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

_instructions = _opcode.instructions()
_generic = [row for row in _instructions if row[0] == row[5]]

opname = [f"<{op}>" for op in range(256)]
opmap = {}
_specialized_opmap = {}
_specializations = {}
_inline_cache_entries = {}
for _op, (_name, _operands, _n_cache, _formula, _meaning, _base) in enumerate(_instructions):
    opname[_op] = _name
    if _name == _base:
        opmap[_name] = _op
        if _n_cache:
            _inline_cache_entries[_name] = _n_cache
    else:
        _specialized_opmap[_name] = _op
        _specializations.setdefault(_base, []).append(_name)

# Every instruction has room for operands and none needs a prefix for large ones.
HAVE_ARGUMENT = 0
EXTENDED_ARG = 256

cmp_op = ("<", "<=", "==", "!=", ">", ">=")
hascompare = [opmap[name] for name in ("LT", "LE", "EQ", "NE", "GT", "GE")]
hasarg = [op for op in opmap.values() if _opcode.has_arg(op)]
hasconst = [op for op in opmap.values() if _opcode.has_const(op)]
hasname = [op for op in opmap.values() if _opcode.has_name(op)]
hasjump = [op for op in opmap.values() if _opcode.has_jump(op)]
hasjrel = hasjump
hasjabs = []
hasfree = [op for op in opmap.values() if _opcode.has_free(op)]
haslocal = [op for op in opmap.values() if _opcode.has_local(op)]
hasexc = [op for op in opmap.values() if _opcode.has_exc(op)]

_intrinsic_1_descs = _opcode.get_intrinsic1_descs()
_intrinsic_2_descs = _opcode.get_intrinsic2_descs()
_nb_ops = _opcode.get_nb_ops()
_cache_format = {name: {"counter": n} for name, n in _inline_cache_entries.items()}
