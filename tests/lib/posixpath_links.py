# os.path.realpath over links, loops and what does not exist; ismount, samefile, lexists.
import os
from os import path

os.makedirs("d/e")
open("d/file", "w").close()
for target, name in (("d", "to_d"), ("to_d/e", "to_e"), ("loop", "loop"), ("two", "one"), ("one", "two"), ("nowhere", "broken"),
                     ("../../d/file", "d/e/up"), ("/", "root"), (os.getcwd() + "/d", "absolute"), ("to_d/../to_d/./e", "dots")):
    os.symlink(target, name)
base = path.realpath(".")
for name in ("d", "to_d", "to_e", ".", "to_e/..", "to_e/../file", "loop", "loop/x", "loop/../d", "one", "broken", "broken/x/..", "d/e/up", "root",
             "root/etc/..", "absolute/e", "dots/up", "nowhere/at/all", "d/file/x", "to_d/to_d", "./to_d//e/"):
    for strict in False, True:
        try:
            print(name, strict, path.realpath(name, strict=strict).replace(base, "BASE"))
        except OSError as error:
            print(name, strict, type(error).__name__, error.errno, error.filename.replace(base, "BASE"))
print(path.realpath(b"to_e").replace(os.fsencode(base), b"BASE"), path.realpath("//etc"), path.realpath("/.."))
for name in "d", "to_d", "broken", "nowhere", "a\0b", "d/file", "loop":
    print(repr(name), path.exists(name), path.lexists(name), path.isdir(name), path.isfile(name), path.islink(name),
          path.ismount(name), path.isjunction(name))
print(path.samefile("d", "to_d"), path.samefile("d", "d/e"), path.ismount("/"), path.ismount("/proc"), path.ismount("root"), path.getsize("d/file"))
