# A traceback that nobody looked at while its frame ran is the same as one that was looked at.
import sys
import weakref


def lines(exc):
    tb, found = exc.__traceback__, []
    while tb:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno,
                      sorted(tb.tb_frame.f_locals)))
        tb = tb.tb_next
    return found


saved = []


def caught_and_kept():
    x = 1
    try:
        raise ValueError("kept")
    except ValueError as e:
        saved.append(e)
    x = 2
    return x


caught_and_kept()
print(lines(saved[0]), saved[0].__traceback__.tb_frame.f_locals["x"])


def two_at_once():
    try:
        raise KeyError(1)
    except KeyError as first:
        try:
            raise IndexError(2)
        except IndexError as second:
            return lines(first), lines(second), second.__context__ is first


print(*two_at_once())


def again(exc):
    try:
        raise exc
    except ValueError:
        pass
    try:
        raise exc
    except ValueError:
        return lines(exc)


print(again(ValueError("twice")))


def inner():
    local = "inner"
    raise OSError("through")


def middle():
    inner()


def outer():
    try:
        middle()
    except OSError as e:
        return e


print(lines(outer()))


def generator():
    while True:
        try:
            yield
        except LookupError as e:
            saved.append(e)


g = generator()
next(g)
g.throw(KeyError("in"))
print(lines(saved[1]))
g.throw(IndexError("in"))
g.close()
print(lines(saved[1]), lines(saved[2]))
del g


def replaced():
    try:
        raise ValueError
    except ValueError as e:
        kept = e.with_traceback(None)
        print(kept.__traceback__)
        e.__traceback__ = None
        try:
            raise e
        except ValueError as same:
            return lines(same)


print(replaced())


class Watched:
    pass


def holder():
    w = Watched()
    saved.append(weakref.ref(w))
    raise ArithmeticError


try:
    holder()
except ArithmeticError as e:
    saved.append(e)
print(saved[3]() is not None)
saved[4].__traceback__ = None
print(saved[3]() is None)


def info():
    try:
        raise TypeError("info")
    except TypeError:
        tb = sys.exc_info()[2]
        return tb is sys.exc_info()[2], tb is sys.exception().__traceback__, tb.tb_frame is sys._getframe()


print(info())


def bare():
    try:
        try:
            raise TypeError("bare")
        except TypeError:
            raise
    except TypeError as e:
        return lines(e)


print(bare())
