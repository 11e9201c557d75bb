# IncrementalNewlineDecoder keeps a CR back until it knows what follows.
import io
d = io.IncrementalNewlineDecoder(None, translate=True)
for piece in ('a\r', '\nb\r', 'c\n'):
    print(repr(d.decode(piece)), d.getstate(), d.newlines)
print(repr(d.decode('\r', final=True)))
d.reset()
print(d.newlines)
d = io.IncrementalNewlineDecoder(None, translate=False)
print(repr(d.decode('a\r\nb\r')), repr(d.decode('', True)), d.newlines)
