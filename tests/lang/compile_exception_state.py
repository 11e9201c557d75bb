# sys.exc_info and __context__ through nested handlers.
import sys
def f():
    print(sys.exc_info()[0])
    try: 1 / 0
    except ZeroDivisionError:
        print(sys.exc_info()[0])
        try: raise KeyError
        except KeyError: print(sys.exc_info()[0])
        print(sys.exc_info()[0])
        try: raise
        except ZeroDivisionError as z: print("again", z)
    print(sys.exc_info()[0])
f()
def g():
    try:
        try: raise ValueError(1)
        except ValueError as e: raise TypeError(2)
    except TypeError as t: print(repr(t), repr(t.__context__))
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    except KeyError as t: print(repr(t.__context__))
    for i in range(2):
        try: raise ValueError(i)
        except ValueError: continue
    print(sys.exc_info())
g()
def h():
    try: raise ValueError("v")
    except ValueError: return sys.exc_info()[0]
print(h(), sys.exc_info())
