# Seeds of every type, both versions, states saved and restored.
import copy
import random


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


for seed in (0, 1, -1, 2**31, 2**32, -2**64, 10**400, True, 1.5, -0.0, float("inf"), "", "a", "naïve", "x" * 1000, b"", b"ab", bytearray(b"ab")):
    rng = random.Random(seed)
    print(repr(seed)[:20], rng.random(), rng.getrandbits(40))
for seed in ("", "a", "naïve", b"ab", b"\xff\xfe", bytearray(b"ab"), 7, 1.5):
    rng = random.Random(5)
    attempt(rng.seed, seed, 1)
    print(repr(seed), rng.random())
    rng.seed(seed, version=2)
    print(rng.random())
for bad in ([], (1,), 1j, object):
    attempt(random.seed, bad)
    attempt(random.Random, bad)
rng = random.Random(3)
first = rng.gauss()
state = rng.getstate()
print(state[0], len(state[1]), state[2], [rng.gauss(), rng.gauss(), rng.random()])
rng.setstate(state)
print([rng.gauss(), rng.gauss(), rng.random()])
twin = copy.deepcopy(rng)
print(twin.random() == rng.random(), type(twin).__name__, copy.copy(rng).random() == rng.random())
old = (2, tuple(word - 2**32 if word >= 2**31 else word for word in state[1]), None)
rng.setstate(old)
print(rng.random())
for bad in (5, (), (1, 2, 3), (3, (1, 2), None), (3, [], None), (3, ("a",) * 625, None), (2, ("a",) * 625, None), (3, state[1][:-1] + (1000,), None)):
    attempt(rng.setstate, bad)
print(rng.seed(1), rng.gauss_next, rng.VERSION, random.Random(x="x").random(), random.Random.__init__.__defaults__)
random.seed(99)
print(random.random(), random.randint(1, 6), random._inst.getstate()[2])
random.seed()
