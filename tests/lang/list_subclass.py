# Subclasses of list keep their methods and attributes.
class L(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.extra = 'e'
    def __getitem__(self, i):
        return ('got', super().__getitem__(i))
l = L('abc')
print(l, l.extra, l[1], len(l), l == ['a', 'b', 'c'], type(l[:]), type(l + l), type(l * 2), type(l.copy()))
l.append(1)
print(list(l), [x for x in l], isinstance(l, list))
l += [5]
print(type(l).__name__, l.__class__ is L, sorted(L([3, 1])))
class K(list):
    __slots__ = ('a',)
k = K([1]); k.a = 2
print(k, k.a)
try:
    k.b = 1
except AttributeError as e:
    print(e)
class N(list):
    def __new__(cls, *args, tag=None):
        self = super().__new__(cls)
        self.tag = tag
        return self
    def __init__(self, *args, tag=None):
        super().__init__(*args)
n = N([1, 2], tag='t')
print(n, n.tag)
class Kw(list):
    pass
try:
    Kw([1], newarg=3)
except TypeError as e:
    print(e)
