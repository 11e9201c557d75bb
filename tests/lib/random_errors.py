# What the numeric functions of random refuse, and how they say it.
import random

rng = random.Random(1)
for text in ("randrange(0)", "randrange(1.0)", "randrange(1, 'a')", "randrange(1, 5, 0)", "randrange(5, 1)", "randrange(1, 5, 1.0)", "randrange(5, step=2)",
             "randrange(1, 1, -1)", "randrange()", "randrange('5')", "randrange(-3)", "randrange(5, step=1)", "randint(5, 1)", "randint(1.5, 2)", "randint(1)", "gammavariate(0, 1)",
             "gammavariate(1, 0)", "gammavariate(-1, -1)", "expovariate(0)", "expovariate('a')", "betavariate(0, 1)", "binomialvariate(-1)",
             "binomialvariate(3, 2)", "binomialvariate(3, -.1)", "binomialvariate(1.5, .5)", "randbytes(-1)",
             "randbytes('a')", "uniform('a', 1)", "getrandbits(-1)", "getrandbits()", "getrandbits(1.5)", "getrandbits(1, 2)", "gauss('a')", "gauss(1, 2, 3)",
             "paretovariate(0)", "weibullvariate(1, 0)", "vonmisesvariate(1, 'a')", "random(1)", "lognormvariate()", "lognormvariate(1000, 1)", "triangular('a')"):
    try:
        print(text, eval(f"rng.{text}"))
    except Exception as error:
        print(text, type(error).__name__, error)
