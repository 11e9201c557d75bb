# select(), poll and epoll say which descriptors are ready.
import os
import select

r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []), select.select([], [], [], 0.001))
p = select.poll()
p.register(r, select.POLLIN)
print(p.poll(1))
os.write(w, b"a")
print(p.poll() == [(r, select.POLLIN)])
p.unregister(r)
try:
    p.unregister(r)
except KeyError:
    print("not registered")
with select.epoll() as e:
    e.register(r, select.EPOLLIN)
    print(e.poll() == [(r, select.EPOLLIN)], e.closed)
print(e.closed)
for call in (e.fileno, lambda: select.select([-1], [], []), lambda: select.select([], [], [], -1),
             lambda: select.select([object()], [], []), lambda: select.select(1, [], [])):
    try:
        call()
    except Exception as error:
        print(repr(error))
