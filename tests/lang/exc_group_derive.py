# Parts of a group are made by derive and carry its metadata.
class G(ExceptionGroup):
    def derive(self, excs):
        return G('derived ' + self.message, excs)
g = G('top', [ValueError(1), KeyError(2)])
g.add_note('note')
g.__cause__ = OSError('cause')
m, r = g.split(ValueError)
print(repr(m), repr(r), m.__notes__, m.__notes__ is g.__notes__, repr(m.__cause__), repr(r.__context__))
class Bad(ExceptionGroup):
    def derive(self, excs):
        return 1
try:
    Bad('a', [ValueError(), KeyError()]).split(ValueError)
except TypeError as e:
    print(e)
print(ExceptionGroup('a', [ValueError()]).derive([KeyboardInterrupt()]))
