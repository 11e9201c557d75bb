# f_lineno of a generator: the def before it starts, the yield where it stands, even when that is its first instruction.
def leaf():
    yield 1


def branch():
    yield from leaf()


b = branch()
print(b.gi_frame.f_lineno)
next(b)
print(b.gi_frame.f_lineno, b.gi_yieldfrom.gi_frame.f_lineno)
