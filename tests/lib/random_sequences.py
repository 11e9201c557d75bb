# choice, choices, sample, shuffle: CPython's selections for a seed, and what is refused.
import random

rng = random.Random("sequences")
print([rng.choice("abc") for _ in range(10)], rng.choice(range(10**12)))
print(rng.choices("abc", k=6), rng.choices("abc", [1, 2, 3], k=6), rng.choices("abc", cum_weights=[1, 1.5, 9], k=6), rng.choices([1], k=0))
for n, k in ((10, 0), (10, 3), (10, 10), (22, 5), (21, 5), (85, 6), (86, 6), (10**9, 8)):
    print(n, k, rng.sample(range(n), k))
print(rng.sample(["red", "blue"], 5, counts=[4, 2]), rng.sample("ab", counts=(100, 1), k=3), rng.sample((1, 1, 1), 3))
for n in (0, 1, 2, 30):
    x = list(range(n))
    print(rng.shuffle(x), x)


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


attempt(rng.choice, [])
attempt(rng.choice, {1, 2})
attempt(rng.choice, {})
attempt(rng.choices, [], k=1)
attempt(rng.choices, [], [], k=0)
attempt(rng.choices, [1, 2], [0, 0])
attempt(rng.choices, [1, 2], [1])
attempt(rng.choices, [1, 2], [1, 2], cum_weights=[1, 2])
attempt(rng.choices, [1, 2], [float("inf"), 1])
attempt(rng.choices, [1, 2], [float("nan"), 1])
attempt(rng.choices, [1, 2], 3)
attempt(rng.choices, [1, 2], 3.5)
attempt(rng.choices, [1, 2], k="a")
attempt(rng.sample, [1], 2)
attempt(rng.sample, {1}, 1)
attempt(rng.sample, 3, 1)
attempt(rng.sample, [1, 2], -1)
attempt(rng.sample, [1, 2], 1, counts=[1])
attempt(rng.sample, [1, 2], 1, counts=[0, 0])
attempt(rng.sample, [1, 2], 1, counts=[.5, 2])
attempt(rng.sample, [1, 2], 1, [1, 1])
attempt(rng.shuffle, (1, 2))
attempt(rng.shuffle, [1, 2], rng.random)
attempt(rng.shuffle, {1: 2, 0: 3})
