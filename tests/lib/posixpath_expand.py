# os.path.expanduser and expandvars.
import os

os.environ.clear()
os.environ.update(HOME="/home/me/", A="one", B="$A", LONG_1="long")
for path in ("$A", "${A}", "$A$B", "${A}$", "$", "$$A", "${A", "${}", "$-", "$NO/x", "${NO}${A}", "x$LONG_1y", "x${LONG_1}y", "$A.b", "${A}b",
             "$ä", "no dollar", b"$A/\xff${B}", b"plain"):
    print(ascii(os.path.expandvars(path)))
for path in "~", "~/x", "~//x", "a~", "~nobody-of-that-name/x", "~root", "~root/x", b"~/x", "":
    print(os.path.expanduser(path))
os.environ["HOME"] = "/"
print(os.path.expanduser("~"), os.path.expanduser("~/a"))
