"""Random numbers of many distributions.

    integers       randrange, randint, getrandbits, randbytes, binomialvariate
    sequences      choice, choices, sample, shuffle
    real numbers   random, uniform, triangular, normalvariate, gauss, lognormvariate, expovariate, vonmisesvariate,
                   gammavariate, betavariate, paretovariate, weibullvariate

The functions are the methods of one Random, which is seeded by the system.  The generator is the Mersenne Twister
(_random, in C): fast, well distributed in 623 dimensions, with a period of 2**19937-1, and quite unfit for secrets.
For those there is SystemRandom.  The same seed gives the same numbers as CPython, in every distribution.
"""
import _random
from _operator import index as _index
from bisect import bisect as _bisect
from itertools import accumulate as _accumulate, repeat as _repeat
from math import (acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, fabs as _fabs, floor as _floor,
                  isfinite as _isfinite, lgamma as _lgamma, log as _log, log2 as _log2, pi as _pi, sin as _sin,
                  sqrt as _sqrt, tau as TWOPI)
from posix import register_at_fork as _register_at_fork, urandom as _urandom

__all__ = [
    "Random", "SystemRandom", "betavariate", "binomialvariate", "choice", "choices", "expovariate", "gammavariate",
    "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint",
    "random", "randrange", "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate",
    "weibullvariate",
]

BPF = 53    # bits of precision in a float
RECIP_BPF = 2 ** -BPF
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
_ONE = 1


