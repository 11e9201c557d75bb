# Annotations kept as source spell an infinite number as a literal that is one.
from __future__ import annotations


def f(a: 1e1000, b: -1e1000j, c: (1e309, 2), d: {1e1000j: 3}, e: 1e1000j + 1, g: 1e300 * 1e300):
    pass


print(f.__annotations__)
