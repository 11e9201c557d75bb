# Cycles die with gc.collect, their finalisers run once, in CPython's order of events.
import gc, weakref
gc.collect()
gc.disable()
class Node:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name)
a, b = Node('a'), Node('b')
a.other, b.other = b, a
r = weakref.ref(a, lambda ref: print('callback', ref()))
del a, b
print(gc.collect(), r())
n = Node('self')
n.me = n
del n
gc.collect()
print(gc.garbage)
