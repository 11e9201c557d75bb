# Flags as sets of bits: combining, inverting, iterating, comparing; operands of other kinds.
from enum import Flag, IntFlag, auto


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Backwards(IntFlag):
    b = 2
    a = 1
    c = 8


for text in """
Perm.R | Perm.W
Perm.R | Perm.X
Perm.RW & Perm.W
Perm.RW ^ Perm.W
~Perm.R
~Perm(0)
~Perm.RW
bool(Perm(0)), bool(Perm.R)
len(Perm.RW), list(Perm.RW), list(Perm)
Perm.R in Perm.RW, Perm.X in Perm.RW
Perm.RW.name, Perm(5).name, Perm(0).name
str(Perm(5)), repr(Perm(0)), str(Perm(0))
Perm(5) is Perm.R | Perm.X
Perm.R | 1
1 | Perm.R
Perm.R in 3
3 in Perm.R
Backwards.a in Perm
Perm.R | Backwards.a
Perm.R == 1, Backwards.a == 1
Backwards.a | 4
4 | Backwards.a
Backwards.a & 3, Backwards.a ^ 3, Backwards.a + 1
list(Backwards(11)), list(Backwards), repr(Backwards(15))
~Backwards.a, -Backwards.a, repr(~Backwards(64))
Backwards.a | 1.5
Backwards.a | "x"
Perm.__members__
Perm(3) is Perm.RW, Perm.RW.value
[m.value for m in Perm], Perm._member_names_
Perm.R < Perm.W
Backwards.a < Backwards.b
""".strip().splitlines():
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class Odd(Flag):
    none = None
    one = 1


for operation in (lambda: Odd.one | Odd.none, lambda: Odd.none & Odd.one, lambda: ~Odd.none):
    try:
        operation()
    except TypeError as e:
        print(e)


class Negative(Flag):
    a = 1
    b = 2
    rest = ~1


print(list(Negative), Negative.rest, Negative._flag_mask_)
