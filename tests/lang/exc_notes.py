# add_note collects strings in __notes__.
e = ValueError()
print(hasattr(e, '__notes__'))
e.add_note('one')
e.add_note('two')
print(e.__notes__, e.__dict__)
try:
    e.add_note(1)
except TypeError as x:
    print(x)
e.__notes__ = 5
try:
    e.add_note('x')
except TypeError as x:
    print(x)
