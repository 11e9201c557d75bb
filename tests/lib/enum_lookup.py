# Finding members: by value, by name, through _missing_; values that cannot be hashed; what is in an enumeration.
from enum import Enum, IntEnum


class Color(Enum):
    red = 1
    green = 2
    rouge = 1
    many = [1, 2]
    pair = 3, 4

    @classmethod
    def _missing_(cls, value):
        if value == "broken":
            return 5
        if value == "error":
            raise KeyError("from _missing_")
        if value == "value error":
            raise ValueError("own text")
        return cls.green if value == "default" else None


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as e:
        print(f"{type(e).__name__}: {e}; context {e.__context__!r}")


for value in (1, 2.0, [1, 2], (3, 4), Color.red, "default", "broken", "error", "value error", 9, {}):
    attempt(Color, value)
attempt(Color, 3, 4)
attempt(Color.__getitem__, "rouge")
attempt(Color.__getitem__, "blue")
attempt(Color)
attempt(Enum, 1)
attempt(type("Empty", (Enum,), type(Color).__prepare__("Empty", (Enum,))), 1)
print([value in Color for value in (1, [1, 2], Color.red, "red", 9, (3, 4), {}, None)])
print(list(Color), len(Color), list(reversed(Color)), bool(Color))
print(list(Color.__members__), Color.rouge is Color.red, Color.rouge.name)
print(Color.red == 1, Color.red == Color.red, Color.red != Color.green, hash(Color.red) == hash("red"))
attempt(lambda: Color.red < Color.green)
attempt(setattr, Color, "red", 3)
attempt(delattr, Color, "red")
attempt(setattr, Color.red, "value", 3)
attempt(delattr, Color.red, "name")
attempt(getattr, Color, "value")
Color.extra = 5
print(Color.extra, Color.red.green)

Color.red._add_alias_("rosso")
Color.red._add_value_alias_(11)
Color.green._add_value_alias_([5])
print(Color.rosso, Color(11), Color([5]), Color["rosso"])
attempt(Color.red._add_alias_, "green")
attempt(Color.red._add_value_alias_, 2)
