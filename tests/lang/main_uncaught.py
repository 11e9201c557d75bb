# An exception that nobody catches ends the program with status 1.
def f():
    raise KeyError('missing')
print('before')
f()
