# itertools.tee() shares one run of a generator among its iterators.
from itertools import tee

def numbers():
    for i in range(3):
        print("made", i)
        yield i

a, b = tee(numbers())
print(next(a), next(b), next(b), next(a), list(a), list(b))
