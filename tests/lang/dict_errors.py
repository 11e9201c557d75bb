# What dicts answer to wrong arguments.
def attempt(f):
    try:
        print('no error', f())
    except Exception as e:
        print(type(e).__name__, e, e.args)
attempt(lambda: {}['k'])
attempt(lambda: {}[1, 2])
attempt(lambda: {}[[]])
attempt(lambda: {[]: 1})
attempt(lambda: {}.pop('k'))
attempt(lambda: {}.pop())
attempt(lambda: {}.popitem())
attempt(lambda: dict(5))
attempt(lambda: dict([1]))
attempt(lambda: dict([(1, 2, 3)]))
attempt(lambda: dict(['abc']))
attempt(lambda: dict({}, {}))
attempt(lambda: {}.update(1, 2))
attempt(lambda: {}.update([(1,)]))
attempt(lambda: {} | [])
attempt(lambda: {} + {})
attempt(lambda: {} < {})
attempt(lambda: hash({}))
attempt(lambda: {}.get())
attempt(lambda: {}.get(k=1))
attempt(lambda: {1: {}}[1][[]])
attempt(lambda: {}.setdefault([]))
attempt(lambda: [] in {})
attempt(lambda: dict.fromkeys())
attempt(lambda: dict.fromkeys(5))
attempt(lambda: {1: 2}.keys().nothing)
attempt(lambda: {**5})
attempt(lambda: {**[(1, 2)]})
attempt(lambda: {}.fromkeys([[]]))
def f():
    d = {}
    del d['gone']
attempt(f)
