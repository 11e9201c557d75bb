# reconfigure() changes a text stream before the first read only.
import io
out = io.BytesIO()
text = io.TextIOWrapper(out, encoding='ascii', newline='\n')
text.write('a\n')
text.reconfigure(encoding='utf-8', newline='\r\n', line_buffering=True)
text.write('ä\n')
print(out.getvalue(), text.encoding, text.errors, text.line_buffering)
text.seek(0)
text.read(1)
try:
    text.reconfigure(encoding='latin-1')
except io.UnsupportedOperation as e:
    print(e)
