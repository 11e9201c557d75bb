# copy.replace: whatever has a __replace__.
import copy
from collections import namedtuple
from types import SimpleNamespace

Point = namedtuple("Point", "x y")
print(copy.replace(Point(1, 2), y=3), copy.replace(Point(1, 2)), copy.replace(SimpleNamespace(a=1), b=2))


class Own:
    def __init__(self, **fields):
        self.fields = fields

    def __replace__(self, /, **changes):
        return Own(**self.fields | changes)


print(copy.replace(Own(a=1, obj=2), obj=3).fields)
own = Own()
own.__replace__ = lambda **changes: "of the instance"
print(copy.replace(own, a=1).fields)
for action in (lambda: copy.replace(1, a=1), lambda: copy.replace(Point(1, 2), z=1), lambda: copy.replace(), lambda: copy.replace(Point(1, 2), 3),
               lambda: copy.replace(lambda: 0, a=1), lambda: copy.replace([], a=1)):
    try:
        print(action())
    except TypeError as error:
        print(error)
code = copy.replace((lambda: 0).__code__, co_name="renamed")
print(code.co_name)
