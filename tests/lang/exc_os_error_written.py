# BlockingIOError takes the number of characters written as its third argument.
e = BlockingIOError(11, 'x', 5)
print(e.characters_written, e.args, e.filename)
e.characters_written = 7
print(e.characters_written)
del e.characters_written
try:
    e.characters_written
except AttributeError as a:
    print('AttributeError', a)
try:
    del e.characters_written
except AttributeError as a:
    print('AttributeError', a)
