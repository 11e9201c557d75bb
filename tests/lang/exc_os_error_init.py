# A subclass of OSError may do the work in __init__ or in __new__.
class InInit(OSError):
    def __init__(self, foo):
        super().__init__(2, 'text ' + foo)
e = InInit('a')
print(e, e.errno, e.args, type(e).__name__)
class InNew(OSError):
    def __new__(cls, foo):
        return super().__new__(cls, 3, 'new ' + foo)
    def __init__(self, foo):
        pass
e = InNew('b')
print(e, e.errno, e.args)
class Nothing(OSError):
    def __init__(self, foo):
        pass
print(repr(Nothing('z')), Nothing('z').args)