class Random(_random.Random):
    """A generator of random numbers; the functions of the module are the methods of one.

    An instance is a generator that shares no state with others.  A subclass can be based on another generator: it
    overrides random(), seed(), getstate() and setstate(), and getrandbits() when it can make large integers.
    """

    VERSION = 3    # of what getstate() returns

    def __init__(self, x=None):
        """Begin where seed(x) does."""
        self.seed(x)
        self.gauss_next = None    # the second of a pair of numbers that gauss() made

    def seed(self, a=None, version=2):
        """Begin a sequence of numbers, the same one for the same seed.

        None takes randomness from the system.  An int is used as it is.  Of str, bytes and bytearray all bits count
        with version 2; version 1 reproduces the sequences of old Pythons.  A float counts by its hash.
        """
        if version == 1 and isinstance(a, (str, bytes)):
            a = _old_string_hash(a)
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            from _sha2 import sha512
            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + sha512(a).digest())
        elif not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError("The only supported seed types are:\n"
                            "None, int, float, str, bytes, and bytearray.")
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """Where the generator stands, for setstate()."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go on from where getstate() was called."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError(f"state with version {version} passed to "
                             f"Random.setstate() of version {self.VERSION}")
        version, internal, self.gauss_next = state
        if version == 2:
            # Was saved with signed words, by old Pythons.
            try:
                internal = tuple(word % 2 ** 32 for word in internal)
            except ValueError as e:
                raise TypeError from e
        super().setstate(internal)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    # ---- below n: by bits when the class can make them, else by random() ----

    def __init_subclass__(cls, /, **kwargs):
        """Choose the one that builds on what the subclass overrides."""
        for own in map(vars, cls.__mro__):
            if "_randbelow" in own:
                return
            by_bits = "getrandbits" in own
            if by_bits or "random" in own:
                cls._randbelow = cls._randbelow_with_getrandbits if by_bits else cls._randbelow_without_getrandbits
                return

    def _randbelow_with_getrandbits(self, n):
        """An int from 0 to n - 1, each as likely as another; n is positive."""
        getrandbits = self.getrandbits
        n_bits = n.bit_length()
        r = getrandbits(n_bits)
        while r >= n:
            r = getrandbits(n_bits)
        return r

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """The same of a generator that makes floats only: no more than their bits are random."""
        draw = self.random
        if n < maxsize:
            # What is above the largest multiple of n is thrown away: the rest falls evenly on the n results.
            limit = (maxsize - maxsize % n) / maxsize
            while (drawn := draw()) >= limit:
                pass
            return _floor(drawn * maxsize) % n
        from warnings import warn
        warn("Underlying random() generator does not supply \n"
             "enough bits to choose from a population range this large.\n"
             "To remove the range limitation, add a getrandbits() method.")
        return _floor(n * draw())

    _randbelow = _randbelow_with_getrandbits

    # ---- integers ----

    def randbytes(self, n):
        """A bytes object of length n."""
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ONE):
        """One of the numbers of range(stop) or range(start, stop, step), which may be of any size.
        """
        first = _index(start)
        if stop is None:
            if step is not _ONE:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")

        width = _index(stop) - first
        stride = _index(step)
        if stride == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f"empty range in randrange({start}, {stop})")
        if stride == 0:
            raise ValueError("zero step for randrange()")
        n = -(-width // stride)    # rounded up
        if n <= 0:
            raise ValueError(f"empty range in randrange({start}, {stop}, {step})")
        return first + stride * self._randbelow(n)

    def randint(self, a, b):
        """An integer from a to b, where b is possible too."""
        return self.randrange(a, b + 1)

    # ---- sequences ----

    def choice(self, seq):
        """One element of a sequence that is not empty."""
        n = len(seq)
        if not n:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(n)]

    def shuffle(self, x):
        """Mix the elements of the list x."""
        below = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            # The last that is not settled: exchange it with any of them.
            other = below(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        """k elements of a sequence, none of them twice.

        They are in random order.  Elements that are equal count one by one; counts says for each element how many of
        it there are.  Of a range() no list is made unless k is a good part of it.
        """
        from _collections_abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            return self._sample_counted(population, k, list(_accumulate(counts)))
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")

        drawn = [None] * k
        # Swaps in a copy of the population, or a record of what was drawn: whichever takes less memory.  The bound is
        # part of the behaviour, for the two do not take the same numbers from the generator.
        record_size = 21 if k <= 5 else 21 + 4 ** _ceil(_log(k * 3, 4))
        draw = _draw_from_rest if n <= record_size else _draw_unseen
        draw(self._randbelow, population, drawn)
        return drawn

    def _sample_counted(self, population, k, cumulated):
        if len(cumulated) != len(population):
            raise ValueError("The number of counts does not match the population")
        total = cumulated.pop() if cumulated else 0
        if not isinstance(total, int):
            raise TypeError("Counts must be integers")
        if total <= 0:
            raise ValueError("Total of counts must be greater than zero")
        return [population[_bisect(cumulated, i)] for i in self.sample(range(total), k=k)]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k elements of population, any of them more than once.

        weights or cum_weights (their running sums) make some likelier; without either all are alike.
        """
        n = len(population)
        draw = self.random
        if weights is not None:
            if cum_weights is not None:
                raise TypeError("Cannot specify both weights and cumulative weights")
            cum_weights = _running_sums(weights)
        elif cum_weights is None:
            size = float(n)    # for a product that is a float at once
            return [population[_floor(draw() * size)] for _ in _repeat(None, k)]

        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        whole = cum_weights[-1] + 0.0
        if whole <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(whole):
            raise ValueError("Total of weights must be finite")
        last = n - 1    # nothing is right of it, even where rounding gives the whole
        return [population[_bisect(cum_weights, draw() * whole, 0, last)] for _ in _repeat(None, k)]

    # ---- real numbers ----

    def uniform(self, a, b):
        """A float between a and b, all equally likely; whether b itself is possible depends on rounding.

        The mean is (a + b) / 2, the variance (b - a) ** 2 / 12.
        """
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A float between low and high, likeliest at mode, which is the midpoint unless given.

        The mean is (low + high + mode) / 3.
        """
        position = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if position <= peak:
            return low + (high - low) * _sqrt(position * peak)
        # The side that falls: the same, seen from the other end.
        return high + (low - high) * _sqrt((1.0 - position) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution around the mean mu, with the standard deviation sigma."""
        # Kinderman and Monahan, the ratio of two uniform deviates: ACM Trans Math Software 3 (1977), pp. 257-260.
        draw = self.random
        while True:
            offset = draw() - 0.5
            divisor = 1.0 - draw()
            deviation = NV_MAGICCONST * offset / divisor
            if -_log(divisor) >= deviation * deviation / 4.0:
                return mu + deviation * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Normal distribution too, a little faster: it makes two numbers at a time, and keeps one for the next call.

        That is why two threads that call it at the same time may get the same number.
        """
        # Box and Muller: two uniform numbers, as angle and distance of a point, give two normal ones, its coordinates.
        kept, self.gauss_next = self.gauss_next, None
        if kept is not None:
            return mu + kept * sigma
        angle = self.random() * TWOPI
        distance = _sqrt(-2.0 * _log(1.0 - self.random()))
        self.gauss_next = _sin(angle) * distance
        return mu + _cos(angle) * distance * sigma

    def lognormvariate(self, mu, sigma):
        """A float whose logarithm is distributed normally, around mu with the standard deviation sigma.
        """
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """Waiting times: exponential distribution around the mean 1 / lambd, whose sign the values have.
        """
        # 1 - random() is never 0, which has no logarithm.
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """An angle in radians, from 0 to 2 pi, around the mean mu: the closer, the larger kappa is.

        With kappa 0 all angles are equally likely.
        """
        # Fisher, Statistical Analysis of Circular Data (1993), p. 49; Best and Fisher's own constants lose precision
        # for a small kappa, hence the form of s and r.
        draw = self.random
        if kappa <= 1e-6:
            return TWOPI * draw()
        half = 0.5 / kappa
        r = half + _sqrt(1.0 + half * half)
        accepted = False
        while not accepted:
            z = _cos(_pi * draw())
            ratio = z / (r + z)
            height = draw()
            accepted = height < 1.0 - ratio * ratio or height <= (1.0 - ratio) * _exp(ratio)
        inverse = 1.0 / r
        turn = _acos((inverse + z) / (1.0 + inverse * z))
        return (mu + turn if draw() > 0.5 else mu - turn) % TWOPI

    def gammavariate(self, alpha, beta):
        """Gamma distribution of shape alpha and scale beta.

        Both parameters are positive.  The mean is alpha * beta, the variance alpha * beta ** 2.
        """
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            return _gamma_above_1(self.random, alpha) * beta
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        return _gamma_below_1(self.random, alpha) * beta

    def betavariate(self, alpha, beta):
        """Beta distribution.

        Both parameters are positive, the values between 0 and 1.  The mean is alpha / (alpha + beta).
        """
        part = self.gammavariate(alpha, 1.0)
        return part / (part + self.gammavariate(beta, 1.0)) if part else 0.0

    def paretovariate(self, alpha):
        """Pareto distribution of shape alpha."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution of scale alpha and shape beta."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)

    # ---- integers again ----

    def binomialvariate(self, n=1, p=0.5):
        """How many of n independent trials succeed, where each does with the probability p.

        The mean is n * p, the variance n * p * (1 - p).
        """
        if n < 0:
            raise ValueError("n must be non-negative")
        if not 0.0 < p < 1.0:
            if p == 1.0:
                return n
            if p == 0.0:
                return 0
            raise ValueError("p must be in the range 0.0 <= p <= 1.0")
        if n == 1:
            return _index(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        if n * p < 10.0:
            return _binomial_by_gaps(self.random, n, p)
        return _binomial_by_rejection(self.random, n, p)


def _old_string_hash(a):
    """The hash of strings that seeded the generator in old Pythons."""
    codes = a if isinstance(a, bytes) else list(map(ord, a))
    x = codes[0] << 7 if codes else 0
    for code in codes:
        x = 1000003 * x & 0xFFFF_FFFF_FFFF_FFFF ^ code
    return x ^ len(codes)


# ---- choosing; below(n) gives an int from 0 to n - 1 ----

def _draw_from_rest(below, population, drawn):
    """Fill the list drawn with elements of population: what is drawn leaves a list of the rest."""
    rest = list(population)
    for place in range(len(drawn)):
        at = below(len(rest))
        rest[at], rest[-1] = rest[-1], rest[at]
        drawn[place] = rest.pop()


def _draw_unseen(below, population, drawn):
    """Fill the list drawn with elements of population: indexes that come again are passed over."""
    n = len(population)
    indexes = {}    # a dict for its order
    while len(indexes) < len(drawn):
        indexes[below(n)] = None
    drawn[:] = [population[i] for i in indexes]


def _running_sums(weights):
    try:
        return list(_accumulate(weights))
    except TypeError:
        if not isinstance(weights, int):
            raise
        # choices(population, 3): k was meant.
        raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}") from None


