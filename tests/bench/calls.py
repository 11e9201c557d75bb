# Calls: recursion, keyword arguments, methods, closures.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


class Point:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def moved(self, dx, *, dy=0):
        return Point(self.x + dx, y=self.y + dy)


def adder(n):
    return lambda x: x + n


fib(25)
p = Point(0)
for i in range(200_000):
    p = p.moved(1, dy=2)
add = adder(3)
for i in range(300_000):
    add(i)
