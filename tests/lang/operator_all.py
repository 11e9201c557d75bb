# The operator module: functions and getters.
import operator as op
from _operator import _compare_digest
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 'a'), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 8), op.neg(1), op.pos(-1), op.invert(5), op.inv(0), op.abs(-3))
print(op.lt(1, 2), op.le(2, 1), op.eq(1, 1.0), op.ne(1, 2), op.gt(1, 2), op.ge(2, 2), op.is_(None, None), op.is_not(1, None), op.not_([]), op.truth([0]))
print(op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 5), op.rshift(32, 2), op.index(True), op.concat([1], [2]), op.contains('abc', 'b'), op.countOf([1, 2, 1], 1), op.indexOf('abc', 'c'))
l = [1, 2, 3]
op.setitem(l, 0, 'x'); op.delitem(l, 1); print(l, op.getitem(l, 1), op.iadd(l, [4]), l, op.iconcat([1], (2,)), op.ipow(2, 3), op.imul(2, 3), op.length_hint(iter([1, 2])), op.length_hint(5, 9), op.call(max, 3, 4, key=lambda x: -x))
r = [('b', 2), ('a', 1)]
print(sorted(r, key=op.itemgetter(1)), op.itemgetter(0, -1)('xyz'), op.itemgetter(slice(1, 3))('abcd'), op.itemgetter('k')({'k': 'v'}))
class A: pass
a = A(); a.b = A(); a.b.c = 5; a.n = 'name'
print(op.attrgetter('b.c')(a), op.attrgetter('n', 'b.c')(a), op.methodcaller('upper')('abc'), op.methodcaller('replace', 'a', 'z')('banana'), op.methodcaller('split', sep='-')('1-2'))
print(op.itemgetter(1, 'x'), op.attrgetter('a.b', 'c'), op.methodcaller('m', 1, k=2), op.itemgetter(3))
for f in (lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.methodcaller(), lambda: op.methodcaller(5), lambda: op.itemgetter(1)(), lambda: op.itemgetter(1)(1, 2), lambda: op.itemgetter(5)('a'), lambda: op.attrgetter('zz')(a), lambda: op.indexOf([1], 2), lambda: op.concat(1, 2), lambda: op.iconcat(1, 2),
          lambda: op.add(1), lambda: op.length_hint(1, 'a'), lambda: op.index(1.5), lambda: op.countOf(5, 1), lambda: op.call(), lambda: op.attrgetter('a')(a, k=1), lambda: op.add('a', 1), lambda: op.itemgetter(x=1)):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
print(op.itemgetter(1).__reduce__(), op.methodcaller('a', 1).__reduce__()[1], _compare_digest('a', 'a'), _compare_digest(b'a', b'b'))
