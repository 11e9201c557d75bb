# X | Y.
u = int | str
print(u, type(u), u.__args__, u == (str | int), hash(u) == hash(str | int), int | int, int | None, None | int, u | float | int)
print(list[int] | str, (int | str) | (str | bytes), u.__parameters__)
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: int | 5); attempt(lambda: 5 | int); attempt(lambda: type(u)()); attempt(lambda: u[int]); attempt(lambda: u()); attempt(lambda: u.x); attempt(lambda: u < u)
print(isinstance(u, type(int | str)), u is (int | str), u != 5, u == 5)
print(repr(list[int | None] | dict[str, int]))
