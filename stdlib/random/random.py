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

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
BPF = 53    # bits of precision in a float
RECIP_BPF = 2 ** -BPF
_ONE = 1


class Random(_random.Random):
    """Random number generator base class used by bound module functions.

    An instance is a generator that shares no state with others.  A subclass can be based on another generator: it
    overrides random(), seed(), getstate() and setstate(), and getrandbits() when it can make large integers.
    """

    VERSION = 3    # of what getstate() returns

    def __init__(self, x=None):
        """Initialize an instance: x is the seed, see seed()."""
        self.seed(x)
        self.gauss_next = None    # the second of a pair of numbers that gauss() made

    def seed(self, a=None, version=2):
        """Initialize internal state from a seed.

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
        for c in cls.__mro__:
            if "_randbelow" in c.__dict__:
                break
            if "getrandbits" in c.__dict__:
                cls._randbelow = cls._randbelow_with_getrandbits
                break
            if "random" in c.__dict__:
                cls._randbelow = cls._randbelow_without_getrandbits
                break

    def _randbelow_with_getrandbits(self, n):
        """An int from 0 to n - 1, each as likely as another; n is positive."""
        getrandbits = self.getrandbits
        n_bits = n.bit_length()
        r = getrandbits(n_bits)
        while r >= n:
            r = getrandbits(n_bits)
        return r

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """Return a random int in the range [0,n).  Defined for n > 0.

        It does not use getrandbits(), and so has no more than the bits of a float.
        """
        random = self.random
        if n >= maxsize:
            from warnings import warn
            warn("Underlying random() generator does not supply \n"
                 "enough bits to choose from a population range this large.\n"
                 "To remove the range limitation, add a getrandbits() method.")
            return _floor(random() * n)
        # What is above the largest multiple of n is thrown away: the rest falls evenly on the n results.
        limit = (maxsize - maxsize % n) / maxsize
        r = random()
        while r >= limit:
            r = random()
        return _floor(r * maxsize) % n

    _randbelow = _randbelow_with_getrandbits

    # ---- integers ----

    def randbytes(self, n):
        """Generate n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ONE):
        """Choose a random item from range(stop) or range(start, stop[, step]).

        Roughly equivalent to ``choice(range(start, stop, step))`` but supports arbitrarily large ranges.
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
        """Return random integer in range [a, b], including both end points."""
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
        randbelow = self._randbelow
        for i in reversed(range(1, len(x))):
            # Nobody has moved x[i] yet: exchange it with one of x[:i+1].
            j = randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        """Chooses k unique random elements from a population sequence.

        Returns a new list and leaves the population as it is.  The elements are in random order, so every part of the
        list is a sample too.  The population may have repeats: each is a possible selection.  With counts an element
        stands for so many: sample(['red', 'blue'], counts=[4, 2], k=5).  To sample from a range of integers pass a
        range(), which takes no space: sample(range(10_000_000), 60).
        """
        from _collections_abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            return self._sample_counted(population, k, list(_accumulate(counts)))
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")

        randbelow = self._randbelow
        result = [None] * k
        # A list of the population, or a set of what was selected: whichever is smaller.
        set_size = 21    # a small set, less the size of an empty list
        if k > 5:
            set_size += 4 ** _ceil(_log(k * 3, 4))    # the table of a large one
        if n <= set_size:
            pool = list(population)
            for i in range(k):
                j = randbelow(n - i)
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]    # into the gap goes one that was not selected
        else:
            selected = set()
            for i in range(k):
                j = randbelow(n)
                while j in selected:
                    j = randbelow(n)
                selected.add(j)
                result[i] = population[j]
        return result

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
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0    # a float, for a product that is one at once
                return [population[_floor(random() * n)] for _ in _repeat(None, k)]
            try:
                cum_weights = list(_accumulate(weights))
            except TypeError:
                if not isinstance(weights, int):
                    raise
                raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}") from None
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        last = n - 1
        return [population[_bisect(cum_weights, random() * total, 0, last)] for _ in _repeat(None, k)]

    # ---- real numbers ----

    def uniform(self, a, b):
        """Get a random number in the range [a, b) or [a, b] depending on rounding.

        The mean is (a + b) / 2, the variance (b - a) ** 2 / 12.
        """
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """Triangular distribution.

        Continuous distribution bounded by given lower and upper limits, and having a given mode value in-between,
        the midpoint without mode.  The mean is (low + high + mode) / 3.
        """
        u = self.random()
        try:
            c = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u > c:    # the side that falls: the same turned round
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return low + (high - low) * _sqrt(u * c)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution around the mean mu, with the standard deviation sigma."""
        # Kinderman and Monahan, the ratio of two uniform deviates: ACM Trans Math Software 3 (1977), pp. 257-260.
        random = self.random
        while True:
            u1 = random()
            u2 = 1.0 - random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Gaussian distribution.

        mu is the mean, and sigma is the standard deviation.  This is slightly faster than normalvariate(), but two
        threads that call it at the same time may get the same number.
        """
        # cos(2 pi x) sqrt(-2 log(1-y)) and sin(2 pi x) sqrt(-2 log(1-y)) are two independent numbers.
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            random = self.random
            angle = random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """Log normal distribution.

        The logarithm of the result is normally distributed, with mean mu and standard deviation sigma.
        """
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """Exponential distribution.

        lambd is 1.0 divided by the desired mean, and not zero.  The values are positive, or negative if lambd is.
        """
        # 1 - random() is never 0, which has no logarithm.
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Circular data distribution.

        mu is the mean angle in radians between 0 and 2*pi, kappa the concentration; with kappa 0 all angles are
        equally likely.
        """
        # Fisher, Statistical Analysis of Circular Data (1993), p. 49; Best and Fisher's own constants lose precision
        # for a small kappa, hence the form of s and r.
        random = self.random
        if kappa <= 1e-6:
            return TWOPI * random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * random())
            d = z / (r + z)
            u = random()
            if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        if random() > 0.5:
            return (mu + _acos(f)) % TWOPI
        return (mu - _acos(f)) % TWOPI

    def gammavariate(self, alpha, beta):
        """Gamma distribution.  Not the gamma function!

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
        y = self.gammavariate(alpha, 1.0)
        if y:
            return y / (y + self.gammavariate(beta, 1.0))
        return 0.0

    def paretovariate(self, alpha):
        """Pareto distribution.  alpha is the shape parameter."""
        u = 1.0 - self.random()
        return u ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution of scale alpha and shape beta."""
        u = 1.0 - self.random()
        return alpha * (-_log(u)) ** (1.0 / beta)

    # ---- integers again ----

    def binomialvariate(self, n=1, p=0.5):
        """Binomial random variable.

        Gives the number of successes for *n* independent trials with the probability of success in each trial
        being *p*.  The mean is n * p, the variance n * p * (1 - p).
        """
        if n < 0:
            raise ValueError("n must be non-negative")
        if p == 0.0:
            return 0
        if p == 1.0:
            return n
        if not 0.0 < p < 1.0:
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


