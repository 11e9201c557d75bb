# The symtable module tells what each name of each block is.
import symtable
def show(table, depth=0):
    print("  " * depth + f"{table.get_type()} {table.get_name()} {table.get_lineno()}")
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        print("  " * depth + "  ", symbol.get_name(), symbol.is_local(), symbol.is_global(), symbol.is_free(),
              symbol.is_parameter())
    for child in table.get_children():
        show(child, depth + 1)
show(symtable.symtable("""
def f(a, *b):
    global g
    def inner(): return a, g
    return [x for x in b if y]
class C:
    def m(self): nonlocal_ = 1
""", "s", "exec"))