# ---- methods of distributions; each gets a function that makes numbers in [0, 1) ----

def _gamma_above_1(random, alpha):
    """R. C. H. Cheng, The generation of Gamma variables with non-integral shape parameters, Applied Statistics 26
    (1977), pp. 71-74."""
    spread = _sqrt(2.0 * alpha - 1.0)
    slope = alpha + spread
    level = alpha - LOG4
    while True:
        u = random()
        if u <= 1e-7 or u >= 0.9999999:    # where the logarithm would be too large
            continue
        w = 1.0 - random()
        logit = _log(u / (1.0 - u)) / spread
        result = alpha * _exp(logit)
        z = u * u * w
        bound = level + slope * logit - result
        # The line lies above the logarithm, and is cheaper.
        if bound + SG_MAGICCONST - 4.5 * z >= 0.0 or bound >= _log(z):
            return result


def _gamma_below_1(random, alpha):
    """Kennedy and Gentle, Statistical Computing (1980), algorithm GS."""
    border = (_e + alpha) / _e
    while True:
        area = border * random()
        if area <= 1.0:
            result = area ** (1.0 / alpha)
            accept = _exp(-result)
        else:
            result = -_log((border - area) / alpha)
            accept = result ** (alpha - 1.0)
        if random() <= accept:
            return result


