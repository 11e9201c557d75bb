# A class of no module is shown by its plain name.
class Outer:
    class Inner:
        pass

    class OfBuiltins:
        __module__ = "builtins"

    class OfNumber:
        __module__ = 3


print(Outer.Inner, Outer.OfBuiltins, Outer.OfNumber)
Outer.OfNumber.__name__ = "Renamed"
print(Outer.OfNumber)
