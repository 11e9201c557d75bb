# Texts that are not JSON and objects that cannot be: what is said, and where it is wrong.
import json

for text in ('', ' ', '[', '[1', '[1,', '[1,]', '[1 2]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{a:1}', '{"a" 1}',
             '{"a":1 "b"}', '"abc', '"a\nb"', '"\\x"', '"\\u12"', '"\\u12G4"', '"\\', '01', '-', '-Inf', 'nan', '1.', '1e+', 'tru',
             '1 2', '\ufeff[]', '[\n1,\n\n}', '{"\u20ac": \U0001f600}', '"\ud800', '1' * 5000):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as problem:
        print(ascii(text), problem, problem.msg, problem.pos, problem.lineno, problem.colno)
    except ValueError as problem:
        print(problem)

circle = []
circle.append({'in': circle})
for what, options in ((float('nan'), {'allow_nan': False}), ({float('inf'): 1}, {'allow_nan': False}), ({(1,): 1}, {}), (b'', {}),
                      ([{1, 2}], {}), ({'b': 1, 2: 3}, {'sort_keys': True}), (circle, {}), (10**5000, {}),
                      ([object], {'default': lambda o: [o]}), (1, {'colour': True}), (circle, {'check_circular': False})):
    try:
        print(json.dumps(what, **options))
    except (TypeError, ValueError, RecursionError) as problem:
        print(type(problem).__name__, problem)
for nested in ('[' * 200_000, '{"a":' * 200_000):
    try:
        json.loads(nested)
    except RecursionError as problem:
        print(problem)
for wrong in (1, None, bytearray(b'\xff'), memoryview(b'1')):
    try:
        json.loads(wrong)
    except (TypeError, UnicodeDecodeError) as problem:
        print(type(problem).__name__, problem)
