# __del__ runs once; it may resurrect; errors in it are reported, not raised.
import sys
kept = []
class R:
    def __init__(self, name): self.name = name
    def __del__(self):
        print("del", self.name)
        kept.append(self)
r = R("one")
del r
print(len(kept), kept[0].name)
kept.clear()
print("cleared")
class N:
    def __del__(self): print("gone")
n = N()
n.self_list = [N()]
n = None
class Chain:
    def __init__(self, next): self.next = next
    def __del__(self): Chain.count += 1
Chain.count = 0
c = None
for i in range(20000): c = Chain(c)
c = None
print(Chain.count)
node = None
for i in range(200000): node = [node]
node = None
x = None
class Plain: pass
for i in range(200000):
    p = Plain(); p.next = x; x = p
p = x = None
print("done")
