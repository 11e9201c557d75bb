# throw() raises at the yield; the generator may answer, finish or let it pass.
def g():
    while True:
        try:
            x = yield "ready"
            print("x", x)
        except ValueError as e:
            print("caught", e)
        except KeyError:
            return "done"
it = g()
print(next(it))
print(it.throw(ValueError("one")))
print(it.send(3))
try:
    it.throw(KeyError)
except StopIteration as e:
    print(e.value)
try:
    it.throw(IndexError("late"))
except IndexError as e:
    print("late", e)
fresh = g()
try:
    fresh.throw(OSError("before start"))
except OSError as e:
    print(e)
print(list(fresh))
