# What is thrown into a generator that has not begun is raised at its def line, without a column.
import sys


def generator(a,
              b=1):
    c = a
    yield c


async def coroutine():
    c = 1
    return c


def last_line(act):
    try:
        act(KeyError("x"))
    except KeyError as error:
        link = error.__traceback__
        while link.tb_next:
            link = link.tb_next
        print(link.tb_lineno - link.tb_frame.f_code.co_firstlineno, link.tb_frame.f_code.co_name)


last_line(generator(1).throw)
last_line(coroutine().throw)
last_line((x for x in ()).throw)

started = generator(1)
next(started)
last_line(started.throw)
