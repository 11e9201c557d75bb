# Every distribution gives CPython's numbers for a seed.
import random

calls = {
    "random": [()], "uniform": [(1, 5), (5, 1), (-1.5, 1e10)], "triangular": [(), (1, 10, 3), (1, 1, 1), (0, 1, 1), (3, 0)],
    "normalvariate": [(), (5, 2), (0, 0)], "gauss": [(), (1, 2), ()], "lognormvariate": [(0, 1), (1, .3)], "expovariate": [(), (3,), (-2,)],
    "vonmisesvariate": [(0, 4), (1, 1e-7), (6, 100), (0, 0)], "gammavariate": [(2, 3), (1, 3), (.4, 3), (100, .1), (1.0001, 1), (.01, 1)],
    "betavariate": [(2, 3), (.1, .2), (100, 1)], "paretovariate": [(3,), (.5,)], "weibullvariate": [(1, 2), (2, .5)],
    "binomialvariate": [(), (10, .3), (1000, .3), (1000, .7), (5, 0), (5, 1), (1, .5), (100, .01), (10**6, .5), (0, .5), (50, .25)],
    "getrandbits": [(0,), (1,), (32,), (33,), (64,), (200,)], "randbytes": [(0,), (1,), (9,)], "randrange": [(10,), (5, 500, 7), (10, 0, -3), (10**30,)],
    "randint": [(1, 1), (-5, 5), (1, 10**20)],
}
rng = random.Random(2024)
for name, arguments in calls.items():
    for args in arguments:
        values = [getattr(rng, name)(*args) for _ in range(200)]
        print(name, args, values[:2], values[-1], hash(tuple(values)) if isinstance(values[0], (int, float)) else "")
