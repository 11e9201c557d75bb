# A profile function hears of calls of functions in C: positional, with keywords, with stars, failing ones.
import sys
log=[]
def hook(frame, event, arg):
    if event.startswith('c_'): log.append((event, getattr(arg,'__name__',arg), type(arg).__name__, getattr(arg,'__self__',None).__class__.__name__))
    else: log.append((event, frame.f_code.co_name))
def f():
    len([1])
    [].append(1)
    a=[3,1]; a.sort()
    sorted(a, key=abs)
    str(5)
    ''.join(['a'])
    try: int('x')
    except ValueError: pass
    try: len(5)
    except TypeError: pass
    print(*[], end='')
    max(1, 2, key=None)
    list.append(a, 1)
    dict.fromkeys([1])
    m = a.append
    m(3)
    return next(iter([1]))
sys.setprofile(hook)
f()
sys.setprofile(None)
for l in log: print(l)
