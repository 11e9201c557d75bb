# inspect-like attributes in every state.
def g():
    print(it.gi_running, it.gi_suspended, it.gi_frame is not None)
    yield 1
it = g()
print(it.gi_running, it.gi_suspended, it.gi_frame.f_lineno)
next(it)
print(it.gi_running, it.gi_suspended, it.gi_frame.f_lineno)
list(it)
print(it.gi_running, it.gi_suspended, it.gi_frame)
print(it.gi_code.co_name, it.__name__, it.__qualname__)
it.__name__ = "renamed"
it.__qualname__ = "x.renamed"
print(it.__name__, it.__qualname__, repr(it)[:28])
