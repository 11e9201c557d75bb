# A negative value of a Flag means the bits that are left when it is cut to the flag's own.
from enum import CONFORM, EJECT, KEEP, STRICT, Flag, IntFlag

for values in [1, 4], [5], [4, 8, 3]:
    members = {f"m{value}": value for value in values}
    for boundary in STRICT, CONFORM, EJECT, KEEP:
        for kind in Flag, IntFlag:
            flag = kind("F", members, boundary=boundary)
            shown = []
            for value in range(-9, 0):
                try:
                    shown.append(repr(flag(value)))
                except ValueError as error:
                    shown.append(str(error).splitlines()[0])
            print(values, boundary.name, kind.__name__, shown)
