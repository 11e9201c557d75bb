# "Did you mean" for attributes, names, self and library modules.
import sys
sys.stderr = sys.stdout
def show(f):
    try:
        f()
    except Exception as e:
        text = []
        class Out:
            def write(self, s): text.append(s)
            def flush(self): pass
        sys.stderr = Out()
        sys.excepthook(type(e), e, e.__traceback__)
        sys.stderr = sys.stdout
        print(''.join(text).splitlines()[-1])
class C:
    def __init__(self):
        self.blech, self._private, self.Size = 1, 2, 3
    def m(self): return blech
    def n(self): return self.privat
    def o(self): return _privat
c = C()
show(lambda: c.bluch)
show(lambda: c.blecch)
show(lambda: c.privat)
show(lambda: c._privat)
show(lambda: c.size)
show(lambda: c.completely_different)
show(c.m)
show(c.n)
show(lambda: pirnt)
show(lambda: asyncio)
show(lambda: sys.exitt)
some_variable = 1
def local():
    long_name_here = 2
    return long_nam_here
show(local)
show(lambda: some_varable)
show(lambda: 'abc'.uper())
def imp():
    from sys import exitt
show(imp)
def imp2():
    import nothing_like_this
show(imp2)
