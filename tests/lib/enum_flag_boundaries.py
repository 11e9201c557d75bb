# What the four boundaries make of bits that no member has, and of negative values.
from enum import Flag, FlagBoundary, IntFlag

for boundary in FlagBoundary:
    for base in Flag, IntFlag:
        class Bits(base, boundary=boundary):
            a = 1
            b = 4
            c = 8
            ac = 9
            de = 48

        print(repr(boundary), base.__name__, Bits._flag_mask_, Bits._singles_mask_, Bits._all_bits_)
        for value in (0, 1, 2, 3, 5, 13, 16, 48, 49, 64, -1, -2, -6, -64, -65, -1000, 1000, "x", 1.0, None):
            try:
                flag = Bits(value)
            except ValueError as e:
                print(value, "ValueError", str(e).replace("\n", "|"))
                continue
            print(value, repr(flag), str(flag), [repr(m) for m in flag] if isinstance(flag, Bits) else "",
                  repr(~flag) if isinstance(flag, Bits) else "")

try:
    class Odd(Flag, boundary="odd"):
        a = 1
    Odd(3)
except ValueError as e:
    print(e)
