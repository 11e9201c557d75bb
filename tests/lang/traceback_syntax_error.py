# The layout of SyntaxErrors: line, carets, odd offsets.
import sys
sys.stderr = sys.stdout
def show(*args):
    e = SyntaxError(*args)
    sys.excepthook(SyntaxError, e, None)
show('msg', ('file.py', 3, 5, 'abc def ghi\n', 3, 8))
show('msg', ('file.py', 3, 5, '    abc def ghi\n', 3, 8))
show('msg', ('file.py', 3, 1, '    abc def ghi\n', 3, 8))
show('msg', ('file.py', 3, 50, 'abc\n', 3, 60))
show('msg', ('file.py', 3, 2, 'abc\n', 4, 2))
show('msg', ('file.py', 3, 2, 'abc\n', 3, 0))
show('msg', ('file.py', 3, None, 'abc\n'))
show('msg', ('file.py', 3, 0, 'abc\n'))
show('msg', ('file.py', 3, 2, '\tab\tc\n', 3, 3))
show('msg', ('file.py', None, None, None))
show('msg', (None, 4, 1, None))
show('msg', (None, 4, 1, 'text'))
show('msg')
show()
show('', ('f', 1, 1, 'x'))
for source in ('a b\n', 'x = (1,\n', 'def f(:\n pass\n', '  x\n', 'if x:\npass\n', "'abc\n"):
    try:
        compile(source, 'src.py', 'exec')
    except SyntaxError as e:
        e.__traceback__ = None
        sys.excepthook(type(e), e, None)
