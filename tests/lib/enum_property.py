# A member may have the name of an attribute of a base class; members still reach that.
import enum
from enum import Enum, StrEnum


class Base(Enum):
    def method(self):
        return f"method of {self._name_}"

    @enum.property
    def shared(self):
        return f"shared of {self._name_}"

    @property
    def plain(self):
        return f"plain of {self._name_}"


class Names(Base):
    name = 1
    value = 2
    shared = 3
    plain = 4
    other = 5


print([Names.name, Names.value, Names.shared, Names.plain])
print(Names.other.name, Names.other.value, Names.other.shared, Names.other.plain, Names.name.name, Names.shared.method())


class Text(StrEnum):
    upper = "x"
    other = "y"


print(repr(Text.upper), Text.other.upper(), Text.other.name)


class Settable(Enum):
    a = 1

    @enum.property
    def twice(self):
        return self._value_ * 2

    @twice.setter
    def twice(self, value):
        self.kept = value


Settable.a.twice = 9
print(Settable.a.twice, Settable.a.kept)
for operation in (lambda: Settable.twice, lambda: setattr(Settable.a, "name", 1), lambda: delattr(Settable.a, "twice")):
    try:
        operation()
    except AttributeError as e:
        print(e)
print(dir(Settable.a), [name for name in dir(Text.other) if not name.startswith("_")][:6])
print(dir(Settable))
