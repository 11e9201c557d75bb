# copyreg: reducing for old protocols, slot names, extension codes, the dispatch table.
import copyreg


class Plain:
    pass


class Slots:
    __slots__ = ("a", "__private", "__dict__")


class Child(Slots):
    __slots__ = "b"


class Number(int):
    pass


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(repr(error))


plain = Plain()
plain.x = 1
print(plain.__reduce_ex__(0), Number(5).__reduce_ex__(1))
show(Slots().__reduce_ex__, 0)
show((i for i in ()).__reduce_ex__, 0)
print(copyreg._slotnames(Child), Child.__slotnames__, copyreg._slotnames(Plain), copyreg._slotnames(int))
for made in Number(7), int | str:
    function, args, *_ = copyreg.dispatch_table.get(type(made), lambda o: o.__reduce_ex__(0))(made)
    print(function(*args))
show(copyreg.pickle, Plain, 1)
show(copyreg.constructor, 1)
copyreg.pickle(Plain, lambda p: (str, ("by table",)))
print(copyreg.dispatch_table[Plain](plain))
show(copyreg.add_extension, "m", "n", 0)
show(copyreg.add_extension, "m", "n", 240)
show(copyreg.add_extension, "m", "n", 241)
show(copyreg.add_extension, "m", "o", 240)
show(copyreg.add_extension, "m", "n", 240)
show(copyreg.remove_extension, "m", "o", 240)
show(copyreg.remove_extension, "m", "n", 240)
show(copyreg.remove_extension, "m", "n", 240)
print(copyreg.__newobj_ex__(Plain, (), {}).__class__, copyreg.dispatch_table[complex](1j))
