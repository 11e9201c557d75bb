# Which of object.__new__ and object.__init__ complains about arguments.
def attempt(f, *a, **k):
    try: print(type(f(*a, **k)).__name__)
    except TypeError as e: print(e)
class A: pass
class B:
    def __init__(self, x): pass
class C:
    def __new__(cls, x): return super().__new__(cls)
class D:
    def __new__(cls, *a): return super().__new__(cls, *a)
class E:
    def __init__(self, *a): super().__init__(*a)
class F:
    def __init__(self): return 5
attempt(object); attempt(object, 1); attempt(A, 1); attempt(A, x=1)
attempt(B, 1); attempt(B); attempt(C, 1); attempt(C); attempt(D, 1); attempt(D); attempt(E, 1); attempt(F)
class G:
    def __new__(cls, *a): return 7
    def __init__(self, *a): print("not called")
print(G(1))
attempt(object.__new__); attempt(object.__new__, 5); attempt(object.__new__, int); attempt(int.__new__, str)
attempt(list.__new__, dict); attempt(type(None), 1); attempt(type(lambda: 0).__get__)
attempt(type(iter([])))
attempt(A().__init__, 5)
