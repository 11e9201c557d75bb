# yield from passes values both ways and has the returned value.
def inner():
    a = yield "first"
    b = yield ("second", a)
    return (a, b)
def outer():
    result = yield from inner()
    yield ("result", result)
g = outer()
print(next(g), g.send(10), g.send(20))
print(list(g))
def plain():
    r = yield from [1, 2]
    print("list gave", r)
    r = yield from "ab"
    print("str gave", r)
print(list(plain()))
