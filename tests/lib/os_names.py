# What os has: sets of abilities, types and where they say they come from, __all__.
import os
import sys

for name in "supports_dir_fd", "supports_effective_ids", "supports_fd", "supports_follow_symlinks":
    print(name, sorted(function.__name__ for function in getattr(os, name)))
for name in sorted(os.__all__):
    if isinstance(getattr(os, name), type):
        print(name, getattr(os, name))
print(sorted(name for name in os.__all__ if name.islower())[:60])
print(os._exists("fork"), os._exists("startfile"), os.error is OSError, os.name, repr(os.linesep), os.curdir, os.altsep)
print(sys.modules["os.path"] is os.path, os.path.__name__, os.walk.__module__, os.environ.__class__.__module__)
print(os.PathLike[int], issubclass(int, os.PathLike), os.fsencode("\udc80"), ascii(os.fsdecode(b"\x80")))
try:
    os.fsencode(1)
except TypeError as error:
    print(error)
