# sys.tracebacklimit keeps the innermost frames; repeated frames are counted.
import sys
class Out:
    def __init__(self): self.text = []
    def write(self, s): self.text.append(s)
    def flush(self): pass
def show(f, *args):
    out = Out()
    try:
        f(*args)
    except Exception as e:
        sys.stderr = out
        sys.excepthook(type(e), e, e.__traceback__)
        sys.stderr = sys.__stderr__
    for line in ''.join(out.text).splitlines():
        if not line.startswith('  File'):
            print(line)
        else:
            print('  File', line.split(', ', 1)[1])
def f(n):
    if n == 0:
        raise ValueError('end')
    f(n - 1)
show(f, 2)
show(f, 3)
show(f, 4)
show(f, 50)
sys.tracebacklimit = 2
show(f, 50)
sys.tracebacklimit = 0
show(f, 50)
sys.tracebacklimit = -5
show(f, 5)
del sys.tracebacklimit
