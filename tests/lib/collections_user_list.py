# UserList: what makes a sequence makes one of the subclass.
import copy
from collections import UserList


class Mine(UserList):
    pass


a = Mine([3, 1, 2])
for result in (a[1:], a + [4], [4] + a, a + (5,), a + Mine("x"), a * 2, 2 * a, a.copy(), copy.copy(a)):
    print(type(result).__name__, result)
a += "xy"
a *= 1
a.extend(UserList([7]))
a.append(8)
a.insert(0, "first")
a[1:3] = [30, 10]
del a[-1]
a.remove("x")
print(a, len(a), a.pop(), a.pop(0), a.index(2), a.index(2, 1), a.count(2), 30 in a, a[-1])
a.reverse()
print(a)
b = UserList([2, 3, 1])
b.sort(key=lambda x: -x, reverse=True)
print(b, b == [1, 2, 3], b < [1, 2, 4], b <= UserList([1]), b > [0], b >= [9], b != [1, 2, 3], [1, 2, 3] == b)
for action in (lambda: b[10], lambda: b.remove(9), lambda: b + 5, lambda: UserList(5), lambda: b < 5, lambda: b * b,
               lambda: b.index(9), lambda: hash(b), lambda: UserList([1], [2])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
b.note = []
print(copy.deepcopy(b).note is b.note, copy.copy(b).note is b.note, list(reversed(b)), UserList(UserList("ab")), UserList(None))
b.clear()
print(b, isinstance(b, list))
