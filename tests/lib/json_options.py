# Every option of dumps, dump and loads, and subclasses of what JSON knows.
import io
import json


class Whole(int):
    def __repr__(self):
        return 'whole'


class Real(float):
    def __repr__(self):
        return 'real'


class Text(str):
    pass


class Pairs(dict):
    def items(self):
        return [('only', 'this')]


class Row(list):
    def __iter__(self):
        return iter([9])


class Point:
    x, y = 1, 2


class WithPoints(json.JSONEncoder):
    def default(self, o):
        return [o.x, o.y] if isinstance(o, Point) else super().default(o)


data = {'b': [1, -2, 2**60, 2**80, 1.5, -0.0, 1e300, 1e22, True, None], 'a': {'': [], 'e': {}, 'n': [[], [[1]]]},
        'text': 'q" b\\ / \b\f\n\r\t \x00 \x7f \xe9 \u20ac \U0001f600 \ud800', 'odd': (Whole(3), Real(2.5), Text('t'), Pairs(), Pairs(z=1), Row([1])),
        1: 2, 2.5: 3, None: 4, Whole(7): 5}
for options in ({}, {'ensure_ascii': False}, {'indent': 2}, {'indent': '\t'}, {'indent': 0}, {'separators': (',', ':')},
                {'indent': '\u20ac', 'separators': (';', '=')}, {'check_circular': False}):
    text = json.dumps(data, **options)
    out = io.StringIO()
    json.dump(data, out, **options)
    print(ascii(text), out.getvalue() == text, json.loads(json.dumps(data))['b'] == data['b'])
print(json.dumps({'b': 1, 'a': {'d': 1, 'c': 2}}, sort_keys=True), json.dumps({b'': 1, 'x': 2, (): 3}, skipkeys=True, indent=1))
print(json.dumps({b'': 1}, skipkeys=True, indent=1), json.dumps([Point()], cls=WithPoints), json.dumps([Point()], default=lambda o: o.x))
print(list(json.JSONEncoder(indent=1).iterencode([1, {'a': [2, None, 'x'], 'b': {}}, []])))

text = '{"a": 1, "a": [2.50, -7, NaN, -Infinity], "b": {"c": null}}'
print(json.loads(text), json.loads(text, object_hook=sorted), json.loads(text, object_pairs_hook=tuple))
print(json.loads(text, parse_float=str, parse_int=float, parse_constant=str.upper))
print(json.loads('"\t"', strict=False), json.JSONDecoder().raw_decode('[1] tail'), json.JSONDecoder().raw_decode('xx7,', 2))
for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be'):
    print(json.loads('["\u20ac"]'.encode(encoding)), json.detect_encoding('[]'.encode(encoding)), end=' ')
keys = json.loads('[{"key": 1, "\u20ac": 2}, {"key": 3, "\u20ac": 4}]')
print([a is b for a, b in zip(*keys)])
