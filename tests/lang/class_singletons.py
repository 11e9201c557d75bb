# None, Ellipsis, NotImplemented, bool: one of each.
print(None, ..., NotImplemented, type(None), type(...), type(NotImplemented), type(None)() is None, type(...)() is ...)
for t in (type(None), type(...), type(NotImplemented)):
    try: t(1)
    except TypeError as e: print(e)
    try: type("X", (t,), {})
    except TypeError as e: print(e)
print(bool(None), bool(...), None == None, None != 1, hash(None) == hash(None), None.__class__, repr(...), str(None), f"{None}")
print((...).__reduce__(), NotImplemented.__reduce__())
try: None()
except TypeError as e: print(e)
try: ...[0]
except TypeError as e: print(e)