def _binomial_by_gaps(random, n, p):
    """Devroye's method of geometric gaps, the time of which grows with n * p: from one success to the next."""
    c = _log2(1.0 - p)
    if not c:
        return 0
    successes = trials = 0
    while True:
        trials += _floor(_log2(random()) / c) + 1
        if trials > n:
            return successes
        successes += 1


def _binomial_by_rejection(random, n, p):
    """BTRS: transformed rejection with squeeze.  W. Hoermann, The generation of binomial random variates, Journal of
    Statistical Computation and Simulation 46 (1993), pp. 101-110.  For n * p >= 10 and p <= 0.5."""
    mean = n * p
    deviation = _sqrt(mean * (1.0 - p))
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * p
    inside_height = 0.92 - 4.2 / b
    at_mode = None    # what only the points outside the box need
    while True:
        u = random() - 0.5
        edge = 0.5 - _fabs(u)    # how far from the sides
        k = _floor((2.0 * a / edge + b) * u + (mean + 0.5))
        if not 0 <= k <= n:
            continue
        v = random()
        # The box inside the hat: most points end here.
        if v <= inside_height and edge >= 0.07:
            return k
        if at_mode is None:
            mode = _floor((n + 1) * p)
            at_mode = _lgamma(mode + 1) + _lgamma(n - mode + 1)
            log_odds = _log(p / (1.0 - p))
            scale = (2.83 + 5.1 / b) * deviation
        v *= scale / (a / (edge * edge) + b)
        if _log(v) <= at_mode - _lgamma(k + 1) - _lgamma(n - k + 1) + (k - mode) * log_odds:
            return k


