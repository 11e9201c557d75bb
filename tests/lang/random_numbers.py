# The generator under random gives the numbers it is known for.
import _random


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('_random.Random(5).random()',
     '[_random.Random(7).getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 65, 100, 1000)]',
     '_random.Random(-5).random()',
     '_random.Random(2**100 + 1).random()',
     '_random.Random(1.5).random()',
     '_random.Random(5).getrandbits(-1)',
     '_random.Random(5).getrandbits(0)',
     '_random.Random(5).getrandbits(2**40)',
     '_random.Random([])',
     '_random.Random(1, 2)',
     '_random.Random(5).getstate()[:3], len(_random.Random(5).getstate()), _random.Random(5).getstate()[-1]',
     '_random.Random(5).setstate(5)',
     '_random.Random(5).setstate((1, 2))',
     '_random.Random(5).setstate((1,) * 624 + (700,))',
     '(lambda r: (r.random(), r.setstate(_random.Random(9).getstate()), r.random()))(_random.Random(5))',
     '(lambda r: [r.random() for i in range(1000)][-3:])(_random.Random(0))')
