# NameError and AttributeError know the name that was missing.
try:
    nothing_of_that_name
except NameError as e:
    print(e, e.name)
class C: pass
c = C()
try:
    c.foo
except AttributeError as e:
    print(e, e.name, e.obj is c)
print(AttributeError('x', name='a', obj=2).__reduce__())
print(NameError('x', name='a').__reduce__(), NameError('x', name='a').name, NameError().name)
