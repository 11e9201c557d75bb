# Abstract classes: registration, caches, hooks, abstract methods, and which patterns match.
import abc
import collections.abc


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass

    @classmethod
    def __subclasshook__(cls, other):
        return True if hasattr(other, "looks_like_shape") else NotImplemented


class Square(Shape):
    def area(self):
        return 4


class Round:
    pass


class Duck:
    looks_like_shape = True


try:
    Shape()
except TypeError as error:
    print(error)
print(isinstance(Square(), Shape), isinstance(Round(), Shape), issubclass(Duck, Shape))
token = abc.get_cache_token()
Shape.register(Round)
print(isinstance(Round(), Shape), abc.get_cache_token() == token + 1, Round in Shape.__mro__)
for class_ in (3, type("Above", (abc.ABC,), {})):
    try:
        (Shape if class_ == 3 else Square).register(class_ if class_ == 3 else Shape)
    except (TypeError, RuntimeError) as error:
        print(error)


class Pair(collections.abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (1, 2)[i]


@collections.abc.Sequence.register
class Three:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return "xyz"[i]


for value in (Pair(), Three()):
    match value:
        case [a, b]:
            print("pair", a, b)
        case [a, *rest]:
            print("more", a, rest)
