# product, permutations, combinations, with and without replacement.
from itertools import product, permutations, combinations, combinations_with_replacement as cwr
print(list(product()), list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(product([], 'a')), list(product('a', repeat=0)))
print(list(permutations('abc')), list(permutations('abc', 2)), list(permutations([], 0)), list(permutations('a', 2)))
print(list(combinations('abcd', 2)), list(combinations('ab', 0)), list(combinations('ab', 3)), list(cwr('abc', 2)), list(cwr('', 2)), list(cwr('', 0)), list(cwr('a', 0)))
print(sum(1 for _ in permutations(range(7))), sum(1 for _ in combinations(range(20), 5)), sum(1 for _ in product(range(10), repeat=4)), sum(1 for _ in cwr(range(8), 4)))
for p in permutations('ab'): print(p, end=' ')
print()
total = 0
for a, b, c in product(range(5), range(5), range(5)): total += a * b - c
print(total)
for f in (lambda: combinations('a', -1), lambda: combinations('a'), lambda: combinations('a', None), lambda: combinations('a', 'b'), lambda: permutations('a', -1), lambda: permutations('a', 'b'), lambda: product(5), lambda: product(repeat=-1), lambda: product('a', repeat='x'), lambda: cwr('a', -1), lambda: product('a', foo=1), lambda: permutations()):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
