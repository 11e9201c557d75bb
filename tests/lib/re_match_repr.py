# The repr of a match shows the beginning of a long one.
import re

for text in ("short", "é\n" + "y" * 100, "x" * 47, "x" * 48, "x" * 49):
    print(re.match("(?s).*", text), re.match(b"(?s).*", text.encode()))
