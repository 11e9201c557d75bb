# Arguments by keyword for functions written in C.
def t(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
t(lambda: 'a b'.split(sep=' ', maxsplit=1))
t(lambda: 'a'.split(1, 2, 3))
t(lambda: 'a'.split(sep='a', x=1))
t(lambda: 'a'.split('a', sep='b'))
t(lambda: ''.encode(1, 2, 3))
t(lambda: print(x=1))
t(lambda: sum())
t(lambda: sum(1, 2, 3))
t(lambda: sum([1], start=2))
t(lambda: pow(1))
t(lambda: pow(1, 2, 3, 4))
t(lambda: pow(2, exp=3))
t(lambda: pow(base=2, exp=3))
t(lambda: int.from_bytes())
t(lambda: int.from_bytes(b'a', 1, 2))
t(lambda: 'a'.expandtabs(1, tabsize=2))
t(lambda: print(**{1: 2}))
t(lambda: 'a'.splitlines(1, 2))
