# What readinto() cannot fill is a TypeError that names it.
import io

raw = open(__file__, "rb", 0)
for file in raw, open(__file__, "rb"), io.BytesIO(b"x"):
    for target in b"", memoryview(b"ab"), 5, "x":
        try:
            file.readinto(target)
        except TypeError as error:
            print(type(file).__name__, error)
