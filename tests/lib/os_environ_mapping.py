# os.environ: a mapping with checks, shared with environb and with child processes.
import os


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(repr(error), error.__suppress_context__)


os.environ["WEFT_TEST"] = "ä"
print(os.environb[b"WEFT_TEST"], os.getenv("WEFT_TEST"), os.getenvb(b"WEFT_TEST"), os.getenv("WEFT_NONE", 1))
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "test $WEFT_TEST = ä"))
os.environb[b"WEFT_RAW"] = b"\xff"
print(ascii(os.environ["WEFT_RAW"]))
show(os.environ.__getitem__, "WEFT_NONE")
show(os.environ.__getitem__, 1)
show(os.environb.__getitem__, "a")
show(os.environ.__setitem__, "k", 1)
show(os.environ.__setitem__, "a=b", "c")
show(os.environ.__setitem__, "a\0b", "c")
show(os.environ.__delitem__, "WEFT_NONE")
show(os.environ.pop, "WEFT_NONE")
show(os.environ.pop, "WEFT_NONE", 7)
show(os.environ.setdefault, "WEFT_TEST", "x")
show(lambda: os.environ | 1)
show(lambda: type(os.environ | {}).__name__)
show(lambda: ({"WEFT_TEST": "own"} | os.environ)["WEFT_TEST"])
show(lambda: type(os.environ.copy()))
os.environ |= {"WEFT_MORE": "more"}
print(os.environ["WEFT_MORE"], "WEFT_MORE" in os.environ, b"WEFT_MORE" in os.environb)
del os.environ["WEFT_MORE"]
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "test -z $WEFT_MORE"), type(os.environ), isinstance(len(os.environ), int))
data = os._Environ({b"a": b"1"}, os.fsencode, os.fsdecode, os.fsencode, os.fsdecode)
print(data, list(data), data.copy())
