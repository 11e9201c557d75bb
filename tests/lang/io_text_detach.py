# A detached text stream hands its buffer over and is of no use any more.
import io
buffer = io.BytesIO()
text = io.TextIOWrapper(buffer, encoding='utf-8', write_through=True)
text.write('x')
print(text.detach() is buffer, buffer.getvalue(), text.errors)
for name in ('read', 'flush', 'detach', 'close'):
    try:
        getattr(text, name)()
    except ValueError as e:
        print(name, e)
print(text)
