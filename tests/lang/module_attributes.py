# Module objects: creation, repr, missing attributes, __getattr__, __dir__.
import types, sys
M = types.ModuleType
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = M('x', 'doc')
t(lambda: m)
t(lambda: sys)
t(lambda: M())
t(lambda: M(1))
t(lambda: M('a', 2, 3))
t(lambda: m.__dict__)
t(lambda: m.zz)
t(lambda: sys.zz)
t(lambda: M.__new__(M).x)
t(lambda: M.__new__(M))
t(lambda: setattr(m, '__dict__', {}))
t(lambda: delattr(m, 'zz'))
t(lambda: m.__annotations__)
t(lambda: delattr(m, '__annotations__'))
t(lambda: delattr(m, '__annotations__'))
m.__file__ = 'file.py'
t(lambda: m)
m.__getattr__ = lambda name: 'got ' + name
t(lambda: m.anything)
m.__dir__ = lambda: ['b', 'a']
t(lambda: dir(m))
class Sub(M):
    @property
    def p(self): return 'property'
s = Sub('sub')
s.x = 1
t(lambda: (s.p, s.x, s.__name__, s, vars(s)['x']))
m.__class__ = Sub
t(lambda: m.p)
