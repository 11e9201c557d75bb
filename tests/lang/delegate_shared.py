# Two generators delegate to one; a running delegate cannot be entered.
def shared():
    for i in range(4):
        yield i
def user(name, g):
    try:
        yield from g
    except ValueError as e:
        print(name, e)
    return name
s = shared()
a, b = user("a", s), user("b", s)
print(next(a), next(b), next(a), next(b))
print(list(a), list(b))
def inner():
    try:
        next(outer_gen)
    except ValueError as e:
        print(e)
    yield 1
def outer():
    yield from inner()
outer_gen = outer()
print(list(outer_gen))
