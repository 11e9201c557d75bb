# The last line: module-qualified names, empty and failing str, notes.
import sys
sys.stderr = sys.stdout
def show(e):
    sys.excepthook(type(e), e, e.__traceback__)
show(ValueError())
show(ValueError('text'))
show(ValueError('two\nlines'))
class Mine(Exception): pass
show(Mine('mine'))
class Out:
    class In(Exception): pass
show(Out.In(1))
Mine.__module__ = 'some.module'
show(Mine(2))
Mine.__module__ = None
show(Mine(2))
class Bad(Exception):
    def __str__(self): raise ValueError
show(Bad())
e = ValueError('noted')
e.add_note('first note')
e.add_note('second\nnote')
show(e)
e.__notes__ = 5
show(e)
e.__notes__ = ('a', 1)
show(e)
e.__notes__ = 'string'
show(e)
e.__notes__ = None
show(e)
