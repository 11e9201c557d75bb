# An iterator that loses its __next__ while a loop walks it is a TypeError, not a crash.
class Fading:
    def __iter__(self):
        return self

    def __next__(self):
        del Fading.__next__
        return 1


class Plain:
    pass


class Changing:
    def __iter__(self):
        return self

    def __next__(self):
        self.__class__ = Plain
        return 2


def walk(iterable):
    try:
        for item in iterable:
            print("item", item)
    except TypeError as error:
        print(error)


walk(Fading())
walk(Changing())
try:
    iter(Fading())
except TypeError as error:
    print(error)
