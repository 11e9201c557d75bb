# __name__, __qualname__, __module__, __doc__ can be set on classes made by Python.
class A:
    class B: pass
print(A.B, A.B.__name__, A.B.__qualname__)
A.__name__ = "Renamed"; A.__qualname__ = "q.Renamed"; A.__module__ = "mod"; A.__doc__ = "new doc"
print(A, A.__name__, A.__doc__)
def attempt(f):
    try: f()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
attempt(lambda: setattr(A, "__name__", 3)); attempt(lambda: setattr(A, "__name__", "a\0b")); attempt(lambda: setattr(A, "__qualname__", 3))
attempt(lambda: setattr(int, "__name__", "x"))
attempt(lambda: type("X", (), {"__qualname__": 5}))
print(type("X", (), {"__qualname__": "p.q"}).__qualname__)
print(A.__annotations__, hasattr(int, "__annotations__"))
class T:
    x: int
    y: str = ""
print(T.__annotations__)
del T.__annotations__
print(T.__annotations__)
print(T.__type_params__, int.__type_params__)
print(type.__module__, int.__module__, int.__qualname__, type.__doc__ is not None, object.__bases__, type.__mro__)
