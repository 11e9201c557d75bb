# object.__getattribute__ of a class: data descriptors of the metaclass, the class's own namespace, then the metaclass.
class Meta(type):
    "meta doc"
    both = "meta"

    @property
    def data(cls):
        return "property of the metaclass"


class Base(metaclass=Meta):
    inherited = 1


class Class(Base):
    "own doc"
    own = 2
    both = "class"
    data = "hidden"

    def method(self): ...


for name in "__doc__", "own", "both", "data", "inherited", "__module__", "nope":
    try:
        print(name, object.__getattribute__(Class, name), getattr(Class, name, None))
    except AttributeError as error:
        print(name, error)
print(object.__getattribute__(Class, "method").__qualname__)
