# An abandoned generator runs its finally at once.
def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("cleanup", name)
it = g("a")
next(it)
del it
print("after del")
for v in g("b"):
    break
print("after break")
next(g("c"))
print("end")
