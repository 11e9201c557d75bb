# Functions of whole numbers in math.
import math


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('math.gcd()',
     'math.gcd(12, -18)',
     'math.gcd(0, 0)',
     'math.gcd(2**100, 6**50, 10**30)',
     'math.gcd(1.0)',
     'math.lcm()',
     'math.lcm(4, -6)',
     'math.lcm(0, 1)',
     'math.lcm(2**70, 3**50)',
     'math.factorial(0)',
     'math.factorial(20)',
     'math.factorial(21)',
     'math.factorial(50)',
     'math.factorial(-1)',
     'math.factorial(1.0)',
     'math.factorial(10**20)',
     'math.comb(5, 2)',
     'math.comb(5, 6)',
     'math.comb(100, 50)',
     'math.comb(-1, 1)',
     'math.comb(1, -1)',
     'math.comb(10**20, 10**19)',
     'math.comb(10**20, 2)',
     'math.comb(10**20, 10**20 - 1)',
     'math.perm(5)',
     'math.perm(5, None)',
     'math.perm(5, 2)',
     'math.perm(5, 6)',
     'math.perm(100, 20)',
     'math.perm(10**20, 2)',
     'math.perm(-1, 1)',
     'math.perm(5, 0)',
     'math.isqrt(0)',
     'math.isqrt(24)',
     'math.isqrt(25)',
     'math.isqrt(2**62 - 1)',
     'math.isqrt(2**63 - 1)',
     'math.isqrt(10**40)',
     'math.isqrt(10**40 - 1)',
     'math.isqrt(-1)',
     'math.isqrt(1.0)',
     'math.prod([])',
     'math.prod([1, 2, 3.5])',
     'math.prod(range(1, 30))',
     "math.prod([1, 2, 'a'])",
     "math.prod([1, 2], start='a')",
     'math.floor(2**70)',
     'math.floor(-2.5)',
     'math.ceil(-2.5)',
     'math.trunc(-2.5)',
     'math.trunc(True)',
     'math.log(10**1000)',
     'math.log2(2**5000)',
     'math.log10(10**400)')
