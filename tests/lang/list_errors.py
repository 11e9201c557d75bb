# What lists answer to wrong arguments.
def attempt(f):
    try:
        print('no error', f())
    except Exception as e:
        print(type(e).__name__, e)

a = [1, 2, 3]
attempt(lambda: a[3])
attempt(lambda: a[-4])
attempt(lambda: a['x'])
attempt(lambda: a[1.0])
attempt(lambda: a[2 ** 100])
def f(): a[3] = 1
attempt(f)
def f(): del a[5]
attempt(f)
def f(): a['q'] = 1
attempt(f)
attempt(lambda: [].pop())
attempt(lambda: a.pop(7))
attempt(lambda: a.remove(9))
attempt(lambda: a.index(9))
attempt(lambda: a.index('x', 0, 2))
attempt(lambda: a.append())
attempt(lambda: a.append(1, 2))
attempt(lambda: a.insert('x', 1))
attempt(lambda: a + (1,))
attempt(lambda: a + 1)
attempt(lambda: a * 'x')
attempt(lambda: a * 1.5)
attempt(lambda: a < 3)
attempt(lambda: list(5))
attempt(lambda: list(1, 2))
attempt(lambda: list(x=1))
attempt(lambda: a.extend(5))
attempt(lambda: a.sort(1))
attempt(lambda: a.sort(foo=1))
attempt(lambda: a.sort(key=5))
attempt(lambda: [1, 'a'].sort())
attempt(lambda: a.count())
attempt(lambda: a.nothing)
def f(): a.x = 1
attempt(f)
def f(): a[0:1] = 5
attempt(f)
def f(): a[::2] = [1]
attempt(f)
def f(): a[::2] = 7
attempt(f)
attempt(lambda: a[::0])
attempt(lambda: a['a':])
attempt(lambda: a.index(1, 'x'))
print(a)
