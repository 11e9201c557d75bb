# Error handlers of text streams, and encodings that are wrong.
import io
bad = b'ok \xff\xfe end'
for errors in ('ignore', 'replace', 'surrogateescape', 'backslashreplace'):
    print(errors, ascii(io.TextIOWrapper(io.BytesIO(bad), encoding='utf-8', errors=errors).read()))
try:
    io.TextIOWrapper(io.BytesIO(bad), encoding='utf-8').read()
except UnicodeDecodeError as e:
    print(e)
try:
    io.TextIOWrapper(io.BytesIO(), encoding='ascii').write('ä')
except UnicodeEncodeError as e:
    print(e)
out = io.BytesIO()
text = io.TextIOWrapper(out, encoding='latin-1', errors='replace')
text.write('ä€')
text.flush()
print(out.getvalue(), text.encoding, text.errors)
