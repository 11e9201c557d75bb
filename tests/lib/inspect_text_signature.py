# A docstring may begin with the class's signature, as those of classes in C do.
import inspect
import io


class C:
    """C(a, b=DEFAULT)\n--\n\nText."""


class D(C):
    """Other text."""


class Wrong:
    """Other(a)\n--\n\nText."""


DEFAULT = "default"
for cls in C, D, Wrong:
    print(cls.__text_signature__, inspect.signature(cls))
for cls in io.BufferedReader, io.BytesIO, io.StringIO, io.FileIO, io.TextIOWrapper, io.IncrementalNewlineDecoder:
    print(cls.__name__, cls.__text_signature__, inspect.signature(cls))