# ---- methods of distributions; each gets a function that makes numbers in [0, 1) ----

def _gamma_above_1(random, alpha):
    """R. C. H. Cheng, The generation of Gamma variables with non-integral shape parameters, Applied Statistics 26
    (1977), pp. 71-74."""
    ainv = _sqrt(2.0 * alpha - 1.0)
    bbb = alpha - LOG4
    ccc = alpha + ainv
    while True:
        u1 = random()
        if not 1e-7 < u1 < 0.9999999:
            continue
        u2 = 1.0 - random()
        v = _log(u1 / (1.0 - u1)) / ainv
        x = alpha * _exp(v)
        z = u1 * u1 * u2
        r = bbb + ccc * v - x
        if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
            return x


def _gamma_below_1(random, alpha):
    """Kennedy and Gentle, Statistical Computing (1980), algorithm GS."""
    while True:
        b = (_e + alpha) / _e
        p = b * random()
        x = p ** (1.0 / alpha) if p <= 1.0 else -_log((b - p) / alpha)
        if random() <= (x ** (alpha - 1.0) if p > 1.0 else _exp(-x)):
            return x


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
    spq = _sqrt(n * p * (1.0 - p))    # the standard deviation
    b = 1.15 + 2.53 * spq
    a = -0.0873 + 0.0248 * b + 0.01 * p
    c = n * p + 0.5
    vr = 0.92 - 4.2 / b
    h = None
    while True:
        u = random() - 0.5
        us = 0.5 - _fabs(u)
        k = _floor((2.0 * a / us + b) * u + c)
        if k < 0 or k > n:
            continue
        v = random()
        # The box inside the hat: most points end here.
        if us >= 0.07 and v <= vr:
            return k
        if h is None:
            alpha = (2.83 + 5.1 / b) * spq
            lpq = _log(p / (1.0 - p))
            m = _floor((n + 1) * p)    # the mode
            h = _lgamma(m + 1) + _lgamma(n - m + 1)
        v *= alpha / (a / (us * us) + b)
        if _log(v) <= h - _lgamma(k + 1) - _lgamma(n - k + 1) + (k - m) * lpq:
            return k


class SystemRandom(Random):
    """Alternate random number generator using sources provided by the operating system.

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
        """Generate n random bytes."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Nothing: the system gives its bytes without a seed."""

    def _notimplemented(self, *args, **kwds):
        """The system's source has no state that one could keep."""
        raise NotImplementedError("System entropy source does not have state.")

    getstate = setstate = _notimplemented


# ---- the functions of the module ----

_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
binomialvariate = _inst.binomialvariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes

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
    """What the command line asks for, as a str or number to print; None for --test, which prints by itself."""
    args, help_text = _parse_args(arg_list)
    if args.choice:
        return choice(args.choice)
    if args.integer is not None:
        return randint(1, args.integer)
    if args.float is not None:
        return uniform(0, args.float)
    if args.test:
        _test(args.test)
        return ""
    if len(args.input) > 1:
        return choice(args.input)
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
