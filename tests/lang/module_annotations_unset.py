# del of a module attribute and of __doc__.
import types
m = types.ModuleType('m', 'text')
print(m.__doc__)
m.a = 1
del m.a
print(hasattr(m, 'a'))
del m.__doc__
print(m.__doc__)
