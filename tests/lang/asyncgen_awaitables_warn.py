# The awaitables of an async generator warn by its name, and athrow() looks at its exception when it is awaited.
import warnings
warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)

async def numbers():
    yield 1

g = numbers()
g.asend(None)
g.athrow(ValueError)
g.aclose()
x = g.athrow(None)
try:
    x.send(None)
except TypeError as e:
    print(e)
x = g.athrow(GeneratorExit, GeneratorExit(), None)
x.close()
