# eval() and exec(): namespaces, code objects, errors.
x = 1
print(eval('x + 1'), eval(' \tx'), eval('x', {'x': 5}), eval('x', {'x': 5}, {'x': 7}), eval(b'x * 2'))
space = {}
exec('def f(): return y\ny = 4', space)
print(space['f'](), sorted(k for k in space))
def inside():
    x = 'local'
    exec('x = 9')
    return x, eval('x')
print(inside())
class Mapping(dict):
    def __missing__(self, key):
        return key.upper()
print(eval('abc', {}, Mapping()))
code = compile('a, b = 1, 2', '<here>', 'exec')
exec(code, space)
print(space['a'], code.co_filename)
for call in (lambda: eval('1 +'), lambda: eval('x', 5), lambda: eval('x', {}, 5), lambda: exec('', {}, 5), lambda: exec('', 5), lambda: eval(5),
             lambda: eval('a\0b'), lambda: compile('1', 'f', 'bad'), lambda: compile('1', 'f', 'exec', 1 << 30), lambda: compile('1', 'f', 'exec', 0, False, 7)):
    try:
        call()
    except (TypeError, ValueError, SyntaxError) as e:
        print(type(e).__name__, e)
