# Dunders that call themselves, and structures nested too deep, end in RecursionError.
def attempt(name, f):
    try:
        f()
        print(name, "fine")
    except RecursionError:
        print(name, "RecursionError")
class A:
    def __getattr__(self, n): return getattr(self, n + "x")
    def __call__(self): return self()
    def __add__(self, o): return self + o
    def __repr__(self): return repr(self)
    def __hash__(self): return hash(self)
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __contains__(self, x): return x in self
    def __getitem__(self, i): return self[i]
    @property
    def p(self): return self.p
class B:
    def __eq__(self, o): return o == self
    def __setattr__(self, n, v): self.x = v
    def __new__(cls): return cls()
class C:
    def __getattribute__(self, n): return getattr(self, n)
a = A()
attempt("getattr", lambda: a.q); attempt("call", lambda: a()); attempt("add", lambda: a + 1); attempt("repr", lambda: repr(a))
attempt("hash", lambda: hash(a)); attempt("iter", lambda: iter(a)); attempt("bool", lambda: bool(a)); attempt("len", lambda: len(a))
attempt("contains", lambda: 1 in a); attempt("getitem", lambda: a[0]); attempt("new", lambda: B())
b = object.__new__(B)
attempt("eq", lambda: b == object.__new__(B)); attempt("setattr", lambda: setattr(b, "x", 1)); attempt("getattribute", lambda: C().x)
nested = int
for i in range(150000): nested = (nested,)
attempt("isinstance", lambda: isinstance("", nested)); attempt("issubclass", lambda: issubclass(str, nested))
alias = list[int]
for i in range(100000): alias = list[alias]
attempt("alias repr", lambda: repr(alias))
