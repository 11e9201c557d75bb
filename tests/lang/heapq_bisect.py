# Heaps and binary search.
import heapq, bisect
h = []
for x in [5, 1, 8, 3, 9, 2]: heapq.heappush(h, x)
print(h, [heapq.heappop(h) for _ in range(6)])
h = [9, 4, 7, 1, 0]; heapq.heapify(h); print(h, heapq.heapreplace(h, 6), heapq.heappushpop(h, 0), heapq.heappushpop(h, 5), h)
print(heapq.nsmallest(3, [5, 2, 9, 1]), heapq.nlargest(2, 'hello', key=ord), list(heapq.merge([1, 4], [2, 3])), heapq.nlargest(3, [1, 5, 2, 8, 3]))
t = [(2, 'b'), (1, 'z'), (1, 'a')]; heapq.heapify(t); print(heapq.heappop(t), heapq.heappop(t))
m = [1, 5, 3]; heapq._heapify_max(m); print(m, heapq._heappop_max(m), heapq._heapreplace_max(m, 0), m)
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1), lambda: heapq.heapify(5), lambda: heapq.heappush([1], 'a'), lambda: heapq.heappush([])):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
class Evil(int):
    def __lt__(self, other): l.clear(); return True
l = [Evil(i) for i in range(5)]
try:
    heapq.heapify(l)
except RuntimeError as e:
    print(e)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect_left(a, 9), bisect.bisect(a, 3, 0, 2), bisect.bisect_left((1, 2), 2), bisect.bisect('ace', 'd'), bisect.bisect_left([-3, -1], 1, key=abs), bisect.bisect_left(a, 3, lo=2, hi=3))
bisect.insort(a, 4); bisect.insort_left(a, 3.0); bisect.insort(a, 10, key=lambda x: x); print(a)
r = ['ccc', 'b']; r = ['b', 'ccc']; bisect.insort(r, 'aa', key=len); print(r)
for f in (lambda: bisect.bisect([1], 2, -1), lambda: bisect.bisect([1], 'a'), lambda: bisect.bisect(5, 1), lambda: bisect.bisect([1]), lambda: bisect.insort((), 1), lambda: bisect.bisect([1, 2], 1, 0, 5)):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
