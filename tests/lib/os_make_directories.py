# os.makedirs, removedirs, renames.
import os


def show(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        print("done", *args)
    except OSError as error:
        print(repr(error), error.filename)


show(os.makedirs, "a/b/c")
show(os.makedirs, "a/b/c")
show(os.makedirs, "a/b/c", exist_ok=True)
show(os.makedirs, "a/b/d/", 0o700)
show(os.makedirs, "a/./e/.")
show(os.makedirs, b"a/f/")
open("file", "w").close()
show(os.makedirs, "file")
show(os.makedirs, "file", exist_ok=True)
show(os.makedirs, "file/x")
print(sorted(os.listdir("a")), sorted(os.listdir("a/b")), oct(os.stat("a/b/d").st_mode))
show(os.removedirs, "a/b")
show(os.removedirs, "a/b/c")
show(os.removedirs, "a/b/d/")
print(sorted(os.listdir("a")))
show(os.renames, "a/e", "new/place/e")
show(os.renames, "a/f", "new/f")
print(os.path.exists("a"), sorted(os.listdir("new")))
