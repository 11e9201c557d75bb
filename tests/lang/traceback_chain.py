# The printed chain of causes and contexts, through sys.excepthook.
import sys
sys.stderr = sys.stdout
def show(f):
    try:
        f()
    except BaseException as e:
        e.__traceback__ = None
        x = e
        while x := x.__cause__ or x.__context__:
            x.__traceback__ = None
        sys.excepthook(type(e), e, None)
        print('---')
def cause():
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise KeyError('k') from z
def context():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k')
def none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
def both():
    try:
        cause()
    except KeyError:
        raise OSError(2, 'No such file', 'name')
for f in (cause, context, none, both):
    show(f)
