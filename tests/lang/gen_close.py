# close() raises GeneratorExit at the yield; yielding then is an error; a return value is close()'s value.
def a():
    try:
        yield 1
    finally:
        print("finally")
def b():
    try:
        yield 1
    except GeneratorExit:
        return "closed"
def c():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def d():
    yield 1
for f in a, b, c, d:
    g = f()
    next(g)
    try:
        print(f.__name__, g.close())
    except RuntimeError as e:
        print(f.__name__, e)
g = a()
print(g.close(), list(g))
