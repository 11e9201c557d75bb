# The package without its part in C: the same texts and objects, and the errors in their own words.
import sys

import json as fast

for name in [name for name in sys.modules if name.partition('.')[0] == 'json']:
    del sys.modules[name]
sys.modules['_json'] = None
import json as slow

print(slow.scanner.make_scanner.__module__, slow.decoder.scanstring.__module__, slow.encoder.encode_basestring.__module__)
documents = ('{"a": [1, 2.5e3, -0, null, true, false, "\\u20ac\\ud83d\\ude00\\n"], "b": {}, "c": [], "": ""}', '[NaN, Infinity, -Infinity]', '0', '-1E-2')
for document in documents:
    value = slow.loads(document)
    print(ascii(value), repr(value) == repr(fast.loads(document)))
    for options in ({}, {'indent': 3}, {'ensure_ascii': False}, {'separators': (',', ':')}, {'sort_keys': True}):
        print(slow.dumps(value, **options) == fast.dumps(value, **options), end=' ')
for text in ('', '[1,]', '{"a":1,}', '{"a" 1}', '"\\q"', '"\\u00"', '"x', '[1 2]', '{1', '-', '1x'):
    try:
        print(slow.loads(text))
    except slow.JSONDecodeError as problem:
        print(problem)
circle = []
circle.append(circle)
for wrong in (circle, {(): 1}, {1}, float('nan')):
    try:
        print(slow.dumps(wrong, allow_nan=False))
    except (TypeError, ValueError) as problem:
        print(problem)
