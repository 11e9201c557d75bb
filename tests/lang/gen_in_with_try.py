# Suspending inside with and try keeps both intact.
class C:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0] and a[0].__name__); return False
def g():
    with C():
        try:
            yield 1
            yield 2
        finally:
            print("finally")
    yield 3
print(list(g()))
it = g(); next(it); it.close()
it = g(); next(it)
try:
    it.throw(KeyError("k"))
except KeyError:
    print("key")
