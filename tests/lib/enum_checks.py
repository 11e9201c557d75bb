# unique, verify, and classes that look at their members as soon as they exist.
from enum import CONTINUOUS, NAMED_FLAGS, UNIQUE, Enum, EnumCheck, Flag, IntFlag, bin, show_flag_values, unique, verify


def attempt(decorator, base, **members):
    try:
        print(decorator(base("X", members)))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


attempt(unique, Enum, a=1, b=2)
attempt(unique, Enum, a=1, b=1, c=1)
attempt(verify(UNIQUE), Enum, a=1, b=1)
attempt(verify(CONTINUOUS), Enum, a=1, b=5)
attempt(verify(CONTINUOUS), Enum, a=1, b=2)
attempt(verify(CONTINUOUS), Enum, a=1)
attempt(verify(CONTINUOUS), Enum, a=1, b=500)
attempt(verify(CONTINUOUS, UNIQUE), Flag, a=1, b=32)
attempt(verify(NAMED_FLAGS), Flag, a=1, b=6)
attempt(verify(NAMED_FLAGS), Flag, a=1, b=6, c=24)
attempt(verify(NAMED_FLAGS), IntFlag, a=1, b=2, c=7)
attempt(verify(NAMED_FLAGS), IntFlag, a=1, b=2, c=3)
attempt(verify(UNIQUE), lambda name, members: int)
print(list(EnumCheck))
print(bin(10), bin(~10), bin(10, 8), bin(-1, 4), repr(bin(0)), show_flag_values(13))


class Watched(Enum):
    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        print(cls, list(cls), options)


class Sub(Watched, option=3):
    a = 1
    b = 2


class Failing(Enum):
    def __init_subclass__(cls):
        raise ValueError("refused")


try:
    class Refused(Failing):
        a = 1
except ValueError as e:
    print(e, hasattr(e, "__notes__"))
