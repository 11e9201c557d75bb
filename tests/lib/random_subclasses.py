# A subclass of Random builds on whichever of random() and getrandbits() it overrides.
import random


class OnlyRandom(random.Random):
    def random(self):
        return 0.3


class OnlyBits(random.Random):
    def getrandbits(self, k):
        return 1


class BothOfThem(random.Random):
    def random(self):
        return 0.7

    def getrandbits(self, k):
        return 2


class Below(OnlyRandom):
    def _randbelow(self, n):
        return n - 1


class Overrides(OnlyRandom):
    def getrandbits(self, k):
        return 0


for cls in (OnlyRandom, OnlyBits, BothOfThem, Below, Overrides, random.SystemRandom):
    rng = cls()
    print(cls.__name__, cls._randbelow.__name__, *([rng.randrange(100), rng.choice("abcdef")] if cls is not random.SystemRandom else []))


class Arguments(random.Random):
    def __init__(self, x, *, name):
        super().__init__(x)
        self.name = name


print(Arguments(5, name="n").random() == random.Random(5).random())
system = random.SystemRandom(5)
print(0 <= system.random() < 1, system.getrandbits(0), system.getrandbits(9) < 512, len(system.randbytes(3)), system.seed(1, 2, a=3))
for action in (system.getstate, lambda: system.setstate(1), lambda: system.getrandbits(-1), lambda: system.getrandbits("a")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
print(sorted(system.sample(range(5), 5)), 1 <= system.randint(1, 6) <= 6, isinstance(system.gauss(), float))