class SystemRandom(Random):
    """A Random whose numbers are the operating system's.

    It has no state, and its numbers cannot be predicted.
    """

    def random(self):
        """A float from 0.0 up to, but not including, 1.0."""
        return (int.from_bytes(_urandom(7)) >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """An int of k random bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        n_bytes = (k + 7) // 8
        return int.from_bytes(_urandom(n_bytes)) >> n_bytes * 8 - k

    def randbytes(self, n):
        """A bytes object of length n."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Nothing: the system gives its bytes without a seed."""

    def _notimplemented(self, *args, **kwds):
        """The system's source has no state that one could keep."""
        raise NotImplementedError("System entropy source does not have state.")

    getstate = setstate = _notimplemented


# ---- the functions of the module ----

_inst = Random()

seed, getstate, setstate = _inst.seed, _inst.getstate, _inst.setstate

# integers
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes
randrange = _inst.randrange
randint = _inst.randint
binomialvariate = _inst.binomialvariate

# sequences
choice = _inst.choice
choices = _inst.choices
sample = _inst.sample
shuffle = _inst.shuffle

# real numbers
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
gauss = _inst.gauss
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
gammavariate = _inst.gammavariate
betavariate = _inst.betavariate
weibullvariate = _inst.weibullvariate
paretovariate = _inst.paretovariate
vonmisesvariate = _inst.vonmisesvariate

_register_at_fork(after_in_child=_inst.seed)    # or parent and child would draw the same numbers


# ---- python -m random ----

def _parse_args(arg_list):
    import argparse
    parser = argparse.ArgumentParser(formatter_class=argparse.RawTextHelpFormatter)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-c", "--choice", nargs="+", help="print a random choice")
    group.add_argument("-i", "--integer", type=int, metavar="N",
                       help="print a random integer between 1 and N inclusive")
    group.add_argument("-f", "--float", type=float, metavar="N",
                       help="print a random floating-point number between 0 and N inclusive")
    group.add_argument("--test", type=int, const=10_000, nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("input", nargs="*",
                        help="if no options given, output depends on the input\n"
                             "    string or multiple: same as --choice\n"
                             "    integer: same as --integer\n"
                             "    float: same as --float")
    return parser.parse_args(arg_list), parser.format_help()


def main(arg_list=None):
    """What the command line asks for, as a str or number to print; "" for --test, which prints by itself."""
    args, help_text = _parse_args(arg_list)
    if args.test:
        _test(args.test)
        return ""
    if args.float is not None:
        return uniform(0, args.float)
    if args.integer is not None:
        return randint(1, args.integer)
    if args.choice or len(args.input) > 1:
        return choice(args.choice or args.input)
    if not args.input:
        return help_text
    text = args.input[0]
    try:
        return randint(1, int(text))
    except ValueError:
        pass
    try:
        return uniform(0, float(text))
    except ValueError:
        return choice(text.split())


def _test(N=10_000):
    """Draw N numbers of each of some distributions, and print what they look like."""
    for function, args in (
        (random, ()), (normalvariate, (0.0, 1.0)), (lognormvariate, (0.0, 1.0)), (vonmisesvariate, (0.0, 1.0)),
        (binomialvariate, (15, 0.60)), (binomialvariate, (100, 0.75)), (gammavariate, (0.01, 1.0)),
        (gammavariate, (0.1, 1.0)), (gammavariate, (0.1, 2.0)), (gammavariate, (0.5, 1.0)),
        (gammavariate, (0.9, 1.0)), (gammavariate, (1.0, 1.0)), (gammavariate, (2.0, 1.0)),
        (gammavariate, (20.0, 1.0)), (gammavariate, (200.0, 1.0)), (gauss, (0.0, 1.0)), (betavariate, (3.0, 3.0)),
        (triangular, (0.0, 1.0, 1.0 / 3.0)),
    ):
        _test_generator(N, function, args)


def _test_generator(n, func, args):
    from time import perf_counter
    start = perf_counter()
    data = [func(*args) for _ in _repeat(None, n)]
    seconds = perf_counter() - start
    mean = sum(data) / n
    deviation = _sqrt(sum((x - mean) ** 2 for x in data) / max(1, n - 1))
    print(f"{seconds:.3f} sec, {n} times {func.__name__}{args!r}")
    print(f"avg {mean:g}, stddev {deviation:g}, min {min(data):g}, max {max(data):g}\n")


if __name__ == "__main__":
    print(main())
