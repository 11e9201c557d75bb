# tell() gives positions that seek() finds again, in the middle of wide characters and of CR LF.
import io
text = io.TextIOWrapper(io.BytesIO('aä€\r\nb\U00010000c\n'.encode()), encoding='utf-8')
places = []
while True:
    places.append((text.tell(), c := text.read(1)))
    if not c:
        break
print(places)
for place, c in reversed(places):
    text.seek(place)
    print(place, ascii(text.read(1)), text.read(1) == '' or True)
for call in (lambda: text.seek(1, 1), lambda: text.seek(-1), lambda: text.seek(0, 9)):
    try:
        call()
    except (ValueError, OSError) as e:
        print(type(e).__name__, e)
