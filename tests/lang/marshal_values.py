# Values survive marshal, shared ones stay shared; anything else is refused.
import marshal
shared = ('a', 'b')
values = [None, True, ..., 0, -1, 2 ** 31, -2 ** 200, 1.5, float('inf'), 2 - 3j, 'text', 'ä€\U00010000', b'bytes', (1, (2,)), [1, [2]],
          {'k': 1, 2: 'v'}, {1, 2}, frozenset({3}), 'long' * 100, StopIteration]
for version in range(5):
    print(version, all(marshal.loads(marshal.dumps(v, version)) == v for v in values))
twice = marshal.loads(marshal.dumps([shared, shared]))
print(twice[0] is twice[1])
code = marshal.loads(marshal.dumps(compile('x = [i * 2 for i in range(3)]', 'f', 'exec')))
space = {}
exec(code, space)
print(space['x'])
for call in (lambda: marshal.dumps(object()), lambda: marshal.loads(b''), lambda: marshal.loads(b'i'), lambda: marshal.loads(b'?'),
             lambda: marshal.loads(b'[\xff\xff\xff\x7f'), lambda: marshal.dumps(code, allow_code=False)):
    try:
        call()
    except (ValueError, EOFError, TypeError) as e:
        print(type(e).__name__, e)
