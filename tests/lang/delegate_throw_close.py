# throw and close reach the innermost generator first.
def inner():
    try:
        yield 1
    except ValueError as e:
        print("inner caught", e)
        yield 2
    finally:
        print("inner finally")
def middle():
    try:
        yield from inner()
    finally:
        print("middle finally")
def outer():
    try:
        yield from middle()
    except KeyError as e:
        print("outer caught", e)
        yield 3
    finally:
        print("outer finally")
g = outer()
print(next(g))
print(g.throw(ValueError("v")))
print(g.throw(KeyError("k")))
g.close()
g = outer()
next(g)
g.close()
g = outer()
next(g)
del g
print("end")
