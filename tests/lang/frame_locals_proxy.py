# f_locals of a function writes through, and keeps names that the code does not have.
import sys

def check(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

class Text(str):
    pass

def function():
    x = 1
    proxy = sys._getframe().f_locals
    proxy[Text('x')] = 2
    proxy['new'] = 3
    proxy |= {'x': 4}
    print(x, sorted(locals()), reversed(proxy))
    check(lambda: proxy.__delitem__('x'))
    check(lambda: proxy['missing'])
    check(lambda: proxy[[]])
    check(lambda: proxy.update([1]))
    check(lambda: proxy | 3)
    check(lambda: proxy.pop('x'))
    check(lambda: type(proxy)(5))
    return sys._getframe()

frame = function()
print(frame.f_locals['x'], frame.f_locals['new'])
frame.clear()
print(frame.f_locals)
print([locals()['item'] for item in 'ab'])
